"""Registers and row errors as files for a spreadsheet program; written whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.unit import Register, Site, Unit
from mingcha.registry import columns as c
from mingcha.registry.cells import neutral
from mingcha.registry.fields import Reject
from mingcha.registry.reading import Lifetime

REJECT_COLUMNS = ("行号", "字段", "值", "应为")
_LINES_END = "\r\n"
# A workbook holds the time of its making; a fixed one makes equal registers equal files.
_MADE = datetime(2018, 1, 1)  # noqa: DTZ001 - xlsxwriter takes naive times only


def rejects_path(path: Path) -> Path:
    """Where the row errors of a file go: beside it, FILE.rejected.csv."""
    return path.with_name(path.name + ".rejected.csv")


def write_rejects(path: Path, rejects: Iterable[Reject]) -> Path:
    """Write the row errors of `path` beside it and say where; CSV in UTF-8 with a mark, as Excel wants it."""
    rows = [(str(reject.row), reject.field, reject.value, reject.right) for reject in rejects]
    target = rejects_path(path)
    _replace(target, _csv_bytes([REJECT_COLUMNS, *rows], "utf-8-sig"))
    return target


def note_rejects(path: Path, rejects: Sequence[Reject]) -> Path | None:
    """Write the row errors where there are any; else remove the file of an earlier try.

    Called before the good rows are taken: where the errors cannot be written, nothing is imported.
    """
    if rejects:
        return write_rejects(path, rejects)
    earlier = rejects_path(path)
    try:
        earlier.unlink(missing_ok=True)
    except OSError as error:
        raise CannotDo(f"{earlier} 是以前的错误清单，删不掉（{error.strerror}）：请删去后重试") from None
    return None


def write_register(
    register: Register,
    path: Path,
    *,
    encoding: str = "utf-8-sig",
    lifetimes: Mapping[str, Lifetime] | None = None,
) -> None:
    """Write a register as .csv or .xlsx, by suffix; reading it again gives an equal register.

    `encoding` is "utf-8-sig" or "gb18030", for .csv only. Raises UsageError for another suffix, CannotDo
    when the file cannot be written.
    """
    rows = [c.NEEDED_COLUMNS + c.OPTIONAL_COLUMNS, *_rows(register, lifetimes or {})]
    if path.suffix.lower() == ".csv":
        _replace(path, _csv_bytes(rows, encoding))
    elif path.suffix.lower() == ".xlsx":
        _replace(path, _xlsx_bytes(rows))
    else:
        raise UsageError(f"{path} 的后缀应为 .csv 或 .xlsx：请改文件名")


def _rows(register: Register, lifetimes: Mapping[str, Lifetime]) -> Iterable[tuple[str, ...]]:
    sites: dict[str, list[Site]] = {}
    for site in register.sites:
        sites.setdefault(site.unit_code, []).append(site)
    for unit in register.units:
        own = sites.get(unit.code, [])
        yield from (_unit_cells(unit) + _site_cells(site) for site in own)
        if not own:
            life = lifetimes.get(unit.code, Lifetime())
            empty = ("",) * (len(c.SITE_COLUMNS) + len(c.OPTIONAL_COLUMNS) - 2)
            yield _unit_cells(unit) + empty + (_day(life.start), _day(life.end))


def _unit_cells(unit: Unit) -> tuple[str, ...]:
    order = "" if unit.order == c.UNORDERED else str(unit.order)
    short_name = "" if unit.short_name == unit.name else unit.short_name
    return (unit.code, unit.name, short_name, unit.kind.value, unit.parent or "", order)


def _site_cells(site: Site) -> tuple[str, ...]:
    return (
        site.name,
        site.home_url,
        site.site_code,
        site.kind.value,
        site.icp_number,
        site.police_number,
        site.status.value,
        site.contact.name,
        site.contact.phone,
        site.contact.email,
        "、".join(site.alias_hosts),
        "是" if site.allow_private else "",
        "是" if site.ignore_robots else "",
        _day(site.offline_from),
        _day(site.offline_to),
        _day(site.merge_by),
        _day(site.valid_from),
        _day(site.valid_to),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _csv_bytes(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=_LINES_END)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode(encoding)


def _xlsx_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("登记")
        as_text = book.add_format({"num_format": "@"})  # so that a code typed over stays a text
        bold = book.add_format({"bold": True, "num_format": "@"})
        sheet.set_column(0, len(rows[0]) - 1, 16, as_text)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, neutral(cell), as_text if number else bold)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    return target.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """Put the bytes in place in one step: a reader sees the old file or the new one."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotDo(f"{path} 写不进去（{error.strerror}）：请检查文件夹是否存在、可写、有空间") from None
