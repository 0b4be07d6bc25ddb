"""A register file as a register: contract, section 3."""

from datetime import date, datetime
from pathlib import Path

import pytest
from tests.registry.sheets import (
    ALL_COLUMNS,
    ARCHIVES,
    OFFICE,
    SCIENCE,
    Cells,
    csv_file,
    csv_text,
    xlsx_file,
    xlsx_line,
)

from mingcha.core.unit import Contact, Register, Site, SiteKind, SiteStatus, Unit, UnitKind
from mingcha.registry import Lifetime, RegisterFile, read_register


def wrong(file: RegisterFile) -> list[tuple[int, str, str]]:
    return [(reject.row, reject.field, reject.value) for reject in file.rejects]


def read(folder: Path, *rows: Cells) -> RegisterFile:
    return read_register(csv_file(folder, *rows))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_register_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = read_register(csv_file(tmp_path, OFFICE, SCIENCE, ARCHIVES, encoding=encoding))
    assert file.rejects == ()
    assert [unit.short_name for unit in file.register.units] == ["市政府办", "市科技局", "市档案局"]
    assert [site.host for site in file.register.sites] == ["www.yunchuan.gov.cn", "kjj.yunchuan.gov.cn"]


def test_every_column_arrives(tmp_path: Path) -> None:
    row = OFFICE | {
        "别名域名": "yunchuan.gov.cn、OLD.yunchuan.gov.cn;a.cn b.cn",
        "允许内网": "是",
        "忽略robots": "1",
        "下线起": "2018-01-02",
        "下线止": "2018/3/4",
        "整合期限": "2018年12月31日",
        "有效起": "20150101",
        "有效止": "2019.12.31",
        "状态": "临时下线",
    }
    file = read(tmp_path, row)
    assert file.rejects == ()
    assert file.register.units == (
        Unit("371300", "云川市人民政府办公室", "市政府办", UnitKind.DEPARTMENT, None, 1),
    )
    assert file.register.sites == (
        Site(
            unit_code="371300",
            home_url="http://www.yunchuan.gov.cn/",
            name="中国·云川",
            site_code="3713000001",
            kind=SiteKind.PORTAL,
            icp_number="鲁ICP备05001234号-1",
            police_number="鲁公网安备 37130202371001号",
            status=SiteStatus.OFFLINE,
            contact=Contact("张三", "0539-1234567", "a@yunchuan.gov.cn"),
            alias_hosts=("yunchuan.gov.cn", "old.yunchuan.gov.cn", "a.cn", "b.cn"),
            allow_private=True,
            ignore_robots=True,
            offline_from=date(2018, 1, 2),
            offline_to=date(2018, 3, 4),
            merge_by=date(2018, 12, 31),
            valid_from=date(2015, 1, 1),
            valid_to=date(2019, 12, 31),
        ),
    )


def test_a_unit_without_a_site_leaves_the_site_columns_empty(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE, ARCHIVES)
    assert file.rejects == ()
    assert file.register.sites_of(file.register.units[1]) == ()


def test_the_smallest_order_of_a_unit_with_several_sites_counts(tmp_path: Path) -> None:
    second = SCIENCE | {"首页网址": "http://kp.yunchuan.gov.cn/", "网站标识码": "3713000006", "排序": "1"}
    file = read(tmp_path, OFFICE | {"排序": "2"}, SCIENCE | {"排序": "9"}, second)
    assert file.rejects == ()
    assert [(unit.short_name, unit.order) for unit in file.register.units] == [
        ("市科技局", 1),
        ("市政府办", 2),
    ]
    assert [site.home_url for site in file.register.sites_of(file.register.units[0])] == [
        "http://kjj.yunchuan.gov.cn/",
        "http://kp.yunchuan.gov.cn/",
    ]


def test_units_without_an_order_stand_last_in_the_order_of_rows(tmp_path: Path) -> None:
    file = read(tmp_path, ARCHIVES | {"排序": ""}, SCIENCE | {"排序": ""}, OFFICE | {"排序": "7"})
    assert [unit.short_name for unit in file.register.units] == ["市政府办", "市档案局", "市科技局"]


def test_the_short_name_is_the_name_where_none_is_given(tmp_path: Path) -> None:
    assert read(tmp_path, OFFICE | {"单位简称": ""}).register.units[0].short_name == "云川市人民政府办公室"


def test_a_unit_without_site_keeps_its_lifetime(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE, ARCHIVES | {"有效止": "2018-10-31"})
    assert file.lifetimes == {"371300009": Lifetime(None, date(2018, 10, 31))}


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("单位编码", "", "非空"),
        ("单位名称", "", "非空"),
        ("单位类别", "", "非空"),
        ("单位类别", "局", "市政府部门"),
        ("网站类型", "子站", "门户 · 部门"),
        ("状态", "开着", "永久下线"),
        ("排序", "第一", "整数"),
        ("排序", "-1", "整数"),
        ("首页网址", "www.a.gov.cn", "http://www.a.gov.cn"),
        ("首页网址", "ftp://a.gov.cn/", "http://"),
        ("首页网址", "http://a b.gov.cn/", "http://"),
        ("首页网址", "http://", "http://"),
        ("首页网址", "http://a.gov.cn:99999/", "http://"),
        ("首页网址", "http://user:pw@a.gov.cn/", "http://"),
        ("首页网址", "本单位网站", "http://"),
        ("网站标识码", "371300000", "10 位"),
        ("网站标识码", "371300000101", "10 位"),
        ("网站标识码", "9913000001", "10 位"),
        ("网站标识码", "3.713E+09", "科学计数"),
        ("ICP备案号", "0539-1234567", "ICP备案号"),
        ("公安备案号", "鲁ICP备05001234号", "公安备案号"),
        ("别名域名", "http://a.gov.cn/", "域名"),
        ("允许内网", "可以", "是 或 否"),
        ("忽略robots", "2", "是 或 否"),
        ("下线起", "2018-02-30", "日期"),
        ("下线止", "明年", "日期"),
        ("整合期限", "43208", "日期"),
        ("有效起", "2018-13-01", "日期"),
        ("有效止", "18-1-1", "日期"),
        ("上级单位", "999", "单位编码"),
        ("上级单位", "371300", "圈"),
        ("网站名称", "#REF!", "错误值"),
        ("联系人", "张\x07三", "控制字符"),
    ],
)
def test_a_bad_cell_is_named_with_what_is_right(tmp_path: Path, field: str, value: str, right: str) -> None:
    file = read(tmp_path, OFFICE | {field: value})
    assert [(reject.row, reject.field) for reject in file.rejects] == [(2, field)]
    assert right in file.rejects[0].right
    assert file.register == Register()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("首页网址", "https://www.yunchuan.gov.cn:8443/index.html?a=1"),
        ("首页网址", "http://127.0.0.1:8000/"),
        ("首页网址", "http://[::1]:8000/"),
        ("首页网址", "http://云川.政务/"),
        ("网站标识码", "bm07000001"),
        ("网站标识码", "３７１３００００01"),
        ("网站标识码", ""),
        ("网站标识码", "无"),
        ("ICP备案号", "鲁ICP备 2018001234号"),
        ("公安备案号", "37130202371001"),
        ("单位类别", "其他"),
        ("网站类型", ""),
        ("状态", ""),
        ("允许内网", "否"),
        ("下线起", "２０１８-1-2"),
        ("联系人", "-"),
    ],
)
def test_an_unusual_cell_is_taken(tmp_path: Path, field: str, value: str) -> None:
    file = read(tmp_path, OFFICE | {field: value})
    assert file.rejects == ()
    assert len(file.register.sites) == 1


def test_all_that_is_wrong_with_a_row_is_told_at_once_and_good_rows_stay(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE, SCIENCE | {"单位类别": "局", "首页网址": "x", "上级单位": "998"}, ARCHIVES)
    assert wrong(file) == [
        (3, "单位类别", "局"),
        (3, "首页网址", "x"),
        (3, "上级单位", "998"),
    ]
    assert [unit.short_name for unit in file.register.units] == ["市政府办", "市档案局"]


def test_a_time_that_ends_before_it_begins_is_wrong(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE | {"下线起": "2018-02-02", "下线止": "2018-02-01"})
    assert wrong(file) == [(2, "下线止", "2018-02-01")]
    assert read(tmp_path, OFFICE | {"下线起": "2018-02-02", "下线止": "2018-02-02"}).rejects == ()


def test_a_site_needs_its_address(tmp_path: Path) -> None:
    assert wrong(read(tmp_path, OFFICE | {"首页网址": ""})) == [(2, "首页网址", "")]


def test_a_contact_without_site_is_remarked_and_no_fault(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE, ARCHIVES | {"联系人": "李四", "状态": "正常", "网站类型": "部门"})
    assert file.rejects == ()
    assert len(file.remarks) == 1
    assert "第 3 行" in file.remarks[0]


def test_a_column_that_nobody_knows_is_remarked(tmp_path: Path) -> None:
    file = read_register(csv_file(tmp_path, OFFICE | {"备注": "好"}, columns=(*ALL_COLUMNS, "备注")))
    assert file.rejects == ()
    assert "备注" in file.remarks[0]


def test_optional_columns_may_lack(tmp_path: Path) -> None:
    assert read_register(csv_file(tmp_path, OFFICE, columns=ALL_COLUMNS[:16])).rejects == ()


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    file = read_register(csv_file(tmp_path, OFFICE, columns=ALL_COLUMNS[::-1]))
    assert file.register == read(tmp_path, OFFICE).register


def test_empty_rows_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    text = (
        csv_text(OFFICE) + "\r\n" + "," * 23 + "\r\n" + csv_text(SCIENCE | {"排序": "x"}).split("\r\n", 1)[1]
    )
    path.write_text(text, encoding="utf-8")
    assert wrong(read_register(path)) == [(5, "排序", "x")]


def test_a_cell_too_many_is_a_fault_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(csv_text(OFFICE).rstrip() + ",多出\r\n", encoding="utf-8")
    assert wrong(read_register(path)) == [(2, "整行", "多出")]


def test_numbers_and_dates_of_a_workbook_are_read_as_written(tmp_path: Path) -> None:
    row = OFFICE | {
        "单位编码": 371300,
        "排序": 1.0,
        "网站标识码": 3713000001,
        "联系电话": 13900000000.0,
        "允许内网": True,
        "有效起": datetime(2018, 4, 18),  # noqa: DTZ001 - a workbook has no zones
        "有效止": date(2019, 4, 18),
    }
    file = read_register(xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(row), [None] * 24, [""] * 24))
    assert file.rejects == ()
    site = file.register.sites[0]
    assert (site.unit_code, site.site_code, site.contact.phone) == ("371300", "3713000001", "13900000000")
    assert (site.allow_private, site.valid_from, site.valid_to) == (
        True,
        date(2018, 4, 18),
        date(2019, 4, 18),
    )


def test_a_formula_that_was_never_computed_is_a_bad_cell(tmp_path: Path) -> None:
    file = read_register(xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE | {"网站名称": '="中国"&"云川"'})))
    assert [(reject.row, reject.field) for reject in file.rejects] == [(2, "网站名称")]
    assert "公式" in file.rejects[0].right


def test_a_soft_line_break_in_a_name_is_closed_up(tmp_path: Path) -> None:
    file = read_register(
        xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE | {"单位简称": " 市\n政府办\u3000"}))
    )
    assert file.register.units[0].short_name == "市政府办"
