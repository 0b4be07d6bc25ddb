"""The document as PDF, set by typst with the fonts of this machine.

The creation time is the document's own date, so the same document and fonts give the same bytes.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from mingcha.reports import layout
from mingcha.reports.codec import plain
from mingcha.reports.document import (
    AttachmentNote,
    Block,
    Document,
    Figure,
    Imprint,
    Masthead,
    Picture,
    Signature,
    Table,
    attachment_lines,
    blocks_before_signature,
    face_texts,
)
from mingcha.reports.fonts import FontSet, Substitute, font_set
from mingcha.reports.pagination import ImprintPlace, imprint_place
from mingcha.reports.storage import write_whole

logger = logging.getLogger(__name__)

# Lets a long address break anywhere; it has no width and needs no glyph.
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class PdfReport:
    """Where the PDF is and which typefaces other families stand in for."""

    path: Path
    substitutes: tuple[Substitute, ...]


def write_pdf(document: Document, path: Path, fonts: FontSet | None = None) -> PdfReport:
    """Set `document` into `path`; `MissingGlyphError` or `FontError` before anything is written."""
    chosen = fonts or font_set()
    write_whole(path, render_pdf(document, chosen))
    for substitute in chosen.substitutes:
        logger.warning("%s", substitute)
    return PdfReport(path, chosen.substitutes)


def render_pdf(document: Document, fonts: FontSet) -> bytes:
    """The bytes of the PDF."""
    fonts.check_glyphs(face_texts(document))
    # The reckoning is mostly right about the imprint; what was set says whether it was.
    setting = _Setting(imprint_on_new_page=imprint_place(document) is not ImprintPlace.SAME_PAGE)
    for _ in range(_ROUNDS):
        pdf, fitting = _set(document, fonts, setting)
        if fitting == setting:
            break
        setting = fitting
    return pdf


# The body is held at most once, the imprint moved at most twice by it.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Setting:
    """What depends on where pages end: the end of the body is taken over to the signature's page, the
    imprint goes to the next even page."""

    hold_body: bool = False
    imprint_on_new_page: bool = False


def _inputs(document: Document, fonts: FontSet, setting: _Setting) -> dict[str, str]:
    """What the template reads."""
    held = blocks_before_signature(document)
    last = min(held, default=-1)
    blocks = [
        {
            **_block(block),
            "with_next": index in held and index != last,
            "ends_body": index == last,
            "held": setting.hold_body and index == last,
        }
        for index, block in enumerate(document.blocks)
    ]
    chains = {
        face: {"families": chain.families, "weight": chain.weight} for face, chain in fonts.chains.items()
    }
    return {
        "document": _json(
            {
                "title": document.title,
                "issuer": document.issuer,
                "blocks": blocks,
                "imprint_on_new_page": setting.imprint_on_new_page,
            }
        ),
        "fonts": _json(chains),
        "numbers": _json({name.lower(): value for name, value in vars(layout).items() if name.isupper()}),
    }


def _set(document: Document, fonts: FontSet, setting: _Setting) -> tuple[bytes, _Setting]:
    """The PDF under `setting`, and the setting that its pages ask for."""
    inputs = _inputs(document, fonts, setting)
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    # A template of bytes could be set, but not asked afterwards.
    with as_file(files("mingcha.reports").joinpath("page.typ")) as template:
        compiler = typst.Compiler(
            str(template), font_paths=fonts.book, ignore_system_fonts=True, sys_inputs=inputs
        )
        pdf = compiler.compile(format="pdf", timestamp=dated)
        (ends,) = json.loads(compiler.query("<ends>", field="value"))
    assert isinstance(pdf, bytes)
    alone = any(body_page != signature_page for body_page, signature_page in ends["body"])
    new_page = _imprint_needs_new_page(document, ends["text"])
    return pdf, _Setting(setting.hold_body or alone, new_page)


def _imprint_needs_new_page(document: Document, text_ends: list[tuple[int, float]]) -> bool:
    """Whether the text ends on an odd page or leaves no room for the imprint."""
    imprint = next((block for block in document.blocks if isinstance(block, Imprint)), None)
    if imprint is None or not imprint.printer:
        return False
    ((page, room_pt),) = text_ends
    needed_pt = layout.imprint_height_pt(imprint.copies_text, imprint.printer)
    return bool(page % 2) or room_pt < needed_pt


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": type(block).__name__, **plain(block)}
    match block:
        case Masthead(mark):
            entry |= {"size_pt": layout.masthead_size_pt(mark), "notices": block.notices}
        case Signature():
            entry |= {
                "issuer_right_pt": block.issuer_right_pt,
                "date_right_pt": block.date_right_pt,
                "blank_lines": block.blank_lines,
            }
        case Imprint(printer=printer):
            height_pt = layout.imprint_height_pt(block.copies_text, printer)
            entry |= {"copies": block.copies_text, "dated": block.date_text, "height_pt": height_pt}
        case Figure(drawing=drawing):
            entry["shapes"] = [{"shape": type(shape).__name__, **plain(shape)} for shape in drawing.shapes]
        case Picture(content):
            entry["content"] = list(content)
        case AttachmentNote(names):
            entry["rows"] = _attachment_rows(names)
        case Table(rows=rows):
            entry["breakable"] = any(len(cell) > 300 for row in rows for cell in row)
            entry["rows"] = [[_breakable(cell) for cell in row] for row in rows]
        case _:
            pass
    return entry


def _attachment_rows(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """First line 2 characters in; continuation lines stand under the name."""
    lead = 5 * layout.CHARACTER_PITCH_PT
    counted = layout.CHARACTER_PITCH_PT if len(names) > 1 else 0.0
    return [
        {
            "text": line,
            "indent_pt": 2 * layout.CHARACTER_PITCH_PT if index == 0 else lead,
            "hanging_pt": lead + counted,
        }
        for index, line in enumerate(attachment_lines(names))
    ]


def _breakable(text: str) -> str:
    """`text` with break opportunities inside runs of Latin letters, as addresses are."""
    parts = []
    for position, character in enumerate(text):
        parts.append(character)
        if character.isascii() and text[position + 1 : position + 2].isascii():
            parts.append(_BREAK)
    return "".join(parts)
