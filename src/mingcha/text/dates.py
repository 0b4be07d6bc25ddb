"""Dates as Chinese pages write them, in running text and as the date box of a list entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

FIRST_YEAR: Final = 1949
"""No government page was published before; an earlier year is part of a number or of history."""

_N = "[0-9０-９]"
_DASH = "[-/.年－–—／．⁄]"
_FULL = re.compile(
    rf"(?<![0-9０-９])(?P<y>[12１２]{_N}{{3}})\s?{_DASH}\s?(?P<m>{_N}{{1,2}})\s?[-/.月－–—／．⁄]\s?(?P<d>{_N}{{1,2}})(?![0-9０-９])\s?日?"
)
_LOOSE = re.compile(
    rf"(?<![0-9０-９])(?P<y>[12１２](?:\s{{0,2}}{_N}){{3}})\s*年\s*(?P<m>{_N}(?:\s?{_N})?)\s*月\s*(?P<d>{_N}(?:\s?{_N})?)\s*日"
)
_SPOKEN = re.compile(
    r"(?P<y>[二一][〇○ＯO零0Ｏ一二三四五六七八九]{3})\s*年\s*(?P<m>[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[一二三四五六七八九十]{1,3})\s*日"
)
_COMPACT = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![0-9])"
)
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)[-/_]?(0?[1-9]|1[0-2])[-/_]?(0?[1-9]|[12]\d|3[01])(?=[/_.-])")
_PATH_LETTER = re.compile(r"(?<=[/_])[tTcCpPaA](?=\d{8})")
_NUMERALS = {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "零": 0, "0": 0} | {
    numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)
}

_CENTURY = re.compile("20|19|2 0|２０|１９|２ ０|二[〇○零ＯO0]|一九")
"""Where a date can begin; digits are rare in prose, so that the long patterns are tried there only."""
_TIME = (
    r"(?:[\sT,，]*\d{1,2}\s?[:：∶时点]\s?\d{1,2}(?:\s?[:：∶分]\s?\d{1,2})?[秒分]?(?:\.\d+)?(?:\s*[AP]M)?Z?)?"
)
_WEEKDAY = r"(?:[\s（(]*(?:星期|周)[一二三四五六日天][）)]?)?"
_LABEL = (
    r"(?:(?:信息|文章)?(?:发布|发表|公开|更新|录入|上传|添加|发文|刊登|公示|公布)?"
    r"\s*(?:时\s*间|日\s*期|于|date|time)?\s*[:：∶]?\s*)?"
)
_ALONE = tuple(
    re.compile(_LABEL + shape + _WEEKDAY + _TIME, re.I)
    for shape in (
        rf"(?P<y>[12１２]{_N}{{3}})\s?{_DASH}\s?(?P<m>{_N}{{1,2}})\s?[-/.月－–—／．⁄]\s?(?P<d>{_N}{{1,2}})\s?日?",
        r"(?P<y>[12]\d{3})\s?[-/.年－—／]\s?(?P<m>\d{1,2})月?\s*[/|]?\s+(?P<d>\d{1,2})\s?日?",
        r"(?P<y>[12]\d{3})\s?[-/.年－—／]\s?(?P<m>\d{2})月?(?P<d>\d{2})日?",
        r"(?P<d>\d{1,2})日?\s*[/|,，]?\s*(?P<y>(?:19|20)\d\d)\s?[-/.年－—／]\s?(?P<m>\d{1,2})月?",
        r"(?P<y>(?:19|20)\d\d)年?\s+(?P<m>\d{1,2})\s?[-/.月－—／]\s?(?P<d>\d{1,2})日?",
        r"(?P<m>\d{1,2})\s?[-/.月－—／]\s?(?P<d>\d{1,2})日?[\s,，/]*(?P<y>(?:19|20)\d\d)年?",
        r"(?P<d>\d{1,2})日?\s*[/|]?\s+(?P<m>\d{1,2})月",
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<z>\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?",
        r"(?P<m>\d{1,2})\s?[-/月－—／]\s?(?P<d>\d{1,2})\s?日?",
        r"(?P<m>\d\d)\.(?P<d>\d\d)",
    )
)
_EDGES = " \t\r\n\u3000\u00a0[]()（）【】〔〕［］〖〗{}|｜·•>》-–—：:,，"
_MONTH_HEAD = re.compile(r"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?月?(?:份)?")
_DAY_ALONE = re.compile(r"(?P<d>\d{1,2})\s?日?")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A date found in text, from code point `start` to `end`; `year` is None where the text leaves it out."""

    year: int | None
    month: int
    dom: int
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The calendar day, None without a year."""
        return _day(self.year, self.month, self.dom) if self.year is not None else None


def dates_in(text: str) -> list[Spotted]:
    """Every full date of a text in order; a date without a year, or impossible, is none."""
    return [spot for place in date_places(text) if (spot := date_at(text, place)) is not None]


def date_places(text: str) -> list[int]:
    """Where a full date may begin, in order; `date_at` tells whether one does."""
    return [match.start() for match in _CENTURY.finditer(text)]


def date_at(text: str, start: int) -> Spotted | None:
    """The full date that begins at a code point, None when none does."""
    match = _LOOSE.match(text, start) or _FULL.match(text, start)
    if match:
        year, month, dom = (int("".join(match[name].split())) for name in "ymd")
    else:
        match = _SPOKEN.match(text, start)
        if match is None:
            return None
        year = int("".join(str(_NUMERALS[numeral]) for numeral in match["y"]))
        month, dom = _spoken(match["m"]), _spoken(match["d"])
    return Spotted(year, month, dom, start, match.end()) if _day(year, month, dom) else None


def compact_dates_in(text: str) -> list[date]:
    """Days written as eight digits in a row, as in addresses (t20180412_123.html)."""
    found = (_day(int(match["y"]), int(match["m"]), int(match["d"])) for match in _COMPACT.finditer(text))
    return [day for day in found if day]


def address_dates(url: str) -> list[date]:
    """Days that an address names: t20180412_1.html, /20180412/, /2018/04/12/, /art/2018/4/12/."""
    path = "/" + url.partition("//")[2].partition("/")[2]
    days = compact_dates_in(_PATH_LETTER.sub(" ", path))
    found = (_day(int(match[1]), int(match[2]), int(match[3])) for match in _PATH_DATE.finditer(path))
    return days + [day for day in found if day]


def only_date(text: str) -> Spotted | None:
    """The date that a text consists of, brackets, label and time of day aside; None when it says more.

    Reads what lists show: 2018-04-12, [04-12], 04/12/2018, 12 2018.04 (a day over its month), 18-04-12.
    Where both readings are possible, the month stands before the day.
    """
    text = text.strip(_EDGES)
    if not 3 <= len(text) <= 40 or not any(map(str.isdigit, text)):
        return None
    for shape in _ALONE:
        match = shape.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        year = int(groups["y"]) if groups.get("y") else None
        if year is None and groups.get("z"):
            year = 2000 + int(groups["z"])
        month, dom = int(groups["m"]), int(groups["d"])
        if month > 12 >= dom:
            month, dom = dom, month
        if _day(year or 2000, month, dom):
            return Spotted(year, month, dom, 0, len(text))
    return None


def month_head(text: str) -> tuple[int, int] | None:
    """Year and month of a heading such as 2018年4月; None when the text is no such heading."""
    match = _MONTH_HEAD.fullmatch(text.strip(_EDGES))
    if match is None or not _day(int(match["y"]), int(match["m"]), 1):
        return None
    return int(match["y"]), int(match["m"])


def day_alone(text: str) -> int | None:
    """The day of a month where nothing else is said: 12, 12日."""
    match = _DAY_ALONE.fullmatch(text.strip(_EDGES))
    return int(match["d"]) if match and 1 <= int(match["d"]) <= 31 else None


def with_years(spots: Sequence[Spotted | None], today: date) -> list[date | None]:
    """Days of a list whose entries may leave out the year, read so that the list stays in order.

    A year is chosen for each entry such that none lies in the future and the steps between neighbours,
    a step back to something newer counted half as much again, are as short as possible: a list that crosses
    New Year loses a year there, one old entry kept on top does not drag the others with it.
    """
    kept = [(place, spot) for place, spot in enumerate(spots) if spot is not None]
    days: list[date | None] = [None] * len(spots)
    cells: list[list[tuple[float, date, int]]] = []
    previous: list[tuple[float, date, int]] = [(0.0, today, -1)]
    for _, spot in kept:
        row: list[tuple[float, date, int]] = []
        for day in _readings(spot, today):
            row.append(
                min((cost + _step(before, day), day, at) for at, (cost, before, _) in enumerate(previous))
            )
        if not row:
            row = [(cost, before, at) for at, (cost, before, _) in enumerate(previous)]
        cells.append(row)
        previous = row
    if not cells:
        return days
    at = min(range(len(cells[-1])), key=lambda index: (cells[-1][index][0], -cells[-1][index][1].toordinal()))
    for (place, spot), row in zip(reversed(kept), reversed(cells), strict=True):
        _, day, back = row[at]
        days[place] = day if _readings(spot, today) else None
        at = back
    return days


def _step(newer: date, older: date) -> float:
    gap = (newer - older).days
    return gap if gap >= 0 else -1.5 * gap


def _readings(spot: Spotted, today: date) -> list[date]:
    if spot.year is not None:
        day = _day(spot.year, spot.month, spot.dom)
        return [day] if day else []
    days = (_day(today.year - back, spot.month, spot.dom) for back in range(9))
    return [day for day in days if day and day <= today][:6]


def _day(year: int | None, month: int, dom: int) -> date | None:
    if year is None or not FIRST_YEAR <= year <= 2100:
        return None
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _spoken(numerals: str) -> int:
    """一 to 三十一 as a number."""
    if "十" not in numerals:
        return _NUMERALS[numerals] if len(numerals) == 1 else 0
    tens, _, ones = numerals.partition("十")
    return 10 * _NUMERALS.get(tens, 1 if not tens else 0) + (_NUMERALS.get(ones, 0) if len(ones) < 2 else 90)
