"""Each block of the model as Word paragraphs and tables."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.document import (
    Addressee,
    Align,
    Annex,
    AttachmentNote,
    Block,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
    attachment_lines,
)
from mingcha.reports.docx_letter import add_letter_head
from mingcha.reports.docx_styles import child

# A row with more text than this may break over pages; a shorter one stays whole.
_WHOLE_ROW_CHARACTERS = 300


class BlockWriter:
    """Appends blocks to one Word document."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._new_page = False

    def add(self, block: Block, *, with_next: bool = False) -> None:
        """Append `block`; `with_next` keeps it on the page of what follows."""
        match block:
            case Masthead():
                self._masthead(block)
            case Title(lines):
                self._lines("Title", lines)
                self._blank(1)
            case Addressee(text):
                self._paragraph(styles.ADDRESSEE_STYLE, text)
            case Heading():
                self._heading(block, with_next)
            case Paragraph(text):
                self._paragraph(styles.BODY_STYLE, text, with_next)
            case Table():
                self._table(block)
            case AttachmentNote(names):
                self._attachments(names, with_next)
            case Signature():
                self._signature(block)
            case Annex(label, title):
                self._new_page = True
                self._paragraph(styles.ANNEX_LABEL_STYLE, label)
                self._blank(1)
                self._paragraph(styles.ANNEX_TITLE_STYLE, title)
                self._blank(1)
            case PageBreak():
                self._new_page = True

    def _paragraph(self, style: str, text: str, with_next: bool = False) -> WordParagraph:
        paragraph = self._word.add_paragraph(text, style=style)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        if with_next:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.widow_control = True
        return paragraph

    def _lines(self, style: str, lines: tuple[str, ...]) -> None:
        """One paragraph whose lines are broken by hand, so that it stays one entry for screen readers."""
        paragraph = self._paragraph(style, "")
        for number, line in enumerate(lines):
            run = paragraph.add_run(line)
            if number < len(lines) - 1:
                run.add_break(WD_BREAK.LINE)

    def _blank(self, count: int) -> None:
        for _ in range(count):
            self._paragraph(styles.BLANK_STYLE, "")

    def _masthead(self, block: Masthead) -> None:
        if block.letter:
            add_letter_head(self._word, block.mark)
            self._paragraph(styles.LETTER_NUMBER_STYLE, block.number)
            self._blank(2)
            return
        size_pt = layout.masthead_size_pt(block.mark)
        paragraph = self._paragraph(styles.MASTHEAD_STYLE, "")
        paragraph.add_run(block.mark).font.size = Pt(size_pt)
        paragraph.paragraph_format.space_before = Mm(layout.MASTHEAD_BELOW_TEXT_TOP_MM)
        paragraph.paragraph_format.line_spacing = Pt(size_pt)
        self._blank(2)
        self._paragraph(styles.NUMBER_STYLE, block.number)
        self._blank(2)

    def _heading(self, block: Heading, with_next: bool) -> None:
        if not block.body:
            self._paragraph(f"Heading {block.level}", block.text)
            return
        paragraph = self._paragraph(f"Heading {block.level}", block.text, with_next)
        paragraph.add_run(block.body, style=styles.RUN_ON_STYLE)
        # The heading's style keeps with what follows, which is this very paragraph here.
        paragraph.paragraph_format.keep_with_next = with_next

    def _attachments(self, names: tuple[str, ...], with_next: bool) -> None:
        self._blank(1)
        pitch = layout.CHARACTER_PITCH_PT
        hanging = (6 if len(names) > 1 else 5) * pitch
        for number, line in enumerate(attachment_lines(names)):
            paragraph = self._paragraph(styles.ATTACHMENT_STYLE, line, with_next)
            start = (2 if number == 0 else 5) * pitch
            paragraph.paragraph_format.left_indent = Pt(hanging)
            paragraph.paragraph_format.first_line_indent = Pt(start - hanging)

    def _signature(self, block: Signature) -> None:
        self._blank(2)
        issuer = self._paragraph(styles.SIGNATURE_STYLE, block.issuer)
        issuer.paragraph_format.right_indent = Pt(block.issuer_right_pt)
        dated = self._paragraph(styles.DATE_STYLE, block.date_text)
        dated.paragraph_format.right_indent = Pt(block.date_right_pt)

    def _table(self, block: Table) -> None:
        table = self._word.add_table(rows=0, cols=len(block.columns))
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
        for side in ("left", "right"):
            child(margins, side, w=str(layout.mm_to_twips(1.2)), type="dxa")
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, block.columns, strict=True):
            column.w = Mm(width.width_mm)
        self._row(table._tbl, block, tuple(column.title for column in block.columns), head=True)
        for row in block.rows:
            self._row(table._tbl, block, row, head=False)

    def _row(self, table: BaseOxmlElement, block: Table, texts: tuple[str, ...], *, head: bool) -> None:
        """One row as plain XML: python-docx looks styles and widths up anew for each cell, ten times
        slower."""
        row = child(table, "tr")
        properties = child(row, "trPr")
        if all(len(text) <= _WHOLE_ROW_CHARACTERS for text in texts):
            child(properties, "cantSplit")
        if head:
            child(properties, "tblHeader")
        style = self._word.styles[styles.TABLE_HEAD_STYLE if head else styles.TABLE_STYLE].style_id
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
