"""The imprint (版记) at the foot of the last page, which is an even one."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.document import Imprint
from mingcha.reports.docx_styles import child
from mingcha.reports.pagination import ImprintPlace

_WIDTH_PT = layout.mm_to_pt(layout.TEXT_WIDTH_MM)
# The least line height that word processors keep.
_HAIR_PT = 2


def add_imprint(word: WordDocument, block: Imprint, place: ImprintPlace) -> None:
    """A table of one column that floats on the lower edge of the text block."""
    if not (block.copies_text or block.printer):
        return
    if place is not ImprintPlace.SAME_PAGE:
        _begin_even_page(word, numbered=place is ImprintPlace.NEXT_PAGE)
        # LibreOffice takes the page break from the first paragraph, which must not be the table's own.
        _hair(word)
    anchor = _hair(word)
    table, row_style = _table(ruled=bool(block.printer)), word.styles[styles.IMPRINT_STYLE]
    anchor._p.addprevious(table)
    if block.copies_text:
        _copies(_row(table, anchor), block.copies_text)
    if block.printer:
        _printed(_row(table, anchor), block)
    for element in table.iter(qn("w:p")):
        Paragraph(element, anchor._parent).style = row_style


def _hair(word: WordDocument) -> Paragraph:
    """A paragraph without words that takes hardly any room."""
    paragraph = word.add_paragraph(style=styles.BLANK_STYLE)
    paragraph.paragraph_format.line_spacing = Pt(_HAIR_PT)
    return paragraph


def _begin_even_page(word: WordDocument, *, numbered: bool) -> None:
    """End the section; the last one begins on an even page whatever a word processor makes of the pages
    before. Without a number its footers are its own and empty."""
    last = word.element.body.sectPr
    assert last is not None
    ending = _hair(word)
    ending._p.get_or_add_pPr().append(deepcopy(last))
    for flag in last.findall(qn("w:titlePg")):
        last.remove(flag)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "evenPage")
    # LibreOffice ends the text of an even page where the footer's own lines begin, so they fill its room.
    room_pt = layout.mm_to_pt(layout.MARGIN_BOTTOM_MM) - (word.sections[-1].footer_distance or Pt(0)).pt
    last.insert(len(last.findall(qn("w:headerReference")) + last.findall(qn("w:footerReference"))), kind)
    if not numbered:
        for reference in last.findall(qn("w:footerReference")):
            last.remove(reference)
    section = word.sections[-1]
    for footer in (section.footer, section.even_page_footer):
        if not numbered:
            footer.is_linked_to_previous = False
            footer.paragraphs[0].style = word.styles["Footer"]
        above_pt = room_pt - layout.PAGE_NUMBER_SIZE_PT - 0.5
        footer.paragraphs[0].paragraph_format.space_before = Pt(above_pt)


def _table(*, ruled: bool) -> BaseOxmlElement:
    table: BaseOxmlElement = OxmlElement("w:tbl")
    properties = child(table, "tblPr")
    # Measured from the page: LibreOffice lets a table as wide as the text flow with it otherwise.
    child(
        properties,
        "tblpPr",
        leftFromText="0",
        rightFromText="0",
        vertAnchor="margin",
        horzAnchor="page",
        tblpX=str(layout.mm_to_twips(layout.MARGIN_LEFT_MM)),
        tblpYSpec="bottom",
    )
    child(properties, "tblOverlap", val="never")
    width = str(round(_WIDTH_PT * 20))
    child(properties, "tblW", w=width, type="dxa")
    if ruled:
        borders = child(properties, "tblBorders")
        thick, thin = layout.IMPRINT_THICK_RULE_MM, layout.IMPRINT_THIN_RULE_MM
        for side, thickness_mm in (("top", thick), ("bottom", thick), ("insideH", thin)):
            eighths = str(round(layout.mm_to_pt(thickness_mm) * 8))
            child(borders, side, val="single", sz=eighths, space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side in ("left", "right"):
        child(margins, side, w="0", type="dxa")
    child(child(table, "tblGrid"), "gridCol", w=width)
    return table


def _row(table: BaseOxmlElement, anchor: Paragraph) -> Paragraph:
    row = child(table, "tr")
    child(child(row, "trPr"), "cantSplit")
    cell = child(row, "tc")
    child(child(cell, "tcPr"), "tcW", w=str(round(_WIDTH_PT * 20)), type="dxa")
    return Paragraph(child(cell, "p"), anchor._parent)


def _copies(paragraph: Paragraph, text: str) -> None:
    """One character in on both sides; later lines stand behind the colon."""
    form, size_pt = paragraph.paragraph_format, layout.IMPRINT_SIZE_PT
    form.left_indent, form.first_line_indent = Pt(4 * size_pt), Pt(-3 * size_pt)
    form.right_indent = Pt(size_pt)
    paragraph.add_run(text)


def _printed(paragraph: Paragraph, block: Imprint) -> None:
    """The printer one character from the left, the date one from the right."""
    form, size_pt = paragraph.paragraph_format, layout.IMPRINT_SIZE_PT
    form.left_indent = Pt(size_pt)
    form.tab_stops.add_tab_stop(Pt(_WIDTH_PT - size_pt), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(block.printer)
    if block.date_text:
        paragraph.add_run(f"\t{block.date_text}")
