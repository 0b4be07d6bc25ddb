"""Registers written for spreadsheet programs: exact when read again, harmless when opened."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.unit import Contact, Register, Site, SiteKind, SiteStatus, Unit, UnitKind
from mingcha.registry import (
    Lifetime,
    Reject,
    read_register,
    rejects_path,
    write_register,
    write_rejects,
)
from mingcha.registry.cells import clean, neutral
from mingcha.registry.columns import UNORDERED

REGISTER = Register(
    (
        Unit("371300", "云川市人民政府办公室", "市政府办", UnitKind.DEPARTMENT, None, 1),
        Unit("371300009", "云川市档案局", "云川市档案局", UnitKind.DIRECT, "371300", UNORDERED),
    ),
    (
        Site(
            "371300",
            "http://www.yunchuan.gov.cn/",
            name='=HYPERLINK("http://x")',
            site_code="3713000001",
            kind=SiteKind.PORTAL,
            icp_number="鲁ICP备05001234号-1",
            police_number="鲁公网安备 37130202371001号",
            status=SiteStatus.OFFLINE,
            contact=Contact("@张,三", "+86 539", '-"引号"'),
            alias_hosts=("a.cn", "b.cn"),
            allow_private=True,
            ignore_robots=True,
            offline_from=date(2018, 1, 1),
            offline_to=date(2018, 2, 1),
            merge_by=date(2018, 3, 1),
            valid_from=date(2017, 1, 1),
            valid_to=date(2020, 1, 1),
        ),
        Site("371300", "http://b.yunchuan.gov.cn/"),
    ),
)


@pytest.mark.parametrize(
    ("name", "encoding"), [("r.csv", "utf-8-sig"), ("r.csv", "gb18030"), ("r.xlsx", "utf-8-sig")]
)
def test_what_is_written_reads_the_same(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    lives = {"371300009": Lifetime(date(2018, 1, 1), None)}
    write_register(REGISTER, path, encoding=encoding, lifetimes=lives)
    file = read_register(path)
    assert file.rejects == ()
    assert file.register == REGISTER
    assert file.lifetimes == lives


def test_a_csv_begins_with_the_mark_that_excel_wants(tmp_path: Path) -> None:
    write_register(REGISTER, tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    for name in ("r.csv", "r.xlsx"):
        write_register(REGISTER, tmp_path / name)
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    written = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in written if cell.data_type == "f"]
    for text in (*cells, *(str(cell.value) for cell in written if cell.value)):
        assert text[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_codes_stay_texts_in_a_workbook(tmp_path: Path) -> None:
    write_register(REGISTER, tmp_path / "r.xlsx")
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert sheet["A2"].value == "371300"
    assert sheet["A2"].number_format == "@"


def test_the_same_register_gives_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_register(REGISTER, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="'=+-@＝－abc云 ", max_size=6))
def test_neutralising_is_undone_by_reading(text: str) -> None:
    meant = text.strip(" ")
    if clean(meant) == meant:  # a text that reading itself would not change
        assert clean(neutral(meant)) == meant
    assert neutral(meant)[:1] not in tuple("=+-@＝－")


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.csv 或 \.xlsx"):
        write_register(REGISTER, tmp_path / "r.ods")


def test_a_missing_folder_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="写不进去"):
        write_register(REGISTER, tmp_path / "none" / "r.csv")
    assert list(tmp_path.iterdir()) == []


def test_row_errors_go_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "登记.csv"
    written = write_rejects(path, [Reject(3, "首页网址", "=1+1", "完整网址")])
    assert written == rejects_path(path) == tmp_path / "登记.csv.rejected.csv"
    text = written.read_bytes().decode("utf-8-sig")
    assert text == "行号,字段,值,应为\r\n3,首页网址,'=1+1,完整网址\r\n"
