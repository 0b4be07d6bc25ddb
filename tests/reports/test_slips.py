"""Slips: a notice to each unit with problems, and the workbook of all findings."""

import io
import struct
import time
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from mingcha.core.errors import UsageError
from mingcha.reports.check import check_file
from mingcha.reports.document import Paragraph, plain_text
from mingcha.reports.pdf import write_pdf
from mingcha.reports.slip_document import slip_document
from mingcha.reports.slip_facts import SlipData, SlipFinding, UnitSlip
from mingcha.reports.slip_table import findings_xlsx
from mingcha.reports.slips import write_slips

SEEN = datetime(2018, 7, 9, 1, 30, tzinfo=UTC)
STALE = SlipFinding(
    title="栏目更新不及时",
    message="最新一条为2017年12月1日，超过6个月未更新",
    url="http://jy.example.gov.cn/tzgg/index.html",
    site="市教育局网站",
    site_code="3700000001",
    column="通知公告",
    excerpt="关于做好2017年冬季安全工作的通知 2017-12-01",
    basis="国办发〔2015〕15号附件1",
    seen_at=SEEN,
    evidence="sha256:" + "1a2b3c4d" * 8,
)
LATE = SlipFinding("未按时报送反馈情况", "《通知》（云政办函〔2018〕31号）要求6月15日前报送，未收到反馈")
EDUCATION = UnitSlip("云州市教育局", "市教育局", (STALE, LATE), "云政办函〔2018〕41号")


def data(*units: UnitSlip) -> SlipData:
    return SlipData(
        "云州市人民政府办公室", "2018Q2", date(2018, 7, 9), date(2018, 7, 10), units, date(2018, 8, 1)
    )


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_notice_names_findings_deadline_evidence_and_brings_the_form() -> None:
    text = plain_text(slip_document(data(EDUCATION), EDUCATION))
    assert "你单位存在问题2处" in text
    assert (
        "（一）栏目更新不及时。共1处，涉及市教育局网站的“通知公告”栏目。依据：国办发〔2015〕15号附件1。"
        in text
    )
    assert "请于2018年8月1日前" in text
    assert "2018-07-09 01:30 证据1a2b3c4d1a2b" in text
    assert "附件2\n整改情况反馈表" in text
    assert "序号\t问题\t整改情况\t完成时间\t责任人" in text


def test_what_is_not_yet_decided_is_left_blank_for_the_hand() -> None:
    open_data = replace(data(EDUCATION), rectify_by=None)
    text = plain_text(slip_document(open_data, replace(EDUCATION, number="")))
    assert "〔2018〕\u3000\u3000号" in text
    assert "请于\u3000\u3000年\u3000月\u3000日前" in text


@pytest.mark.needs("fonts")
def test_a_notice_has_no_deviation_in_word_and_pdf(tmp_path: Path) -> None:
    files = write_slips(data(EDUCATION), tmp_path)
    assert [str(one) for one in check_file(files.notices[0]).deviations] == []
    write_pdf(slip_document(data(EDUCATION), EDUCATION), tmp_path / "notice.pdf")
    assert [str(one) for one in check_file(tmp_path / "notice.pdf").deviations] == []


def test_a_notice_without_number_is_told_so_and_nothing_else(tmp_path: Path) -> None:
    files = write_slips(data(replace(EDUCATION, number="")), tmp_path)
    (deviation,) = check_file(files.notices[0]).deviations
    assert (deviation.what, deviation.found) == ("发文字号", "〔2018〕 号")


def test_only_units_with_findings_get_a_notice_and_old_ones_are_removed(tmp_path: Path) -> None:
    other = UnitSlip("云州市：水利/局", "市水利/局", (LATE,))
    write_slips(data(EDUCATION, other), tmp_path)
    (tmp_path / "slips" / "office-notes.docx").write_bytes(b"kept")
    files = write_slips(data(UnitSlip("云州市教育局", "市教育局", ()), other), tmp_path)
    assert [path.name for path in files.notices] == ["001-市水利_局.docx"]
    assert sorted(path.name for path in (tmp_path / "slips").iterdir()) == [
        "001-市水利_局.docx",
        "findings.xlsx",
        "office-notes.docx",
    ]


def test_a_picture_stands_in_the_notice_no_wider_than_the_text(tmp_path: Path) -> None:
    pictured = replace(EDUCATION, findings=(replace(STALE, picture=png(3000, 1000)),))
    files = write_slips(data(pictured), tmp_path)
    (shape,) = docx.Document(str(files.notices[0])).inline_shapes
    assert shape.width.mm == pytest.approx(156, abs=0.1)
    assert shape.height.mm == pytest.approx(52, abs=0.1)
    with zipfile.ZipFile(files.notices[0]) as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")]


def test_bytes_that_are_no_picture_are_named(tmp_path: Path) -> None:
    broken = replace(EDUCATION, findings=(replace(STALE, picture=b"<html>"),))
    with pytest.raises(UsageError, match="不是 PNG 或 JPEG"):
        write_slips(data(broken), tmp_path)


@pytest.mark.needs("fonts")
def test_a_picture_is_set_in_the_pdf_too(tmp_path: Path) -> None:
    pictured = replace(EDUCATION, findings=(replace(STALE, picture=png(300, 100)),))
    path = tmp_path / "notice.pdf"
    write_pdf(slip_document(data(pictured), pictured), path)
    assert b"/Image" in path.read_bytes()


def test_the_workbook_is_one_row_a_finding_with_filter_and_frozen_head() -> None:
    book = openpyxl.load_workbook(io.BytesIO(findings_xlsx(data(EDUCATION))))
    sheet = book.active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("序号", "单位", "网站名称", "网站标识码")
    assert [row[:5] for row in rows[1:]] == [
        (1, "市教育局", "市教育局网站", "3700000001", "栏目更新不及时"),
        (2, "市教育局", None, None, "未按时报送反馈情况"),
    ]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:R3"


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+HYPERLINK(1)", "-2", "@SUM(A1)", "http://x.example/", "=cmd|' /C'!A0"]
)
def test_words_from_a_website_are_never_a_formula_or_a_link(hostile: str) -> None:
    unit = UnitSlip(hostile, hostile, (replace(STALE, excerpt=hostile, message=hostile, url=hostile),))
    book = openpyxl.load_workbook(io.BytesIO(findings_xlsx(data(unit))))
    sheet = book.active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == hostile]
    assert len(cells) == 4
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


def test_the_same_slips_give_the_same_bytes(tmp_path: Path) -> None:
    first = findings_xlsx(data(EDUCATION))
    time.sleep(1.1)
    assert findings_xlsx(data(EDUCATION)) == first


def test_a_unit_without_a_site_is_told_without_inventing_one() -> None:
    slip = UnitSlip("云州市水利局", "市水利局", (LATE,))
    blocks = slip_document(data(slip), slip).blocks
    assert not [block for block in blocks if isinstance(block, Paragraph) and "网站的" in block.text]
    assert "涉及" not in plain_text(slip_document(data(slip), slip)).split("附件")[0]
