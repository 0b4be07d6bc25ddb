"""Dates as Chinese pages write them."""

from datetime import date

import pytest

from mingcha.text.dates import dates_in, day_alone, month_head, only_date, with_years

TODAY = date(2018, 4, 18)


@pytest.mark.parametrize(
    "text",
    [
        "2018-04-12",
        "2018/4/12",
        "2018.04.12",
        "2018年4月12日",
        "2018年04月12日 10:20",
        "２０１８年４月１２日",
        "2018 年 4 月 12 日",
        "2018 - 04 - 12",
        "二〇一八年四月十二日",
        "二○一八年四月十二日",
        "2018－04－12",
        "2018-04-12T08:00:00",
    ],
)
def test_a_full_date_is_found_however_it_is_written(text: str) -> None:
    assert [spot.day for spot in dates_in("发布于 " + text + " 来源")] == [date(2018, 4, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "2018-13-01",
        "2018-4-31",
        "临政办函〔2018〕72号",
        "0539-2018041",
        "12018-04-12",
        "2018-04-120",
        "2018年4月",
        "版本 20.18.4",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[04-12]", (None, 4, 12)),
        ("12 2018-04", (2018, 4, 12)),
        ("122018-04", (2018, 4, 12)),
        ("04/12/2018", (2018, 4, 12)),
        ("18-04-12", (2018, 4, 12)),
        ("发布时间：2018-04-12", (2018, 4, 12)),
        ("（2018/4/12 星期四）", (2018, 4, 12)),
        ("04月12日", (None, 4, 12)),
        ("25/04", (None, 4, 25)),
        ("2018.04 12", (2018, 4, 12)),
        ("20180412", (2018, 4, 12)),
    ],
)
def test_a_date_box_is_read(text: str, expected: tuple[int | None, int, int]) -> None:
    spot = only_date(text)
    assert spot is not None
    assert (spot.year, spot.month, spot.dom) == expected


@pytest.mark.parametrize(
    "text", ["10:20", "第3-4期", "关于2018年4月12日停水的通知", "3.5", "（2018）", "13-32", "", "文件"]
)
def test_what_says_more_or_less_is_no_date_box(text: str) -> None:
    assert only_date(text) is None


def read(*texts: str) -> list[str]:
    return [str(day) for day in with_years([only_date(text) for text in texts], TODAY)]


def test_a_list_that_crosses_new_year_loses_a_year_there() -> None:
    assert read("02-10", "01-05", "12-28", "11-30") == [
        "2018-02-10",
        "2018-01-05",
        "2017-12-28",
        "2017-11-30",
    ]


def test_a_list_longer_than_a_year_loses_a_year_where_it_starts_again() -> None:
    found = read("02-10", "11-30", "08-01", "05-02", "04-20", "04-10", "03-01")
    assert found[-2:] == ["2017-04-10", "2017-03-01"]


def test_one_old_entry_on_top_does_not_make_the_others_old() -> None:
    assert read("12-05", "04-13", "04-09", "03-23") == [
        "2017-12-05",
        "2018-04-13",
        "2018-04-09",
        "2018-03-23",
    ]


def test_a_day_without_a_year_never_lies_in_the_future() -> None:
    assert read("04-19") == ["2017-04-19"]
    assert read("04-18") == ["2018-04-18"]


def test_full_dates_stay_as_they_are_even_in_the_future() -> None:
    assert read("2019-01-01", "2018-04-01") == ["2019-01-01", "2018-04-01"]


def test_month_heads_and_days_alone() -> None:
    assert month_head("2018年4月") == (2018, 4)
    assert month_head("2018年4月12日") is None
    assert day_alone("12日") == 12
    assert day_alone("32") is None
