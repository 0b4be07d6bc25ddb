"""Tables that offices hand in: CSV in UTF-8 or GB18030, or the first visible sheet of an XLSX workbook.

The header stands in the first row. What cannot be read as such a table is refused with one sentence.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from mingcha.core.errors import UsageError
from mingcha.registry.cells import clean, folded, text_of

MAX_ROWS = 200_000
"""Ten times the units and sites of the whole country; more is no register but a broken sheet."""
_MAX_UNPACKED_BYTES = 256_000_000
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
FORMULA_WITHOUT_VALUE = "#公式无结果"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is 1), its cleaned cells by column name.

    `surplus` are the cells beyond the header.
    """

    number: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that hold anything; `unknown` are columns of the file that nobody asked for."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()


def is_spreadsheet_error(text: str) -> bool:
    """Whether a cell holds an error of the spreadsheet (#REF!) or a formula that was never computed."""
    return text in _EXCEL_ERRORS or text == FORMULA_WITHOUT_VALUE


def read_table(path: Path, needed: Sequence[str], optional: Collection[str] = ()) -> Table:
    """The table of a file whose header must hold the needed columns, in any order.

    Raises UsageError: unreadable, empty, no header in the first row, a needed column missing or twice.
    """
    lines = iter(_lines(path))
    columns = _header(path, lines, needed)
    known = {*needed, *optional}
    rows = []
    for number, cells in enumerate(lines, 2):
        if number > MAX_ROWS:
            raise UsageError(f"{path} 超过 {MAX_ROWS} 行：请删去多余的行，或分成几个文件")
        texts = [clean(cell) for cell in cells]
        if any(texts):
            named = {column: text for column, text in zip(columns, texts, strict=False) if column in known}
            rows.append(Row(number, named, tuple(filter(None, texts[len(columns) :]))))
    unknown = tuple(column for column in columns if column and column not in known)
    return Table(path, columns, tuple(rows), unknown)


def text_lines(path: Path) -> list[str]:
    """Any readable table as lines of plain CSV; UsageError when it is unreadable."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([clean(cell) for cell in cells] for cells in _lines(path))
    return out.getvalue().splitlines()


def _header(path: Path, lines: Iterator[Sequence[str]], needed: Sequence[str]) -> tuple[str, ...]:
    first = _column_names(next(lines, ()))
    missing = [column for column in needed if column not in first]
    if len(missing) == len(needed):
        raise UsageError(_no_header(path, first, lines, needed))
    if missing:
        raise UsageError(f"{path} 第 1 行（表头）缺少列 {'、'.join(missing)}：请补上（没有内容也要保留列名）")
    twice = sorted({column for column in first if column and first.count(column) > 1})
    if twice:
        raise UsageError(f"{path} 第 1 行（表头）有重复的列 {'、'.join(twice)}：每个列名只能出现一次")
    return first


def _no_header(
    path: Path, first: Sequence[str], lines: Iterator[Sequence[str]], needed: Sequence[str]
) -> str:
    """Why no header was found: the file is empty, or the header stands lower, or it is another table."""
    for above, cells in zip(range(1, 20), lines, strict=False):
        if len(set(needed) & set(_column_names(cells))) * 2 > len(needed):
            return f"{path} 的表头须在第一行，现在第 {above + 1} 行：请删去它上面的 {above} 行（标题、说明）"
    if not any(first):
        return f"{path} 是空的，或第一行没有表头：第一行应为 {'、'.join(needed)}"
    seen = "、".join(filter(None, first))[:60]
    return f"{path} 第一行不是表头（现为“{seen}”）：第一行应为 {'、'.join(needed)}"


def _column_names(cells: Sequence[str]) -> tuple[str, ...]:
    names = ["".join(folded(clean(cell)).split()).rstrip("*") for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _lines(path: Path) -> Iterable[Sequence[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} 读不出来（{error.strerror}）：请核对路径和读取权限") from None
    if not data.strip():
        raise UsageError(f"{path} 是空文件：请重新导出后再导入")
    if data.startswith(_OLE):
        raise UsageError(f"{path} 是旧版 .xls 或加密的工作簿：请去掉密码，另存为 .xlsx 或 CSV")
    if data.startswith(_ZIP):
        return _sheet(path, data)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise UsageError(f"{path} 不是 XLSX 工作簿（内容不符）：请用电子表格软件打开后另存为 .xlsx")
    return _csv(path, data)


def _csv(path: Path, data: bytes) -> Iterator[Sequence[str]]:
    text = _decoded(path, data)
    delimiter = _delimiter(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UsageError(f"{path} 不是完整的 CSV（{error}）：请检查引号是否成对，或改存为 .xlsx") from None


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        raise UsageError(f"{path} 是 UTF-16（Unicode 文本）：请另存为“CSV UTF-8”或 .xlsx")
    if b"\x00" in data:
        raise UsageError(f"{path} 不是文本文件：应为 CSV（UTF-8 或 GB18030）或 .xlsx")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, place) + 1
        raise UsageError(
            f"{path} 第 {line} 行既不是 UTF-8 也不是 GB18030：请另存为“CSV UTF-8”或 .xlsx"
        ) from None


def _delimiter(text: str) -> str:
    """Comma, or tab or semicolon where the first line is divided by them alone (WPS, European Excel)."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    if "," in first:
        return ","
    return max("\t;", key=first.count) if "\t" in first or ";" in first else ","


def _sheet(path: Path, data: bytes) -> list[Sequence[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sizes = sum(entry.file_size for entry in package.infolist())
            formulas = sizes <= _MAX_UNPACKED_BYTES and _has_formulas(package)
        if sizes > _MAX_UNPACKED_BYTES:
            raise UsageError(f"{path} 解开后有 {sizes // 1_000_000} MB，不像登记表：请删去多余的工作表和行")
        rows = _sheet_rows(data, computed=True)
        return _mark_empty_formulas(rows, _sheet_rows(data, computed=False)) if formulas else rows
    except UsageError:
        raise
    except Exception as error:  # openpyxl and zipfile raise all sorts of things on a damaged file
        raise UsageError(
            f"{path} 不是可读的 XLSX 工作簿（{type(error).__name__}）：请用电子表格软件打开后另存为 .xlsx"
        ) from error


def _has_formulas(package: zipfile.ZipFile) -> bool:
    sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
    return any(b"<f>" in body or b"<f " in body for body in map(package.read, sheets))


def _sheet_rows(data: bytes, *, computed: bool) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not matter here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
        try:
            shown = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            sheet = next(shown, book.worksheets[0])
            sheet.reset_dimensions()
            for cells in sheet.iter_rows(values_only=True):
                rows.append([text_of(cell) for cell in cells])
                if len(rows) > MAX_ROWS and not any(rows[-1]):
                    rows.pop()  # a sheet formatted down to its last row is not a long one
        finally:
            book.close()
    return rows


def _mark_empty_formulas(values: list[Sequence[str]], formulas: list[Sequence[str]]) -> list[Sequence[str]]:
    """The values, with a mark where a formula stands that no program has computed yet."""
    return [
        [
            FORMULA_WITHOUT_VALUE if not value and formula.startswith("=") else value
            for value, formula in zip(mine, theirs, strict=False)
        ]
        for mine, theirs in zip(values, formulas, strict=False)
    ]
