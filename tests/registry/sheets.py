"""Register files as offices write them, for the tests of this folder and of the verbs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from mingcha.registry.columns import NEEDED_COLUMNS, OPTIONAL_COLUMNS

ALL_COLUMNS = NEEDED_COLUMNS + OPTIONAL_COLUMNS
OFFICE = {
    "单位编码": "371300",
    "单位名称": "云川市人民政府办公室",
    "单位简称": "市政府办",
    "单位类别": "市政府部门",
    "排序": "1",
    "网站名称": "中国·云川",
    "首页网址": "http://www.yunchuan.gov.cn/",
    "网站标识码": "3713000001",
    "网站类型": "门户",
    "ICP备案号": "鲁ICP备05001234号-1",
    "公安备案号": "鲁公网安备 37130202371001号",
    "状态": "正常",
    "联系人": "张三",
    "联系电话": "0539-1234567",
    "邮箱": "a@yunchuan.gov.cn",
}
SCIENCE = {
    "单位编码": "371300005",
    "单位名称": "云川市科学技术局",
    "单位简称": "市科技局",
    "单位类别": "市政府部门",
    "上级单位": "371300",
    "排序": "2",
    "网站名称": "云川科技",
    "首页网址": "http://kjj.yunchuan.gov.cn/",
    "网站标识码": "3713000005",
    "网站类型": "部门",
    "状态": "正常",
}
ARCHIVES = {
    "单位编码": "371300009",
    "单位名称": "云川市档案局",
    "单位简称": "市档案局",
    "单位类别": "直属机构",
    "上级单位": "371300",
    "排序": "3",
}
Cells = Mapping[str, object]


def csv_text(*rows: Cells, columns: Sequence[str] = ALL_COLUMNS) -> str:
    lines = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    return "".join(",".join(cells) + "\r\n" for cells in lines)


def csv_file(
    folder: Path, *rows: Cells, columns: Sequence[str] = ALL_COLUMNS, encoding: str = "utf-8"
) -> Path:
    path = folder / "register.csv"
    path.write_bytes(csv_text(*rows, columns=columns).encode(encoding))
    return path


def xlsx_file(folder: Path, *lines: Sequence[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    path = folder / "register.xlsx"
    book.save(path)
    return path


def xlsx_line(row: Cells) -> list[object]:
    return [row.get(column) for column in ALL_COLUMNS]
