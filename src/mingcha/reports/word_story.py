"""The paragraphs of a .docx in reading order, wherever its author put them: body, content controls, the text
boxes and tables of head and imprint, the header of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingcha.reports.word_numbering import Numbering

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# So many elements of the body may belong to the head.
_HEAD_ELEMENTS = 12


@dataclass(frozen=True, slots=True)
class StoryParagraph:
    """A paragraph with words: its text with the number that Word writes before it, and whether it stands in
    the body itself and not in a box, table or header."""

    paragraph: Paragraph
    text: str
    in_body: bool

    @property
    def runs(self) -> list[Run]:
        """The runs that show words; what was deleted under tracking is not among them."""
        runs = (Run(element, self.paragraph) for element in own_runs(self.paragraph._p))
        return [run for run in runs if run.text.strip()]


def story(word: WordDocument, numbering: Numbering) -> list[StoryParagraph]:
    """Every paragraph with words, once."""
    found = [_story(paragraph, numbering, in_body=False) for paragraph in _first_header(word)]
    blocks = list(_blocks(word.element.body))
    for index, block in enumerate(blocks):
        if block.tag == qn("w:tbl"):
            if index < _HEAD_ELEMENTS or _is_imprint(block):
                inner = [Paragraph(element, word._body) for element in block.iter(qn("w:p"))]
                found += [_story(paragraph, numbering, in_body=False) for paragraph in inner]
            continue
        for box in _boxes(block):
            found += [_story(Paragraph(element, word._body), numbering, in_body=False) for element in box]
        found.append(_story(Paragraph(block, word._body), numbering, in_body=True))
    return [one for one in found if one.text.strip()]


def own_runs(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The runs of a paragraph itself: in links and insertions too, not in its text boxes or deletions."""
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag in (qn("w:ins"), qn("w:hyperlink"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent")):
            yield from own_runs(child)


def _story(paragraph: Paragraph, numbering: Numbering, *, in_body: bool) -> StoryParagraph:
    words = "".join(Run(element, paragraph).text for element in own_runs(paragraph._p))
    label = numbering.label(paragraph) if words.strip() else ""
    return StoryParagraph(paragraph, label + words.replace("\n", ""), in_body)


def _first_header(word: WordDocument) -> list[Paragraph]:
    """The letter's mark may stand in the header of the first page; running headers are no text."""
    if not len(word.sections) or not word.sections[0].different_first_page_header_footer:
        return []
    header = word.sections[0].first_page_header
    if header.is_linked_to_previous:
        return []
    return [Paragraph(element, header) for element in header._element.iter(qn("w:p"))]


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables of the body, those in content controls too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _blocks(child)


def _boxes(block: BaseOxmlElement) -> Iterator[list[BaseOxmlElement]]:
    """The paragraphs of each text box that hangs on `block`; the copy for old programs is passed over."""
    for content in block.iter(qn("w:txbxContent")):
        if not any(ancestor.tag == _FALLBACK for ancestor in content.iterancestors()):
            yield list(content.iter(qn("w:p")))


def _is_imprint(table: BaseOxmlElement) -> bool:
    text = re.sub(r"\s+", "", "".join(words.text or "" for words in table.iter(qn("w:t"))))
    return len(text) < 600 and (text.startswith(("抄送", "分送", "主送")) or text.endswith("印发"))
