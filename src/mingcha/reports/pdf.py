"""The document as PDF, set by typst with the fonts of this machine.

The creation time is the document's own date, so the same document and fonts give the same bytes.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from mingcha.reports import layout
from mingcha.reports.codec import plain
from mingcha.reports.document import (
    AttachmentNote,
    Block,
    Document,
    Masthead,
    Signature,
    Table,
    attachment_lines,
    blocks_before_signature,
    face_texts,
)
from mingcha.reports.fonts import FontSet, Substitute, font_set
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
    inputs = _inputs(document, fonts, hold_body=False)
    if _signature_is_alone(inputs, fonts):
        inputs = _inputs(document, fonts, hold_body=True)
    compiler = _compiler(inputs, fonts)
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    pdf = compiler.compile(format="pdf", timestamp=dated)
    assert isinstance(pdf, bytes)
    return pdf


def _inputs(document: Document, fonts: FontSet, *, hold_body: bool) -> dict[str, str]:
    """What the template reads; `hold_body` takes the end of the body over to the signature's page."""
    held = blocks_before_signature(document)
    last = min(held, default=-1)
    blocks = [
        {
            **_block(block),
            "with_next": index in held and index != last,
            "ends_body": index == last,
            "held": hold_body and index == last,
        }
        for index, block in enumerate(document.blocks)
    ]
    chains = {
        face: {"families": chain.families, "weight": chain.weight} for face, chain in fonts.chains.items()
    }
    return {
        "document": _json({"title": document.title, "issuer": document.issuer, "blocks": blocks}),
        "fonts": _json(chains),
        "numbers": _json({name.lower(): value for name, value in vars(layout).items() if name.isupper()}),
    }


def _compiler(inputs: dict[str, str], fonts: FontSet) -> typst.Compiler:
    template = files("mingcha.reports").joinpath("page.typ").read_bytes()
    return typst.Compiler(template, font_paths=fonts.book, ignore_system_fonts=True, sys_inputs=inputs)


def _signature_is_alone(inputs: dict[str, str], fonts: FontSet) -> bool:
    """Whether no line of the body stands on the signature's page."""
    # A compiler that was asked cannot set the same bytes again, so the question has its own.
    pages = json.loads(_compiler(inputs, fonts).query("<last-pages>", field="value"))
    return any(body_page != signature_page for body_page, signature_page in pages)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": type(block).__name__, **plain(block)}
    match block:
        case Masthead(mark):
            entry["size_pt"] = layout.masthead_size_pt(mark)
        case Signature():
            entry |= {"issuer_right_pt": block.issuer_right_pt, "date_right_pt": block.date_right_pt}
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
