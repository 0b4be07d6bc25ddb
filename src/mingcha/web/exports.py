"""Tables as CSV and XLSX for an office's own use; no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Row = list[str | int | float]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000
"""Excel takes 32,767 characters a cell."""


def safe(cell: str | int | float) -> str | int | float:
    """A cell for CSV: text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def answer(kind: str, name: str, rows: Iterable[Row]) -> HttpResponseBase:
    """A download of a table whose first row is its head."""
    if kind == "csv":
        streamed = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
        streamed.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return streamed
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    whole = HttpResponse(_xlsx(rows), content_type=sheet)
    whole.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return whole


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    yield "\ufeff"  # Excel takes a file without the mark for GBK
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        if buffer.tell() > 60_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _xlsx(rows: Iterable[Row]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": False}) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bg_color": "#E6ECF2", "border": 1})
        cells = book.add_format({"valign": "top", "text_wrap": True})
        last = width = 0
        for last, row in enumerate(rows):
            width = max(width, len(row))
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, place, cell[:_LONGEST], cells if last else head)
                else:
                    sheet.write_number(last, place, cell, cells)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(width - 1, 0), 22)
        if width:
            sheet.autofilter(0, 0, last, width - 1)
    return buffer.getvalue()
