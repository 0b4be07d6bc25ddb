"""One block model for every output: what stands in the document, not how a file format says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import cast

from mingcha.reports.drawing import Drawing, Face
from mingcha.reports.layout import CHARACTER_PITCH_PT


class Align(StrEnum):
    """How a table cell is set."""

    LEFT = "left"
    CENTER = "center"


class Format(StrEnum):
    """文件格式 (with red head, red rule and imprint) or 信函格式 (GB/T 9704-2012, sections 7 and 10.1)."""

    DOCUMENT = "document"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Masthead:
    """The red head: the issuer's mark and the number, over a red rule.

    `letter`: the letter format of 函: double rules at head and foot of the first page, no page number on it.
    What a public document does not have stays empty: 份号 (six digits), 密级和保密期限, 紧急程度. `signer`
    (签发人) is for a document that goes upwards; its number then stands at the left.
    """

    mark: str
    number: str
    letter: bool = False
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""

    @classmethod
    def of(cls, issuer: str, number: str, kind: Format | None = None) -> Masthead:
        """The mark of `issuer` in a format; without one a number of the word 函 asks for the letter."""
        if kind is None:
            kind = Format.LETTER if re.search(r"函[〔\[(（]", number) else Format.DOCUMENT
        if kind is Format.LETTER:
            return cls(issuer, number, letter=True)
        return cls(issuer if issuer.endswith("文件") else f"{issuer}文件", number)

    @property
    def notices(self) -> tuple[tuple[Face, str], ...]:
        """What stands in the top left corner, one a line: copy number, secrecy, urgency."""
        lines = ((Face.BODY, self.copy_number), (Face.HEI, self.secrecy), (Face.HEI, self.urgency))
        return tuple((face, text) for face, text in lines if text)


@dataclass(frozen=True, slots=True)
class Title:
    """The title, broken into lines that do not split a word."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the document is sent to, flush left, ending in a full-width colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 with its number; `body` follows on the same line where it is not empty."""

    level: int
    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, its first line indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: head, width, setting of its cells."""

    title: str
    width_mm: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table as wide as the text block whose head row is repeated on every page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """The annexes by name, one blank line below the body."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Issuer and date. `sealed`: the date four characters from the right, the issuer centred over it;
    else the issuer two characters from the right, the date beginning two characters further in."""

    issuer: str
    date_text: str
    sealed: bool = True

    @property
    def date_right_pt(self) -> float:
        """Right indent of the date; with a seal more than four characters where a long issuer needs the
        room."""
        if self.sealed:
            overhang_pt = (self._issuer_width_pt - self._date_width_pt) / 2
            return max(4 * CHARACTER_PITCH_PT, overhang_pt)
        return max(self._issuer_width_pt - self._date_width_pt, 2 * CHARACTER_PITCH_PT)

    @property
    def issuer_right_pt(self) -> float:
        """Right indent of the issuer, so that it stands to the date as the standard says."""
        over_pt = self._date_width_pt - self._issuer_width_pt
        if self.sealed:
            return max(self.date_right_pt + over_pt / 2, 0.0)
        return self.date_right_pt + over_pt + 2 * CHARACTER_PITCH_PT

    @property
    def blank_lines(self) -> int:
        """Lines left free above: room for the seal, one line without."""
        return 2 if self.sealed else 1

    @property
    def _issuer_width_pt(self) -> float:
        return len(self.issuer) * CHARACTER_PITCH_PT

    @property
    def _date_width_pt(self) -> float:
        digits = sum(character.isdigit() for character in self.date_text)
        return (len(self.date_text) - digits / 2) * CHARACTER_PITCH_PT


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex, which begins on a new page: label in the top left corner, title centred below."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """附注 below the date, in round brackets: “（此件公开发布）”."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, its title above it and what it shows in words for those who cannot see it."""

    title: str
    drawing: Drawing
    description: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG bytes) as wide as the text block at most, with a line below it."""

    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page. Without a `printer` (the letter format) no rules and no date.

    `copies_to` is what follows “抄送：”, `printed_text` the date of printing.
    """

    copies_to: str = ""
    printer: str = ""
    printed_text: str = ""

    @property
    def copies_text(self) -> str:
        """“抄送：…。”, empty where nobody gets a copy."""
        names = self.copies_to.strip().removeprefix("抄送：").rstrip("。；，、")
        return f"抄送：{names}。" if names else ""

    @property
    def date_text(self) -> str:
        """“2018年4月18日印发”, empty in the letter format."""
        return f"{self.printed_text}印发" if self.printer and self.printed_text else ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Masthead
    | Title
    | Addressee
    | Heading
    | Paragraph
    | Table
    | AttachmentNote
    | Signature
    | Note
    | Annex
    | Figure
    | Picture
    | Imprint
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, and what a file's properties say about them."""

    title: str
    issuer: str
    dated: date
    blocks: tuple[Block, ...]

    @property
    def masthead(self) -> Masthead | None:
        """The red head; None for a document under a plain title."""
        return next((block for block in self.blocks if isinstance(block, Masthead)), None)


def face_texts(document: Document) -> dict[Face, str]:
    """The text that each typeface must be able to show."""
    texts: dict[Face, list[str]] = {face: [] for face in Face}
    texts[Face.SONG].append("— 0123456789")
    for block in document.blocks:
        for face, text in _block_texts(block):
            texts[face].append(text)
    return {face: "".join(parts) for face, parts in texts.items()}


def plain_text(document: Document) -> str:
    """The document as lines of text, one a paragraph, table cells parted by tabs."""
    return "\n".join(line for block in document.blocks for line in _block_lines(block)) + "\n"


HEADING_FACES = {1: Face.HEI, 2: Face.KAI, 3: Face.BODY, 4: Face.BODY}


def _block_texts(block: Block) -> list[tuple[Face, str]]:
    match block:
        case Masthead(mark, number):
            signer = [(Face.BODY, "签发人："), (Face.KAI, block.signer)] if block.signer else []
            return [*block.notices, (Face.TITLE, mark), (Face.BODY, number), *signer]
        case Title(lines):
            return [(Face.TITLE, "".join(lines))]
        case Addressee(text) | Paragraph(text) | Note(text):
            return [(Face.BODY, text)]
        case Heading(level, text, body):
            return [(HEADING_FACES[level], text), (Face.BODY, body)]
        case Table(columns, rows):
            heads = "".join(column.title for column in columns)
            return [(Face.HEI, heads), (Face.BODY, "".join("".join(row) for row in rows))]
        case AttachmentNote():
            return [(Face.BODY, "".join(_block_lines(block)))]
        case Signature(issuer, date_text):
            return [(Face.BODY, issuer + date_text)]
        case Annex(label, title):
            return [(Face.HEI, label), (Face.TITLE, title)]
        case Figure(title, drawing):
            return [(Face.HEI, title), *((label.face, label.text) for label in drawing.labels)]
        case Picture(caption=caption):
            return [(Face.HEI, caption)]
        case Imprint():
            return [(Face.BODY, "".join(_block_lines(block)))]
        case PageBreak():
            return []


def _block_lines(block: Block) -> list[str]:
    match block:
        case Masthead(mark, number):
            signer = f"\t签发人：{block.signer}" if block.signer else ""
            return [*(text for _, text in block.notices), mark, number + signer]
        case Title(lines):
            return list(lines)
        case Addressee(text) | Paragraph(text) | Note(text):
            return [text]
        case Heading(_, text, body):
            return [text + body]
        case Table(columns, rows):
            heads = "\t".join(column.title for column in columns)
            return [heads, *("\t".join(row) for row in rows)]
        case AttachmentNote(names):
            return attachment_lines(names)
        case Signature(issuer, date_text):
            return [issuer, date_text]
        case Annex(label, title):
            return [label, title]
        case Figure(title):
            return [title]
        case Picture(caption=caption):
            return [caption]
        case Imprint(printer=printer):
            printed = f"{printer}\t{block.date_text}" if printer else ""
            return [text for text in (block.copies_text, printed) if text]
        case PageBreak():
            return []


def attachment_lines(names: tuple[str, ...]) -> list[str]:
    """“附件：1. 名称” and its continuation lines; a single annex has no number."""
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return [f"{'附件：' if number == 1 else ''}{number}. {name}" for number, name in enumerate(names, 1)]


def blocks_before_signature(document: Document) -> frozenset[int]:
    """Indices of the blocks that stay on the signature's page: the last of the body and the list of
    annexes."""
    held: set[int] = set()
    for index, block in enumerate(document.blocks):
        if isinstance(block, Signature):
            held.add(index - 1)
            if index > 1 and isinstance(document.blocks[index - 1], AttachmentNote):
                held.add(index - 2)
    return frozenset(held)


def with_texts(document: Document, change: Callable[[str], str]) -> Document:
    """The document with every text put through `change`."""
    return cast(Document, _with_texts(document, change))


def _with_texts(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_texts(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _with_texts(getattr(value, field.name), change) for field in fields(value)}
        return replace(value, **changed)
    return value
