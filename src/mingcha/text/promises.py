"""Classes of items that are published period by period, and the periods that titles name."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from mingcha.core.clock import Period

_SPAN: Final = re.compile(r"(?<!\d)0?(?P<a>1[0-2]|[1-9])月?(?:份)?[-—–~～至到]0?(?P<b>1[0-2]|[1-9])月")
_QUARTER: Final = re.compile(r"第?(?P<a>[一二三四1234])季度")
_HALF: Final = re.compile(r"(?P<a>[上下])半年")
_MONTH: Final = re.compile(r"(?<!\d)0?(?P<a>1[0-2]|[1-9])月(?!\d{1,2}日)")
_SHAPES: Final = (_SPAN, _QUARTER, _HALF, _MONTH)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WHOLE_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?:年度|年?全年|年?年报)")
_PLAIN_YEAR: Final = re.compile(
    r"(?<!\d)(20\d\d)年[^\d一二三四第上下].*(?:状况|情况|公报|报告|信息|数据|统计)$"
)
_NUMERALS: Final = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
_SPOKEN_MONTH: Final = re.compile(r"(十[一二]?|[一二三四五六七八九])(?=月)")


@dataclass(frozen=True, slots=True)
class Promise:
    """A class of items with its period in months; `events`: items come only when something happens.

    A period of so many `days` (weekly) is given in place of months. `own`: a column's name promises it.
    """

    name: str
    words: re.Pattern[str]
    units: re.Pattern[str]
    kinds: frozenset[str]
    months: int
    events: bool
    days: int = 0
    own: bool = False

    @property
    def patience(self) -> Period:
        """How long after an item the next is not late: a month of grace; of the weekly one may fall out."""
        return Period(days=2 * self.days + 3) if self.days else Period(months=self.months + 1)

    def concerns(self, unit_name: str, unit_kind: str) -> bool:
        """Whether units of this name and kind have the class."""
        return unit_kind in self.kinds or self.units.search(unit_name) is not None


@cache
def promises() -> tuple[Promise, ...]:
    """All classes, in the order of their file."""
    text = files("mingcha.text").joinpath("data", "promises.toml").read_text("utf-8")
    return tuple(
        Promise(
            name=row["name"],
            words=re.compile(row["words"]),
            units=re.compile(row["units"]),
            kinds=frozenset(row["kinds"]),
            months=row["months"],
            events=row["events"],
        )
        for row in tomllib.loads(text)["class"]
    )


def months_named(title: str, published: date | None) -> range:
    """The months that a title says it covers, as numbers (`month_number`); empty if it says none.

    A year that the title leaves out is the one in which these months were last over, or running, when it was
    published. A title that names two years is not read.
    """
    words = _SPOKEN_MONTH.sub(lambda found: str(_numeral(found[1])), "".join(title.split()))
    found, shape = next(((match, s) for s in _SHAPES if (match := s.search(words))), (None, None))
    years = set(_YEAR.findall(words))
    if found is None or len(years) > 1 or (published is None and not years):
        return range(0)
    first, last = _bounds(found, shape is _SPAN, shape is _QUARTER, shape is _HALF)
    if first > last:
        return range(0)
    if years:
        year = int(years.pop())
    else:
        assert published is not None
        year = published.year - (first > published.month)
    return range(year * 12 + first - 1, year * 12 + last)


def whole_year(title: str, *, in_series: bool) -> range:
    """The months of the year that a title covers as a whole: a yearly report stands for the last quarter.

    Among the items of a series the mere year will do; elsewhere a title must say that it is the whole year's.
    """
    words = "".join(title.split())
    found = _WHOLE_YEAR.search(words) or (_PLAIN_YEAR.search(words) if in_series else None)
    year = int(found[1]) if found else 0
    return range(year * 12, year * 12 + 12) if found else range(0)


def _bounds(found: re.Match[str], span: bool, quarter: bool, half: bool) -> tuple[int, int]:
    start = found["a"]
    if quarter:
        number = _NUMERALS.get(start) or int(start)
        return number * 3 - 2, number * 3
    if half:
        return (1, 6) if start == "上" else (7, 12)
    return int(start), int(found["b"] if span else start)


def _numeral(words: str) -> int:
    tens = 10 if words.startswith("十") else 0
    return tens + _NUMERALS.get(words.lstrip("十"), 0)


def month_number(day: date) -> int:
    """A day's month as a number: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1
