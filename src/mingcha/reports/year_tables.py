"""The yearly tables of 国办函〔2018〕12号 as .docx and .xlsx: what is known filled in, what is not marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from mingcha.reports.document import Align, Block, Document, Heading, Paragraph, Table, TableColumn, Title
from mingcha.reports.docx import render_docx
from mingcha.reports.wording import from_page, title_lines

GAP = "（待填）"
"""Stands where nothing is known; a gap is never a zero."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: what, how much (None: a gap), in which measure, and where it is from.

    `source` of a gap says why it is one and what to do.
    """

    label: str
    value: str | None
    measure: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of a table with its heading (网站抽查, 信息发布 …)."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """政府网站监管年度报表, or one site's 政府网站工作年度报表; `name` is whose."""

    title: str
    name: str
    year: int
    dated: date
    parts: tuple[YearPart, ...]

    @property
    def gaps(self) -> tuple[Entry, ...]:
        """What a person has to fill in."""
        return tuple(entry for part in self.parts for entry in part.entries if entry.value is None)


_COLUMNS = (
    TableColumn("序号", 12.0, Align.CENTER),
    TableColumn("项目", 44.0),
    TableColumn("内容", 46.0),
    TableColumn("单位", 14.0, Align.CENTER),
    TableColumn("来源", 40.0),
)


def year_docx(table: YearTable) -> bytes:
    """The table as an official document, part by part."""
    title = f"{table.title}（{table.year}年度）"
    blocks: list[Block] = [Title(title_lines(title)), Paragraph(f"填报：{table.name}")]
    numbers = "一二三四五六七八九十"
    for number, part in enumerate(table.parts):
        rows = tuple(
            (
                str(place),
                entry.label,
                from_page(GAP if entry.value is None else entry.value) or "无",
                entry.measure,
                entry.source,
            )
            for place, entry in enumerate(part.entries, 1)
        )
        blocks += [Heading(1, f"{numbers[number]}、{part.title}"), Table(_COLUMNS, rows)]
    if table.gaps:
        blocks.append(Paragraph(f"注：标“{GAP}”的{len(table.gaps)}项没有数据，由填报单位填写，不得估算。"))
    return render_docx(Document(title, table.name, table.dated, tuple(blocks)))


def supervision_xlsx(table: YearTable) -> bytes:
    """One table as a sheet, a line an entry; gaps in yellow."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _created(book, table.dated)
        sheet = book.add_worksheet(f"{table.year}年度")
        looks = _Looks(book)
        sheet.write_string(0, 0, f"{table.title}（{table.year}年度） {table.name}")
        heads = ("部分", "项目", "内容", "单位", "来源")
        for column, (head, width) in enumerate(zip(heads, (16, 36, 24, 8, 44), strict=True)):
            sheet.write_string(1, column, head, looks.head)
            sheet.set_column(column, column, width)
        line = 2
        for part in table.parts:
            for entry in part.entries:
                sheet.write_string(line, 0, part.title, looks.cell)
                sheet.write_string(line, 1, entry.label, looks.cell)
                _write_value(sheet, line, 2, entry, looks)
                sheet.write_string(line, 3, entry.measure, looks.cell)
                sheet.write_string(line, 4, entry.source, looks.cell)
                line += 1
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(line - 1, 1), len(heads) - 1)
    return buffer.getvalue()


def work_xlsx(tables: Sequence[YearTable], year: int, dated: date) -> bytes:
    """All sites' tables in one sheet, a line a site, a column an entry; gaps in yellow."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _created(book, dated)
        sheet = book.add_worksheet(f"{year}年度")
        looks = _Looks(book)
        if tables:
            column = 0
            for part in tables[0].parts:
                last = column + len(part.entries) - 1
                if last > column:
                    sheet.merge_range(0, column, 0, last, part.title, looks.head)
                else:
                    sheet.write_string(0, column, part.title, looks.head)
                for entry in part.entries:
                    measure = f"（{entry.measure}）" if entry.measure else ""
                    sheet.write_string(1, column, f"{entry.label}{measure}", looks.head)
                    sheet.set_column(column, column, 18)
                    column += 1
        for line, table in enumerate(tables, 2):
            entries = [entry for part in table.parts for entry in part.entries]
            for place, entry in enumerate(entries):
                _write_value(sheet, line, place, entry, looks)
        sheet.freeze_panes(2, 2)
    return buffer.getvalue()


class _Looks:
    """Formats of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True})
        self.cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.gap = book.add_format({"bg_color": "#FFF2CC", "valign": "top", "border": 1})


def _write_value(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, entry: Entry, looks: _Looks
) -> None:
    """A number as a number, all else as text: nothing is ever a formula or a link."""
    if entry.value is None:
        sheet.write_string(line, column, GAP, looks.gap)
    elif entry.measure and entry.value.replace(".", "", 1).isdigit():
        sheet.write_number(line, column, float(entry.value), looks.cell)
    else:
        sheet.write_string(line, column, entry.value, looks.cell)


def _created(book: xlsxwriter.Workbook, dated: date) -> None:
    """The same data give the same bytes: the file's own date is the table's."""
    book.set_properties({"created": datetime(dated.year, dated.month, dated.day)})  # noqa: DTZ001
