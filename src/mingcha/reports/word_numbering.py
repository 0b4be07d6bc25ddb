"""The numbers that Word writes before paragraphs of a list: they are part of the text for every reader, and
nowhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from mingcha.reports.wording import chinese_number

_CHINESE_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand")
)


class Numbering:
    """Counts the paragraphs of one document in reading order; ask for the label of each, once."""

    def __init__(self, word: WordDocument) -> None:
        part = next(
            (
                relation.target_part
                for relation in word.part.rels.values()
                if not relation.is_external and relation.reltype.endswith("/numbering")
            ),
            None,
        )
        root = None if part is None else getattr(part, "element", None)
        self._levels: dict[str, dict[int, BaseOxmlElement]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            self._levels[key] = {
                int(level.get(qn("w:ilvl"), "")): level for level in abstract.iter(qn("w:lvl"))
            }
        for number in root.iter(qn("w:num")):
            target = number.find(qn("w:abstractNumId"))
            if target is not None:
                self._abstract[number.get(qn("w:numId"))] = target.get(qn("w:val"))
        self._styles = {
            style.get(qn("w:styleId")): style for style in word.styles.element.iter(qn("w:style"))
        }

    def label(self, paragraph: Paragraph) -> str:
        """“一、” or “1.” as Word shows it; empty for a paragraph of no list or with a bullet."""
        found = self._place(paragraph)
        if found is None:
            return ""
        abstract, level = found
        counts = self._counts.setdefault(abstract, {})
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        counts[level] = counts[level] + 1 if level in counts else self._start(abstract, level)
        text = self._levels[abstract][level].find(qn("w:lvlText"))
        if text is None or self._format(abstract, level) == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            value = counts.get(shown, 1)
            chinese = self._format(abstract, shown) in _CHINESE_FORMATS and 0 < value < 100
            return chinese_number(value) if chinese else str(value)

        return re.sub(r"%(\d)", number, str(text.get(qn("w:val"), "")))

    def settings(self, paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
        """The paragraph settings of the list level, which come before those of the style."""
        found = self._place(paragraph)
        if found is not None:
            properties = self._levels[found[0]][found[1]].find(qn("w:pPr"))
            if properties is not None:
                yield properties

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph, from itself or its style."""
        for properties in self._own_and_style(paragraph):
            setting = properties.find(qn("w:numPr"))
            if setting is None:
                continue
            number, level = setting.find(qn("w:numId")), setting.find(qn("w:ilvl"))
            if number is None:
                continue
            abstract = self._abstract.get(number.get(qn("w:val")))
            depth = 0 if level is None else int(level.get(qn("w:val"), ""))
            if abstract is None or depth not in self._levels.get(abstract, {}):
                return None
            return abstract, depth
        return None

    def _own_and_style(self, paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
        if not self._levels:
            return
        direct = paragraph._p.find(qn("w:pPr"))
        if direct is not None:
            yield direct
        named = None if direct is None else direct.find(qn("w:pStyle"))
        style_id = None if named is None else named.get(qn("w:val"))
        seen: set[str | None] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                yield properties
            base = style.find(qn("w:basedOn"))
            style_id = None if base is None else base.get(qn("w:val"))

    def _start(self, abstract: str, level: int) -> int:
        start = self._levels[abstract][level].find(qn("w:start"))
        return 1 if start is None else int(start.get(qn("w:val"), "1"))

    def _format(self, abstract: str, level: int) -> str:
        element = self._levels[abstract].get(level)
        form = None if element is None else element.find(qn("w:numFmt"))
        return "decimal" if form is None else str(form.get(qn("w:val")))
