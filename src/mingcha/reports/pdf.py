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
    template = files("mingcha.reports").joinpath("page.typ").read_bytes()
    held = blocks_before_signature(document)
    inputs = {
        "document": _json(
            {
                "title": document.title,
                "issuer": document.issuer,
                "blocks": [
                    {**_block(block), "with_next": index in held}
                    for index, block in enumerate(document.blocks)
                ],
            }
        ),
        "fonts": _json(
            {face: {"families": c.families, "weight": c.weight} for face, c in fonts.chains.items()}
        ),
        "numbers": _json({name.lower(): value for name, value in vars(layout).items() if name.isupper()}),
    }
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    compiler = typst.Compiler(template, font_paths=fonts.book, ignore_system_fonts=True, sys_inputs=inputs)
    pdf = compiler.compile(format="pdf", timestamp=dated)
    assert isinstance(pdf, bytes)
    return pdf


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
