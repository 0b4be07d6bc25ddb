"""The yearly tables as files: gaps marked, the same bytes again, nothing a spreadsheet would compute."""

import io
from datetime import date

import docx
import openpyxl

from mingcha.reports.year_tables import (
    GAP,
    Entry,
    YearPart,
    YearTable,
    supervision_xlsx,
    work_xlsx,
    year_docx,
)


def table(name: str = "云川市水利局网站") -> YearTable:
    head = YearPart(
        "基本信息",
        (Entry("网站名称", name, "", "登记"), Entry("首页网址", '=HYPERLINK("http://x")', "", "登记")),
    )
    counts = YearPart(
        "信息发布", (Entry("信息发布总数", "12", "条", "检查所见"), Entry("更新量", None, "条", "没有读全"))
    )
    return YearTable("政府网站工作年度报表", name, 2018, date(2019, 1, 31), (head, counts))


def test_the_document_marks_every_gap_and_counts_them() -> None:
    word = docx.Document(io.BytesIO(year_docx(table())))
    cells = [[cell.text for cell in row.cells] for one in word.tables for row in one.rows]
    assert ["1", "信息发布总数", "12", "条", "检查所见"] in cells
    assert ["2", "更新量", GAP, "条", "没有读全"] in cells
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "政府网站工作年度报表（2018年度）" in text.replace("\n", "")
    assert f"标“{GAP}”的1项没有数据" in text


def test_the_workbook_holds_numbers_texts_and_gaps_and_no_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(supervision_xlsx(table()))).active
    assert sheet is not None
    rows = {row[1].value: row[2] for row in sheet.iter_rows(min_row=3)}
    assert (rows["信息发布总数"].value, rows["更新量"].value) == (12, GAP)
    assert rows["首页网址"].data_type == "s"
    assert sheet.freeze_panes == "A3"


def test_all_sites_stand_in_one_sheet_a_line_each() -> None:
    content = work_xlsx([table("甲网站"), table("乙网站")], 2018, date(2019, 1, 31))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "基本信息"
    assert rows[1] == ["网站名称", "首页网址", "信息发布总数（条）", "更新量（条）"]
    assert [row[0] for row in rows[2:]] == ["甲网站", "乙网站"]


def test_the_same_table_gives_the_same_bytes() -> None:
    assert year_docx(table()) == year_docx(table())
    assert supervision_xlsx(table()) == supervision_xlsx(table())
    assert work_xlsx([table()], 2018, date(2019, 1, 31)) == work_xlsx([table()], 2018, date(2019, 1, 31))
