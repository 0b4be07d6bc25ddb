"""Small charts as SVG: a page shows each beside the same figures in words or as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LEVELS = (1, 2, 4, 7)
"""From how many items a day on it is shown as busier; what official columns publish a day is seldom more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a row of bars, in the units of the drawing."""

    x: float
    y: float
    height: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a heat map."""

    x: int
    y: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A year of days in weeks, newest right; `months` say in words what the squares show."""

    days: tuple[Day, ...]
    width: int
    height: int
    labels: tuple[tuple[int, str], ...]
    months: tuple[tuple[str, int], ...]


def bars(rows: Sequence[tuple[str, float]], *, height: int = 100, step: int = 56) -> tuple[Bar, ...]:
    """Bars of labelled values, the largest as high as the drawing."""
    top = max((value for _, value in rows), default=0) or 1
    return tuple(
        Bar(place * step + 8, height - value / top * height, value / top * height, label, f"{value:g}")
        for place, (label, value) in enumerate(rows)
    )


def heat_map(days: Iterable[date], today: date, *, weeks: int = 53) -> HeatMap:
    """How many items fall on each day of the year up to today."""
    count = Counter(days)
    start = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    shown = [start + timedelta(days=k) for k in range((today - start).days + 1)]
    cells = tuple(
        Day(
            x=(day - start).days // 7 * 12,
            y=day.weekday() * 12,
            level=sum(count[day] >= least for least in _LEVELS),
            title=f"{day}：{count[day]} 条",
        )
        for day in shown
    )
    firsts = [day for day in shown if day.day == 1]
    months = sorted({(day.year, day.month) for day in shown})
    by_month = Counter((day.year, day.month) for day in count.elements() if start <= day <= today)
    return HeatMap(
        days=cells,
        width=weeks * 12,
        height=7 * 12 + 16,
        labels=tuple(((day - start).days // 7 * 12, f"{day.month}月") for day in firsts),
        months=tuple((f"{year}-{month:02}", by_month[year, month]) for year, month in months),
    )
