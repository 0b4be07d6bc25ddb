"""One call from facts to files: the bulletin as .docx and .pdf, its data, and notes for the drafter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingcha.reports.bulletin import BulletinData, Conflict
from mingcha.reports.compose import compose
from mingcha.reports.docx import write_docx
from mingcha.reports.fonts import FontSet, Substitute, font_set
from mingcha.reports.notes import drafting_notes
from mingcha.reports.pdf import write_pdf
from mingcha.reports.storage import write_whole


@dataclass(frozen=True, slots=True)
class BulletinFiles:
    """Where the files are (absolute), what the drafter must decide, which fonts stand in for others."""

    docx: Path
    pdf: Path
    json: Path
    notes: Path
    conflicts: tuple[Conflict, ...]
    substitutes: tuple[Substitute, ...]


def write_bulletin(
    data: BulletinData, folder: Path, stem: str = "", fonts: FontSet | None = None
) -> BulletinFiles:
    """Write `STEM.docx`, `.pdf`, `.json` and `-drafting-notes.md` into `folder`; stem “bulletin-2018Q1” by
    default.

    The .docx needs no font and is written first; without fonts for the PDF, or with a character that none
    of them has, `FontError` says what to install, and there is no PDF of an earlier run beside the new
    .docx.
    """
    base = folder.absolute() / (stem or f"bulletin-{data.period}")
    docx, pdf, json_file = (base.with_name(f"{base.name}.{kind}") for kind in ("docx", "pdf", "json"))
    notes = base.with_name(f"{base.name}-drafting-notes.md")
    document = compose(data)
    pdf.unlink(missing_ok=True)
    write_whole(json_file, data.to_json().encode())
    write_docx(document, docx)
    chosen = fonts or font_set()
    sentences = [str(substitute) for substitute in chosen.substitutes]
    write_whole(notes, drafting_notes(data, sentences).encode())
    report = write_pdf(document, pdf, chosen)
    return BulletinFiles(docx, report.path, json_file, notes, data.conflicts, report.substitutes)
