"""What Word makes of a paragraph or run: direct settings before styles before their bases before the
defaults."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingcha.reports.word_numbering import Numbering

_THEME = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DEFAULT_SIZE_PT = 10.0  # ECMA-376, 17.3.2.38
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both"}


class Looks:
    """Resolves the settings of one document."""

    def __init__(self, word: WordDocument, numbering: Numbering | None = None) -> None:
        self._numbering = numbering
        self._styles = {
            style.get(qn("w:styleId")): style for style in word.styles.element.iter(qn("w:style"))
        }
        self._default_style = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            None,
        )
        defaults = word.styles.element.find(qn("w:docDefaults"))
        self._defaults = [] if defaults is None else list(defaults)
        self._theme = _theme_fonts(word)

    def family(self, run: Run, paragraph: Paragraph, script: str = "eastAsia") -> str:
        """The font family of `run` for a script (`eastAsia` or `ascii`), a theme's name resolved."""
        for properties in self._run_settings(run, paragraph):
            fonts = properties.find(qn("w:rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(qn(f"w:{script}Theme"))
            if theme is not None and self._theme.get(theme):
                return self._theme[theme]
            name = fonts.get(qn(f"w:{script}"))
            if name:
                return str(name)
        return "未指定"

    def size_pt(self, run: Run, paragraph: Paragraph) -> float:
        """The size of `run` in points."""
        for properties in self._run_settings(run, paragraph):
            size = properties.find(qn("w:sz"))
            if size is not None:
                return float(size.get(qn("w:val"), "")) / 2
        return _DEFAULT_SIZE_PT

    def alignment(self, paragraph: Paragraph) -> str:
        """`left`, `right`, `center` or `both`."""
        for properties in self._paragraph_settings(paragraph):
            setting = properties.find(qn("w:jc"))
            if setting is not None:
                value = str(setting.get(qn("w:val")))
                return _ALIGNMENTS.get(value, value)
        return "left"

    def spacing_pt(self, run: Run, paragraph: Paragraph) -> float:
        """What is added to the width of each character; negative where they stand closer."""
        for properties in self._run_settings(run, paragraph):
            spacing = properties.find(qn("w:spacing"))
            if spacing is not None:
                return float(spacing.get(qn("w:val"), "0")) / 20
        return 0.0

    def colour(self, run: Run, paragraph: Paragraph) -> str:
        """Six hexadecimal digits in capitals, or “AUTO”."""
        for properties in self._run_settings(run, paragraph):
            colour = properties.find(qn("w:color"))
            if colour is not None:
                return str(colour.get(qn("w:val"), "auto")).upper()
        return "AUTO"

    def borders(self, paragraph: Paragraph) -> list[BaseOxmlElement]:
        """The lines around `paragraph`: `w:top`, `w:bottom` … that are drawn."""
        for properties in self._paragraph_settings(paragraph):
            border = properties.find(qn("w:pBdr"))
            if border is not None:
                return [side for side in border if side.get(qn("w:val")) not in ("nil", "none")]
        return []

    def line_pitch_pt(self, paragraph: Paragraph) -> float | None:
        """The fixed distance of lines, or the grid's; None where it follows the font."""
        for properties in self._paragraph_settings(paragraph):
            spacing = properties.find(qn("w:spacing"))
            if spacing is None or spacing.get(qn("w:line")) is None:
                continue
            line = float(spacing.get(qn("w:line")))
            # “At least” is as good as fixed where it leaves room for the characters.
            if spacing.get(qn("w:lineRule"), "auto") in ("exact", "atLeast"):
                return line / 20
            return self._grid_pitch_pt(paragraph) if line == 240 else None
        return self._grid_pitch_pt(paragraph)

    def between_pt(self, paragraph: Paragraph) -> float:
        """Blank space before and after the paragraph together."""
        total_pt = 0.0
        for side in ("before", "after"):
            for properties in self._paragraph_settings(paragraph):
                spacing = properties.find(qn("w:spacing"))
                if spacing is None:
                    continue
                lines, twips = spacing.get(qn(f"w:{side}Lines")), spacing.get(qn(f"w:{side}"))
                if lines is not None and float(lines):
                    total_pt += float(lines) / 100 * 12
                    break
                if twips is not None:
                    total_pt += float(twips) / 20
                    break
        return total_pt

    def first_line_characters(self, paragraph: Paragraph) -> float:
        """The first line's indent in characters of the paragraph's size, with left indent and blanks that
        were typed before the text."""
        first = self._indent(paragraph, "firstLine") - self._indent(paragraph, "hanging")
        return first + self.left_characters(paragraph) + typed_blanks(paragraph.text)

    def left_characters(self, paragraph: Paragraph) -> float:
        """The left indent in characters of the paragraph's size."""
        return self._indent(paragraph, "left") + self._indent(paragraph, "start")

    def right_characters(self, paragraph: Paragraph) -> float:
        """The right indent in characters; blanks that were typed at the end count too."""
        typed = typed_blanks(paragraph.text[::-1])
        return self._indent(paragraph, "right") + self._indent(paragraph, "end") + typed

    def indent_pt(self, paragraph: Paragraph, side: str) -> float:
        """The indent of `left` or `right` in points; negative where the paragraph is wider than the text."""
        runs = paragraph.runs
        size_pt = self.size_pt(runs[0], paragraph) if runs else self.default_size_pt
        other = {"left": "start", "right": "end"}[side]
        return (self._indent(paragraph, side) + self._indent(paragraph, other)) * size_pt

    @property
    def default_size_pt(self) -> float:
        """The size of the default paragraph style."""
        for properties in self._chain(self._default_style, "w:rPr"):
            size = properties.find(qn("w:sz"))
            if size is not None:
                return float(size.get(qn("w:val"), "")) / 2
        return _DEFAULT_SIZE_PT

    def _indent(self, paragraph: Paragraph, side: str) -> float:
        runs = paragraph.runs
        size_pt = self.size_pt(runs[0], paragraph) if runs else self.default_size_pt
        for properties in self._paragraph_settings(paragraph):
            indent = properties.find(qn("w:ind"))
            if indent is None:
                continue
            characters, twips = indent.get(qn(f"w:{side}Chars")), indent.get(qn(f"w:{side}"))
            if characters is not None and float(characters):
                return float(characters) / 100
            if twips is not None:
                return float(twips) / 20 / size_pt
            if side == "firstLine" and indent.get(qn("w:hanging")) is not None:
                return 0.0
        return 0.0

    def _grid_pitch_pt(self, paragraph: Paragraph) -> float | None:
        body = paragraph.part.element.find(qn("w:body"))
        grid = None if body is None else body.find(f"{qn('w:sectPr')}/{qn('w:docGrid')}")
        if grid is None or grid.get(qn("w:type")) not in ("lines", "linesAndChars", "snapToChars"):
            return None
        if self._off_grid(paragraph):
            return None
        pitch = grid.get(qn("w:linePitch"))
        return float(pitch) / 20 if pitch else None

    def _off_grid(self, paragraph: Paragraph) -> bool:
        for properties in self._paragraph_settings(paragraph):
            snap = properties.find(qn("w:snapToGrid"))
            if snap is not None:
                return snap.get(qn("w:val"), "1") in ("0", "false", "off")
        return False

    def _run_settings(self, run: Run, paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
        direct = run._r.find(qn("w:rPr"))
        if direct is not None:
            yield direct
            named = direct.find(qn("w:rStyle"))
            if named is not None:
                yield from self._chain(named.get(qn("w:val")), "w:rPr")
        yield from self._chain(self._style_of(paragraph), "w:rPr")
        yield from self._default("w:rPrDefault", "w:rPr")

    def _paragraph_settings(self, paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
        direct = paragraph._p.find(qn("w:pPr"))
        if direct is not None:
            yield direct
        if self._numbering is not None:
            yield from self._numbering.settings(paragraph)
        yield from self._chain(self._style_of(paragraph), "w:pPr")
        yield from self._default("w:pPrDefault", "w:pPr")

    def _style_of(self, paragraph: Paragraph) -> str | None:
        named = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._default_style if named is None else named.get(qn("w:val"))

    def _chain(self, style_id: str | None, part: str) -> Iterator[BaseOxmlElement]:
        """The settings of a style and of those it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id is not None and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            properties = style.find(qn(part))
            if properties is not None:
                yield properties
            base = style.find(qn("w:basedOn"))
            style_id = None if base is None else base.get(qn("w:val"))

    def _default(self, group: str, part: str) -> Iterator[BaseOxmlElement]:
        for element in self._defaults:
            if element.tag == qn(group):
                yield from element.findall(qn(part))


def typed_blanks(text: str) -> float:
    """Blanks that begin `text`, in characters: a full-width one counts whole, another half."""
    blanks = text[: len(text) - len(text.lstrip(" \u3000\xa0"))]
    return sum(1.0 if blank == "\u3000" else 0.5 for blank in blanks)


def _theme_fonts(word: WordDocument) -> dict[str, str]:
    """Theme names (`minorEastAsia`, `majorHAnsi` …) and the families behind them, for simplified Chinese."""
    fonts: dict[str, str] = {}
    for part in word.part.package.iter_parts():
        if not str(part.partname).startswith("/word/theme/"):
            continue
        root = parse_xml(part.blob)
        for kind in ("major", "minor"):
            for group in root.iter(f"{{{_THEME}}}{kind}Font"):
                named = group.findall(f"{{{_THEME}}}font[@script='Hans']") + group.findall(f"{{{_THEME}}}ea")
                fonts[f"{kind}EastAsia"] = next(
                    (str(e.get("typeface")) for e in named if e.get("typeface")), ""
                )
                latin = group.find(f"{{{_THEME}}}latin")
                if latin is not None:
                    fonts[f"{kind}HAnsi"] = fonts[f"{kind}Ascii"] = str(latin.get("typeface") or "")
    return fonts
