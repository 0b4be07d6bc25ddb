"""Working days as the State Council counts them, and periods in days and calendar months."""

import calendar as _months
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from mingcha.core.errors import NoCalendar, UsageError

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Judged time is China's; it has had no daylight saving since 1991."""

_ONE_DAY = timedelta(days=1)


def china_day(at: datetime) -> date:
    """The calendar day of an instant in China."""
    return at.astimezone(CHINA).date()


def end_of_day(day: date) -> datetime:
    """The last second of a day in China."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: whether it counts, and why, in Chinese."""

    date: date
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline. A provisional one (暂定) was counted through a year without a holiday table."""

    day: date
    provisional: bool = False


@dataclass(frozen=True)
class Calendar:
    """Holidays and make-up working days by year.

    `off` and `work` map each day that differs from a plain week to its reason; `years` are those a notice
    covers. Source: yearly notices of the State Council's General Office.
    """

    years: frozenset[int] = frozenset()
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether a day is a working day; raises NoCalendar for a year without a table."""
        return self._counted(day).counted

    def count(self, start: date, n: int) -> tuple[CountedDay, ...]:
        """Every day from `start` (receipt, never counted) to the due day of `n` working days."""
        if n < 1:
            raise UsageError(f"工作日数应为正整数，现为 {n}")
        days = [CountedDay(start, False, "收到当日不计")]
        left = n
        day = start
        while left:
            day += _ONE_DAY
            counted = self._counted(day)
            days.append(counted)
            left -= counted.counted
        return tuple(days)

    def due(self, start: date, n: int) -> date:
        """The due day of `n` working days after `start`; raises NoCalendar for a year without a table."""
        return self.count(start, n)[-1].date

    def due_or_provisional(self, start: date, n: int) -> Due:
        """The due day; through a year without a table plain weeks are assumed and it is provisional."""
        try:
            return Due(self.due(start, n))
        except NoCalendar:
            return Due(self._assumed(start, n), provisional=True)

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        span = (end - start).days
        return sum(self._counted(start + timedelta(days=k)).counted for k in range(1, span + 1))

    def with_tables(self, other: "Calendar") -> "Calendar":
        """This calendar with the years of another replaced by the other's."""

        def merged(mine: Mapping[date, str], theirs: Mapping[date, str]) -> dict[date, str]:
            kept = {day: why for day, why in mine.items() if day.year not in other.years}
            return kept | dict(theirs)

        return Calendar(self.years | other.years, merged(self.off, other.off), merged(self.work, other.work))

    def _assumed(self, start: date, n: int) -> date:
        known = Calendar(self.years | set(range(start.year, start.year + n // 200 + 3)), self.off, self.work)
        return known.due(start, n)

    def _counted(self, day: date) -> CountedDay:
        if day.year not in self.years:
            raise NoCalendar(day.year)
        if day in self.work:
            return CountedDay(day, True, self.work[day])
        if day in self.off:
            return CountedDay(day, False, self.off[day])
        if day.weekday() >= 5:
            return CountedDay(day, False, "周六" if day.weekday() == 5 else "周日")
        return CountedDay(day, True, "工作日")


def calendar_of(years: Iterable[int], rows: Iterable[tuple[date, str, str]]) -> Calendar:
    """Build a calendar from (day, "off" or "work", reason) rows.

    A day outside `years` or a kind of neither name is refused with UsageError.
    """
    known = frozenset(years)
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for day, kind, reason in rows:
        if day.year not in known:
            raise UsageError(f"{day} 不在所列年份 {sorted(known)} 之内")
        if kind not in ("off", "work"):
            raise UsageError(f"{day} 的类别应为 off（放假）或 work（调休上班），现为 {kind}")
        (off if kind == "off" else work)[day] = reason or ("放假" if kind == "off" else "调休上班")
    return Calendar(known, off, work)


@dataclass(frozen=True, slots=True)
class Period:
    """An age: whole days or calendar months (a year is 12)."""

    days: int = 0
    months: int = 0

    def before(self, day: date) -> date:
        """The day this long before `day`; a missing day of the month becomes that month's last."""
        return back_months(day, self.months) - timedelta(days=self.days)

    @property
    def zh(self) -> str:
        """In Chinese: 14天, 6个月, 1年, 1个月零7天."""
        if not self.months:
            return f"{self.days}天"
        months = f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"
        return f"{months}零{self.days}天" if self.days else months

    @property
    def en(self) -> str:
        """In English: 14 days, 6 months, 1 month and 7 days."""
        months = f"{self.months} month{'s' * (self.months != 1)}"
        days = f"{self.days} day{'s' * (self.days != 1)}"
        if not self.months:
            return days
        return f"{months} and {days}" if self.days else months


_PERIOD = re.compile(r"(\d+) (day|month|year)s?")


def parse_period(text: str) -> Period:
    """Read "14 days", "6 months" or "1 year"; anything else is refused with UsageError."""
    found = _PERIOD.fullmatch(text.strip())
    if not found:
        raise UsageError(f"期限 {text!r} 无法识别，应如 14 days、6 months、1 year")
    number, unit = int(found[1]), found[2]
    return Period(days=number) if unit == "day" else Period(months=number * (12 if unit == "year" else 1))


def back_months(day: date, months: int) -> date:
    """The same day `months` calendar months earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))
