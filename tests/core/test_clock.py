"""Working days: the vectors of the notices, and refusal where there is no table."""

from datetime import date, datetime, timedelta, timezone

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha import calendars
from mingcha.core.clock import (
    Calendar,
    Due,
    Period,
    back_months,
    calendar_of,
    china_day,
    end_of_day,
    parse_period,
)
from mingcha.core.errors import NoCalendar, UsageError

SHIPPED = calendars.shipped()
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("receipt", "n", "due"),
    [
        ("2018-02-09", 2, "2018-02-12"),
        ("2018-02-13", 2, "2018-02-22"),
        ("2018-02-24", 1, "2018-02-26"),
        ("2018-03-16", 2, "2018-03-20"),
        ("2018-04-04", 2, "2018-04-09"),
        ("2018-04-06", 2, "2018-04-09"),
        ("2018-04-27", 2, "2018-05-02"),
        ("2018-04-28", 2, "2018-05-03"),
        ("2018-06-15", 2, "2018-06-20"),
        ("2018-09-28", 2, "2018-09-30"),
        ("2018-09-30", 2, "2018-10-09"),
        ("2018-04-18", 7, "2018-04-27"),
        ("2018-04-18", 15, "2018-05-10"),
        ("2018-04-18", 20, "2018-05-17"),
        ("2025-01-27", 2, "2025-02-06"),
        ("2025-09-30", 2, "2025-10-10"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-09-30", 3, "2026-10-10"),
    ],
)
def test_the_due_day_is_that_of_the_vector(receipt: str, n: int, due: str) -> None:
    assert SHIPPED.due(date.fromisoformat(receipt), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("year", "total"),
    [
        (2016, 250),
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_a_year_has_its_working_days(year: int, total: int) -> None:
    assert SHIPPED.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == total


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_year_is_as_in_the_public_table(year: int) -> None:
    first = date(year, 1, 1)
    days = [first + timedelta(days=k) for k in range((date(year + 1, 1, 1) - first).days)]
    differing = [day for day in days if SHIPPED.is_workday(day) != chinese_calendar.is_workday(day)]
    assert differing == []


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 1)])
def test_a_day_of_a_year_without_a_table_is_refused(day: date) -> None:
    with pytest.raises(NoCalendar, match=f"没有{day.year}年的节假日安排"):
        SHIPPED.is_workday(day)


def test_a_count_that_runs_into_a_year_without_a_table_is_refused() -> None:
    assert SHIPPED.due(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(NoCalendar):
        SHIPPED.due(date(2026, 12, 31), 1)


def test_a_stored_deadline_beyond_the_tables_is_provisional() -> None:
    assert SHIPPED.due_or_provisional(date(2026, 12, 30), 1) == Due(date(2026, 12, 31))
    assert SHIPPED.due_or_provisional(date(2026, 12, 31), 1) == Due(date(2027, 1, 1), provisional=True)


def test_the_day_of_receipt_is_listed_and_not_counted() -> None:
    days = SHIPPED.count(date(2018, 4, 27), 2)
    assert [(day.date.isoformat(), day.counted) for day in days] == [
        ("2018-04-27", False),
        ("2018-04-28", True),
        ("2018-04-29", False),
        ("2018-04-30", False),
        ("2018-05-01", False),
        ("2018-05-02", True),
    ]
    assert days[0].reason == "收到当日不计"


def test_no_working_days_at_all_are_refused() -> None:
    with pytest.raises(UsageError, match="现为 0"):
        SHIPPED.count(date(2018, 4, 18), 0)


@given(DAYS, st.integers(1, 40))
def test_the_due_day_is_a_working_day_and_the_count_goes_back(start: date, n: int) -> None:
    try:
        due = SHIPPED.due(start, n)
    except NoCalendar:
        assert start.year == 2026
        return
    assert SHIPPED.is_workday(due)
    assert SHIPPED.workdays_between(start, due) == n


def test_an_imported_year_takes_the_place_of_the_old_one_and_leaves_the_others() -> None:
    mine = calendar_of([2027], [(date(2027, 1, 1), "off", "元旦"), (date(2027, 1, 2), "work", "")])
    joined = SHIPPED.with_tables(mine)
    assert not joined.is_workday(date(2027, 1, 1))
    assert joined.is_workday(date(2027, 1, 2))
    assert joined.due(date(2018, 4, 27), 2) == date(2018, 5, 2)
    empty = joined.with_tables(Calendar(frozenset({2018})))
    assert empty.is_workday(date(2018, 5, 1))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ((date(2026, 1, 1), "off", ""), "不在所列年份"),
        ((date(2027, 1, 1), "rest", ""), "现为 rest"),
    ],
)
def test_a_table_with_a_slip_is_refused(row: tuple[date, str, str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        calendar_of([2027], [row])


def test_the_day_is_chinas() -> None:
    assert china_day(datetime(2018, 4, 18, 15, 59, tzinfo=timezone.utc)) == date(2018, 4, 18)  # noqa: UP017
    assert china_day(datetime(2018, 4, 18, 16, 0, tzinfo=timezone.utc)) == date(2018, 4, 19)  # noqa: UP017
    assert end_of_day(date(2018, 4, 18)).isoformat() == "2018-04-18T23:59:59+08:00"


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2018-05-31", 6, "2017-11-30"),
        ("2018-08-31", 6, "2018-02-28"),
        ("2020-08-31", 6, "2020-02-29"),
        ("2020-02-29", 12, "2019-02-28"),
        ("2018-01-15", 1, "2017-12-15"),
    ],
)
def test_months_go_back_by_the_calendar(day: str, months: int, before: str) -> None:
    assert back_months(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_periods_are_read_and_said() -> None:
    assert parse_period("14 days") == Period(days=14)
    assert parse_period("1 year") == Period(months=12)
    assert [parse_period(text).zh for text in ("14 days", "6 months", "2 years")] == ["14天", "6个月", "2年"]
    assert (Period(7, 1).zh, Period(7, 1).en) == ("1个月零7天", "1 month and 7 days")
    assert (Period(days=1).en, Period(months=6).en) == ("1 day", "6 months")
    assert Period(7, 1).before(date(2018, 4, 18)) == date(2018, 3, 11)


@pytest.mark.parametrize("text", ["", "14", "two days", "14days", "-1 days", "1 week"])
def test_another_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="无法识别"):
        parse_period(text)
