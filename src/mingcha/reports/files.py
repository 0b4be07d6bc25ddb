"""One call from facts to files: the bulletin as .docx and .pdf, its text to edit, its data, and notes for the
drafter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingcha.reports.bulletin import BulletinData, Conflict
from mingcha.reports.compose import compose, compose_text
from mingcha.reports.docx import write_docx
from mingcha.reports.fonts import FontSet, Substitute, font_set
from mingcha.reports.manuscript import Manuscript, write_manuscript
from mingcha.reports.notes import drafting_notes
from mingcha.reports.pdf import write_pdf
from mingcha.reports.storage import write_whole
from mingcha.reports.template import Template

EDITING = (
    "本文件可以修改，改好后用 mingcha bulletin edit 编号 本文件 交回；标题序号自动重排。",
    "单位、数字、日期与数据不符之处会逐条列出，改正或说明理由后才能签发。红头、落款、附件由数据生成。",
)
"""What stands at the top of the text for who edits it."""


@dataclass(frozen=True, slots=True)
class BulletinFiles:
    """Where the files are (absolute), what the drafter must decide, which fonts stand in for others."""

    docx: Path
    pdf: Path
    json: Path
    text: Path
    notes: Path
    conflicts: tuple[Conflict, ...]
    substitutes: tuple[Substitute, ...]


def write_bulletin(
    data: BulletinData,
    folder: Path,
    stem: str = "",
    fonts: FontSet | None = None,
    *,
    template: Template | None = None,
    manuscript: Manuscript | None = None,
) -> BulletinFiles:
    """Write `STEM.docx`, `.pdf`, `.md`, `.json` and `-drafting-notes.md` into `folder`; stem
    “bulletin-2018Q1” by default. The text is `manuscript`, or else what the template makes of the data.

    The .docx needs no font and is written first; without fonts for the PDF, or with a character that none
    of them has, `FontError` says what to install, and there is no PDF of an earlier run beside the new
    .docx.
    """
    base = folder.absolute() / (stem or f"bulletin-{data.period}")
    docx, pdf, json_file, text = (
        base.with_name(f"{base.name}.{kind}") for kind in ("docx", "pdf", "json", "md")
    )
    notes = base.with_name(f"{base.name}-drafting-notes.md")
    written = manuscript or compose_text(data, template)
    document = compose(data, template, written)
    pdf.unlink(missing_ok=True)
    write_whole(json_file, data.to_json().encode())
    write_whole(text, write_manuscript(written, EDITING).encode())
    write_docx(document, docx)
    chosen = fonts or font_set()
    sentences = [str(substitute) for substitute in chosen.substitutes]
    write_whole(notes, drafting_notes(data, sentences).encode())
    report = write_pdf(document, pdf, chosen)
    return BulletinFiles(docx, report.path, json_file, text, notes, data.conflicts, report.substitutes)
