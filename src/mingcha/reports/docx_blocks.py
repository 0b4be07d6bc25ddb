"""Each block of the model as Word paragraphs and tables."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.document import (
    Addressee,
    Annex,
    AttachmentNote,
    Block,
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
from mingcha.reports.docx_head import add_document_head, add_letter_head
from mingcha.reports.docx_imprint import add_imprint
from mingcha.reports.docx_pictures import add_figure, add_picture
from mingcha.reports.docx_tables import add_table
from mingcha.reports.pagination import ImprintPlace


class BlockWriter:
    """Appends blocks to one Word document."""

    def __init__(self, word: WordDocument, imprint_place: ImprintPlace) -> None:
        self._word = word
        self._new_page = False
        self._imprint_place = imprint_place

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
                add_table(self._word, block)
            case AttachmentNote(names):
                self._attachments(names, with_next)
            case Signature():
                self._signature(block)
            case Note(text):
                self._paragraph(styles.NOTE_STYLE, text)
            case Figure(title):
                self._paragraph(styles.CAPTION_STYLE, title)
                add_figure(self._paragraph(styles.PICTURE_STYLE, ""), block)
            case Picture(caption=caption):
                add_picture(self._paragraph(styles.PICTURE_STYLE, ""), block)
                if caption:
                    self._paragraph(styles.CAPTION_STYLE, caption)
            case Imprint():
                add_imprint(self._word, block, self._imprint_place)
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
            add_letter_head(self._word, block)
            self._blank(2)
            return
        add_document_head(self._word, block)
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
        self._blank(block.blank_lines)
        issuer = self._paragraph(styles.SIGNATURE_STYLE, block.issuer)
        issuer.paragraph_format.right_indent = Pt(block.issuer_right_pt)
        dated = self._paragraph(styles.DATE_STYLE, block.date_text)
        dated.paragraph_format.right_indent = Pt(block.date_right_pt)
