"""Where a document's last page ends, reckoned from its text on the grid of 22 lines by 28 characters.

A word processor may set a line more or less; what is built on the reckoning leaves room for that.
"""

from __future__ import annotations

from enum import StrEnum

from mingcha.reports import layout
from mingcha.reports.document import (
    Addressee,
    Annex,
    AttachmentNote,
    Block,
    Document,
    Figure,
    Heading,
    Imprint,
    Masthead,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Table,
    Title,
    attachment_lines,
)

_PAGE_PT = layout.LINES_PER_PAGE * layout.LINE_PITCH_PT
# What the letter's head takes of the text block, and what cells leave above and below their text.
_LETTER_HEAD_PT = 3 * layout.LINE_PITCH_PT
_CELL_MARGIN_MM = 2.4


class ImprintPlace(StrEnum):
    """On which page the imprint stands, seen from the one on which the text ends."""

    SAME_PAGE = "same page"
    NEXT_PAGE = "next page"
    AFTER_BLANK = "after a blank page"


def imprint_place(document: Document) -> ImprintPlace:
    """Where the imprint goes: on an even page, where the text ends only if it surely ends on one and leaves
    room. The letter format asks for no even page."""
    imprint = next((block for block in document.blocks if isinstance(block, Imprint)), None)
    if imprint is None or not imprint.printer:
        return ImprintPlace.SAME_PAGE
    page, used_pt, total_pt = _end(document)
    slack_pt = 2 * layout.LINE_PITCH_PT + 0.02 * total_pt
    needed_pt = layout.imprint_height_pt(imprint.copies_text, imprint.printer)
    surely = used_pt - slack_pt > 0 and used_pt + slack_pt + needed_pt < _PAGE_PT
    if page % 2:
        return ImprintPlace.NEXT_PAGE
    return ImprintPlace.SAME_PAGE if surely else ImprintPlace.AFTER_BLANK


def _end(document: Document) -> tuple[int, float, float]:
    """The last page (from 1), the height used on it, the height of the whole text."""
    page, used_pt, total_pt = 1, 0.0, 0.0
    for block in document.blocks:
        if isinstance(block, (Annex, PageBreak)) and used_pt:
            page, used_pt = page + 1, 0.0
        for height_pt in _heights(block):
            if used_pt + height_pt > _PAGE_PT + 1:
                page, used_pt = page + 1, 0.0
            used_pt += height_pt
            total_pt += height_pt
    return page, used_pt, total_pt


def _heights(block: Block) -> list[float]:
    """The heights of the parts of a block that no page divides."""
    pitch = layout.LINE_PITCH_PT
    match block:
        case Masthead(mark, letter=letter):
            if letter:
                return [_LETTER_HEAD_PT]
            above_pt = layout.mm_to_pt(layout.MASTHEAD_BELOW_TEXT_TOP_MM)
            return [above_pt + layout.masthead_size_pt(mark) + 5.5 * pitch]
        case Title(lines):
            return [pitch * (len(lines) + 1)]
        case Addressee(text):
            return _lines(text)
        case Paragraph(text) | Note(text):
            return _lines(f"　　{text}")
        case Heading(_, text, body):
            return _lines(f"　　{text}{body}")
        case AttachmentNote(names):
            named = attachment_lines(names)
            return [pitch, *(height for line in named for height in _lines(f"　　　　　{line}"))]
        case Signature():
            return [pitch * (2 + block.blank_lines)]
        case Annex():
            return [4 * pitch]
        case Table():
            return _rows(block)
        case Figure(drawing=drawing):
            return [pitch + layout.mm_to_pt(drawing.height_mm)]
        case Picture():
            return [_PAGE_PT / 2]
        case Imprint() | PageBreak():
            return []


def _lines(text: str) -> list[float]:
    count = -(-characters(text) // layout.CHARACTERS_PER_LINE)
    return [layout.LINE_PITCH_PT] * max(int(count), 1)


def _rows(table: Table) -> list[float]:
    rows = [tuple(column.title for column in table.columns), *table.rows]
    return [_row_height_pt(table, row) for row in rows]


def _row_height_pt(table: Table, row: tuple[str, ...]) -> float:
    lines = 1.0
    for column, text in zip(table.columns, row, strict=True):
        width_pt = layout.mm_to_pt(column.width_mm - _CELL_MARGIN_MM)
        lines = max(lines, -(-characters(text) * layout.TABLE_SIZE_PT // width_pt))
    return lines * layout.TABLE_LINE_PT + 3.5


def characters(text: str) -> float:
    """The length of `text` in Chinese characters; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
