"""From facts to the document: the template's sentences over the data, or the text that people edited.

Every number and list of the composed text comes from a named query, so that a count always is the length of
its list. Masthead, signature and annexes always come from the data.
"""

from __future__ import annotations

from dataclasses import replace

from mingcha.reports.annexes import AnnexTable, annexes
from mingcha.reports.bulletin import BulletinData
from mingcha.reports.document import (
    Addressee,
    AttachmentNote,
    Block,
    Document,
    Format,
    Heading,
    Imprint,
    Masthead,
    Note,
    Paragraph,
    Signature,
    Title,
    with_texts,
)
from mingcha.reports.manuscript import Entry, Manuscript, numbers_of
from mingcha.reports.queries import scope_of
from mingcha.reports.template import Template, shipped_template
from mingcha.reports.wording import date_text, hexagonal, one_line, title_lines

FORMATS = {"文件": Format.DOCUMENT, "信函": Format.LETTER}
"""格式 in the head of a text or a template."""


def compose(
    data: BulletinData, template: Template | None = None, manuscript: Manuscript | None = None
) -> Document:
    """The bulletin of `data`: the text of `manuscript`, or else that of the template."""
    annexed = annexes(data)
    text = manuscript or compose_text(data, template)
    blocks: list[Block] = []
    if data.number:
        blocks.append(_masthead(data, text))
    title = data.title if "".join(data.title.split()) == text.title else text.title
    blocks.append(Title(title_lines(title, data.issuer)))
    blocks.append(Addressee(text.of("主送").rstrip("：:") + "："))
    blocks += _body(text.entries)
    if annexed:
        blocks.append(AttachmentNote(tuple(annex.title for annex in annexed)))
    blocks.append(Signature(text.of("署名") or data.issuer, date_text(data.issued_on)))
    if note := text.of("附注"):
        blocks.append(Note(note))
    for annex in annexed:
        blocks += annex.blocks(len(annexed))
    blocks += _imprint(data, text)
    document = Document(text.title, data.issuer, data.issued_on, tuple(blocks))
    return with_texts(document, one_line)


def compose_text(data: BulletinData, template: Template | None = None) -> Manuscript:
    """The text that the template makes of the data."""
    text = (template or shipped_template()).manuscript(data, scope_of(data, _labels(annexes(data))))
    dated = [("成文日期", date_text(data.issued_on))]
    numbered = [("文号", hexagonal(data.number))] if data.number else []
    return replace(text, head=(*numbered, *text.head, *dated))


def _labels(annexed: list[AnnexTable]) -> dict[str, str]:
    """How the text points to each annex, by its title."""
    return {annex.title: f"附件{annex.number}" if len(annexed) > 1 else "附件" for annex in annexed}


def _masthead(data: BulletinData, text: Manuscript) -> Masthead:
    """The red head in the format that the text's head or the data ask for, else by the number's word."""
    asked = FORMATS.get(text.of("格式"), data.format)
    return Masthead.of(data.issuer, hexagonal(data.number or ""), asked)


def _imprint(data: BulletinData, text: Manuscript) -> list[Block]:
    """Copies, printer and date of printing; a letter has copies only, a draft without number nothing."""
    if not data.number:
        return []
    copies = text.of("抄送") or data.copies_to
    if _masthead(data, text).letter:
        return [Imprint(copies)] if copies else []
    return [Imprint(copies, text.of("印发") or data.issuer, date_text(data.issued_on))]


def _body(entries: tuple[Entry, ...]) -> list[Block]:
    """Paragraphs and numbered headings; text that runs on stands behind its heading."""
    blocks: list[Block] = []
    for entry, number in zip(entries, numbers_of(entries), strict=True):
        last = blocks[-1] if blocks else None
        if entry.level:
            blocks.append(Heading(entry.level, f"{number}{entry.text}"))
        elif entry.run_in and isinstance(last, Heading):
            blocks[-1] = Heading(last.level, f"{last.text}。", entry.text)
        else:
            blocks.append(Paragraph(entry.text))
    return blocks
