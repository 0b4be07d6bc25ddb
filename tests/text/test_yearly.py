"""Titles of the yearly tables of site work, and of what is none."""

import pytest

from mingcha.text.yearly import is_work_table, work_table_year


@pytest.mark.parametrize(
    "title",
    [
        "政府网站工作年度报表（2017年度）",
        "2017年政府网站工作年度报表",
        "云川市水利局网站年度工作报表（2017年）",
        "2017年度政府网站工作报表",
        "二〇一七年政府网站工作年度报表",
        "政府网站年度工作报表(2017年度)",
        "2017 年 政府网站年度报表",
        "云川市财政局工作年度报表（2017年度）",
        "云川市人民政府工作年度报表（2017年度）",
    ],
)
def test_a_table_tells_its_year(title: str) -> None:
    assert work_table_year(title) == 2017


@pytest.mark.parametrize(
    "title",
    [
        "关于做好2017年政府网站工作年度报表编制发布工作的通知",
        "2017年政府信息公开工作年度报告",
        "2017年统计年报",
        "2017年政府网站监管年度报表",
        "政府网站普查情况通报",
        "政府信息公开工作年度报表（2017年）",
        "残疾人工作年度报表",
    ],
)
def test_another_title_is_no_table(title: str) -> None:
    assert not is_work_table(title)


def test_two_years_in_a_title_leave_the_year_open() -> None:
    assert is_work_table("2016-2017年政府网站工作年度报表")
    assert work_table_year("2016年、2017年政府网站工作年度报表") is None
