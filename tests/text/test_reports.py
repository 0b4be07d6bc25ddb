"""Titles of annual reports on disclosure, and of what is none."""

import pytest

from mingcha.text.reports import report_year


@pytest.mark.parametrize(
    "title",
    [
        "2017年度政府信息公开工作年度报告",
        "临沂市水利局政府信息公开年度报告（2017年）",
        "2017年信息公开年报",
        "市政府2017年政府信息公开年度报告",
        "二〇一七年政府信息公开工作年度报告",
        "某局2017年政府信息公开工作报告",
        "政府信息公开工作年度报告(2017年度)",
        "某县2017年政府信息公开年报",
        "某局关于2017年度政府信息公开工作年度报告的公告",
        "某局政府信息公开2017年年度报告",
        "２０１７年度政府信息公开年度报告",
        "2017 年 政府信息公开 工作年度报告",
        "某统计局2017年政府信息公开工作年度报告",
        "2017年政务公开工作年度报告",
    ],
)
def test_a_report_tells_its_year(title: str) -> None:
    assert report_year(title) == 2017


@pytest.mark.parametrize(
    "title",
    [
        "关于编制2017年度报告的通知",
        "2017年统计年报",
        "2017年财务年报",
        "2017年政府网站工作年度报表",
        "关于做好2017年度政府信息公开年度报告编制发布工作的通知",
        "2017年法治政府建设年度报告",
        "2017年政府工作报告",
        "2018年政府信息公开工作要点",
        "某局2017年度部门决算报告",
        "我局召开2017年政府信息公开年度报告部署会",
        "政府信息公开年度报告",
        "2017年一季度政务公开工作情况通报",
    ],
)
def test_what_is_no_report_tells_none(title: str) -> None:
    assert report_year(title) is None


def test_the_year_reported_on_is_taken_and_not_the_year_of_publication() -> None:
    assert report_year("2018年3月公布某局2017年政府信息公开年度报告") == 2017
