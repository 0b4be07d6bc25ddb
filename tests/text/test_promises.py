"""The periods that titles name, and which units have which class."""

from datetime import date

import pytest

from mingcha.text.promises import month_number, months_named, promises, whole_year

PUBLISHED = date(2018, 4, 9)


def months(*pairs: tuple[int, int]) -> list[int]:
    return [month_number(date(year, month, 1)) for year, month in pairs]


@pytest.mark.parametrize(
    ("title", "covered"),
    [
        ("云川市2018年3月空气质量状况", [(2018, 3)]),
        ("3月份空气质量状况", [(2018, 3)]),
        ("三月份空气质量状况", [(2018, 3)]),
        ("12月份空气质量状况", [(2017, 12)]),
        ("十二月空气质量状况", [(2017, 12)]),
        ("环境空气质量（2017年 11 月）", [(2017, 11)]),
        ("一季度重点项目进展", [(2018, 1), (2018, 2), (2018, 3)]),
        ("2017年第4季度水质", [(2017, 10), (2017, 11), (2017, 12)]),
        ("2018年1-3月经济运行情况", [(2018, 1), (2018, 2), (2018, 3)]),
        ("1月至2月财政收支", [(2018, 1), (2018, 2)]),
        ("2018年03月价格监测", [(2018, 3)]),
    ],
)
def test_a_title_names_its_months(title: str, covered: list[tuple[int, int]]) -> None:
    assert list(months_named(title, PUBLISHED)) == months(*covered)


@pytest.mark.parametrize(
    "title", ["3月15日空气质量日报", "空气质量状况", "2017年与2018年3月对比", "13月", "9月至3月供暖期"]
)
def test_a_title_that_names_no_whole_month_of_one_year_is_not_read(title: str) -> None:
    assert not months_named(title, PUBLISHED)


def test_without_any_year_a_month_is_not_placed() -> None:
    assert not months_named("3月份空气质量", None)


def test_classes_belong_to_units_by_name_and_kind() -> None:
    air = next(row for row in promises() if row.name == "空气质量")
    penalties = next(row for row in promises() if row.name == "行政处罚")
    assert air.concerns("云川市环境保护局", "市政府部门")
    assert air.concerns("青岚县人民政府", "县区")
    assert not air.concerns("云川市水利局", "市政府部门")
    assert penalties.concerns("云川市水利局", "市政府部门")


@pytest.mark.parametrize("title", ["2017年度水质状况", "2017年全年水质状况", "2017年水质状况"])
def test_a_title_may_cover_a_whole_year(title: str) -> None:
    assert list(whole_year(title, in_series=True)) == months(*((2017, month) for month in range(1, 13)))


@pytest.mark.parametrize(
    "title",
    [
        "2017年第四季度水质",
        "2017年12月水质",
        "2017年上半年水质",
        "水质状况",
        "2017年一季度",
        "2018年水质提升推进会",
    ],
)
def test_a_title_of_a_part_of_a_year_covers_no_whole_year(title: str) -> None:
    assert not whole_year(title, in_series=True)


def test_outside_a_series_the_mere_year_is_not_enough() -> None:
    assert not whole_year("2017年食品抽检统计公报", in_series=False)
    assert whole_year("2017年度食品抽检情况", in_series=False)
