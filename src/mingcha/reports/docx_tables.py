"""Tables of the annexes: as wide as the text block, the head row repeated, rows kept whole."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.document import Align, Table
from mingcha.reports.docx_styles import child

# A row with more text than this may break over pages; a shorter one stays whole.
_WHOLE_ROW_CHARACTERS = 300


def add_table(word: WordDocument, block: Table) -> None:
    """Append `block`; one head row, repeated on every page."""
    table = word.add_table(rows=0, cols=len(block.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr
    for old in (properties.find(qn("w:tblLook")), properties.find(qn("w:tblLayout"))):
        if old is not None:
            properties.remove(old)
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, side, val="single", sz="4", space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side, width_mm in (("top", 0.5), ("left", 1.2), ("bottom", 0.5), ("right", 1.2)):
        child(margins, side, w=str(layout.mm_to_twips(width_mm)), type="dxa")
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, block.columns, strict=True):
        column.w = Mm(width.width_mm)
    heads = tuple(column.title for column in block.columns)
    _add_row(table._tbl, block, heads, word.styles[styles.TABLE_HEAD_STYLE].style_id, head=True)
    style = word.styles[styles.TABLE_STYLE].style_id
    for row in block.rows:
        _add_row(table._tbl, block, row, style, head=False)


def _add_row(table: BaseOxmlElement, block: Table, texts: tuple[str, ...], style: str, *, head: bool) -> None:
    """One row as plain XML: python-docx looks styles and widths up anew for each cell, ten times slower."""
    row = child(table, "tr")
    properties = child(row, "trPr")
    if all(len(text) <= _WHOLE_ROW_CHARACTERS for text in texts):
        child(properties, "cantSplit")
    if head:
        child(properties, "tblHeader")
    for column, text in zip(block.columns, texts, strict=True):
        cell = child(row, "tc")
        setting = child(cell, "tcPr")
        child(setting, "tcW", w=str(layout.mm_to_twips(column.width_mm)), type="dxa")
        child(setting, "vAlign", val="center")
        paragraph = child(cell, "p")
        look = child(paragraph, "pPr")
        child(look, "pStyle", val=style)
        if column.align is Align.CENTER and not head:
            child(look, "jc", val="center")
        words = child(child(paragraph, "r"), "t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
