"""The facts refuse what contradicts itself, and come back from JSON unchanged."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mingcha.reports.bulletin import BulletinData, BulletinError, LateUnit, MessageFigures, Overall


def test_json_gives_the_same_data_and_the_same_text_again(city: BulletinData, notice: BulletinData) -> None:
    for data in (city, notice):
        text = data.to_json()
        again = BulletinData.from_json(text)
        assert again == data
        assert again.to_json() == text


def test_json_shows_the_drafter_the_conflicts(notice: BulletinData) -> None:
    drafter = json.loads(notice.to_json())["drafter"]
    assert [conflict["unit"] for conflict in drafter["conflicts"]] == ["市发改委"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda value: value.pop("issuer"), "issuer：缺少该字段"),
        (lambda value: value.update(extra=1), "不认识字段 extra"),
        (lambda value: value.update(as_of="2018-04-31"), "as_of：2018-04-31 不是日期"),
        (lambda value: value["orders"][0].update(due=3), r"orders\[0\]\.due：应为 date"),
        (lambda value: value.update(units="无"), "units：应为列表"),
    ],
)
def test_a_wrong_field_is_named_with_its_place(
    notice: BulletinData, change: Callable[[dict[str, object]], object], sentence: str
) -> None:
    value = json.loads(notice.to_json())
    change(value)
    with pytest.raises(BulletinError, match=sentence):
        BulletinData.from_json(json.dumps(value))


def test_text_that_is_no_json_is_refused_with_its_line() -> None:
    with pytest.raises(BulletinError, match="第1行第1列"):
        BulletinData.from_json("通报")


def test_a_unit_that_the_register_does_not_know_is_refused(notice: BulletinData) -> None:
    order = replace(notice.orders[1], missing=("市水务局",))
    with pytest.raises(BulletinError, match="临政办函〔2018〕83号：单位“市水务局”不在名册中"):
        replace(notice, orders=(order,))


def test_a_unit_cannot_be_late_and_missing_at_once(notice: BulletinData) -> None:
    assert notice.annual_report is not None
    late = (LateUnit("市科技局", date(2018, 4, 3)),)
    with pytest.raises(BulletinError, match="年度报告：单位“市科技局”出现2次"):
        replace(notice, annual_report=replace(notice.annual_report, late=late))


def test_praise_for_feedback_needs_feedback_in_time(notice: BulletinData) -> None:
    order = replace(notice.orders[1], praised=("市水利局",))
    with pytest.raises(BulletinError, match="“市水利局”列入表扬，但不在按时反馈的单位中"):
        replace(notice, orders=(order,))


def test_sums_that_do_not_add_up_are_refused(notice: BulletinData) -> None:
    with pytest.raises(BulletinError, match="“市水利局”的收到件数不等于各项之和"):
        replace(notice, messages=(MessageFigures("市水利局", 4, 1, 1, 1, 0),))
    with pytest.raises(BulletinError, match="超过网站总数"):
        replace(notice, overall=Overall(sites=3, checked=3, not_checked=1, failing=0))
    with pytest.raises(BulletinError, match="多于已检查的网站"):
        replace(notice, overall=Overall(sites=3, checked=2, not_checked=1, failing=3))


@pytest.mark.parametrize("period", ["2018q1", "2018Q5", "18Q1", "2018-Q1", ""])
def test_an_unreadable_period_is_refused(notice: BulletinData, period: str) -> None:
    with pytest.raises(BulletinError, match="请写成 2018Q1 或 2018"):
        replace(notice, period=period)
