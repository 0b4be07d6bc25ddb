"""Slips: to each unit with confirmed problems a notice to put them right (Word, letter format), and one
workbook of all findings in the form in which offices hand them in.

Nothing that could not be checked and no suspect is on a slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mingcha.reports.docx import write_docx
from mingcha.reports.slip_document import slip_document
from mingcha.reports.slip_facts import SlipData
from mingcha.reports.slip_table import findings_xlsx
from mingcha.reports.storage import write_whole

FOLDER = "slips"
TABLE_NAME = "findings.xlsx"
# What no file system of an office takes in a name.
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class SlipFiles:
    """Where the notices are, in the order of the units that have problems, and the workbook."""

    notices: tuple[Path, ...]
    table: Path


def write_slips(data: SlipData, out: Path) -> SlipFiles:
    """Write `out/slips/001-SHORT NAME.docx` … and `out/slips/findings.xlsx`.

    Notices of an earlier run in that folder are removed, so that none stays to a unit without problems.
    """
    folder = out.absolute() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9][0-9]-*.docx"):
        old.unlink()
    notices = []
    with_findings = [slip for slip in data.units if slip.findings]
    for number, slip in enumerate(with_findings, 1):
        path = folder / f"{number:03d}-{_UNFIT.sub('_', slip.short_name)[:60]}.docx"
        write_docx(slip_document(data, slip), path)
        notices.append(path)
    table = folder / TABLE_NAME
    write_whole(table, findings_xlsx(data))
    return SlipFiles(tuple(notices), table)
