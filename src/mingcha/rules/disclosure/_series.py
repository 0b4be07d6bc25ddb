"""Items of one class, period after period, and the periods that were skipped."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mingcha.core.clock import back_months
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.view import SiteView
from mingcha.rules.update._ages import could_not_read, is_history, promised
from mingcha.text.promises import Promise, month_number, months_named, whole_year

KEPT_UP = 3
"""Periods in a row after which a class counts as kept up (own choice)."""
_ANY = re.compile("")
BACK = 12
"""Months within which a skipped period is told (own choice)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the class, where it stands, and the months that its title names."""

    item: Item
    column: Column
    months: range


@dataclass(frozen=True, slots=True)
class Gap:
    """What was skipped, in Chinese, after which entry; `sure` when the titles name their periods."""

    words: str
    after: Entry
    sure: bool


_PERIOD_WORDS = re.compile(r"[周月季](?:报|刊|度)|[每一本逐按][周月季]|报表")
_SHORT = 2
"""A stem of so many characters names no class."""


def own_promises(sites: Iterable[SiteView], told: Iterable[Promise]) -> list[Promise]:
    """What names of columns promise every week, month or quarter, but for the classes `told` already."""
    classes = list(told)
    found: dict[str, Promise] = {}
    for column in (column for site in sites for column in site.columns):
        period = promised(column.name)
        if period is None or period.months > 3 or 0 < period.days < 7 or is_history(column):
            continue
        if column.kind is ColumnKind.ANNUAL_REPORT or any(row.words.search(column.name) for row in classes):
            continue
        stem = _PERIOD_WORDS.sub("", column.name)
        words = re.compile(re.escape(stem if len(stem) > _SHORT else column.name))
        promise = Promise(
            column.name, words, _ANY, frozenset(), period.months, False, days=period.days, own=True
        )
        found.setdefault(column.name, promise)
    return list(found.values())


def entries_of(promise: Promise, sites: Iterable[SiteView]) -> list[Entry]:
    """The class's items in all lists, each address once: in a column called so all, else by title."""
    found: dict[str, Entry] = {}
    for site in sites:
        for column in site.columns:
            whole = promise.words.search(column.name) is not None
            for item in column.items:
                if whole or promise.words.search(item.title):
                    entry = Entry(item, column, months_named(item.title, item.date))
                    if item.url not in found or whole:
                        found[item.url] = entry
    return list(found.values())


def gap_of(promise: Promise, entries: list[Entry], today: date) -> Gap | None:
    """The first period of the past year that a class once kept up skipped, None when it skipped none."""
    if any(_names_periods(rows) for rows in (_in_own_columns(promise, entries), entries)):
        return _skipped(promise, entries, today)
    return _silence(promise, entries, today)


def _in_own_columns(promise: Promise, entries: list[Entry]) -> list[Entry]:
    """The entries in columns called after the class; others that only speak of it are not among them."""
    return [entry for entry in entries if promise.words.search(entry.column.name)]


def _names_periods(entries: list[Entry]) -> bool:
    named = sum(bool(entry.months) for entry in entries)
    return named >= KEPT_UP and named * 2 >= len(entries)


def not_read(promise: Promise, entries: list[Entry], sites: Iterable[SiteView]) -> str:
    """The list that might hold what seems skipped; "" when all were read far enough."""
    for site in sites:
        for column in site.columns:
            if could_not_read(column) and promise.words.search(column.name):
                return column.name
    lists = {entry.column.url: entry.column for entry in entries}
    return next((column.name for column in lists.values() if not _far_enough(column)), "")


def _far_enough(column: Column) -> bool:
    """Whether a list was read to its end, or is sorted so that only older items are left."""
    days = [item.date for item in column.items if item.date is not None]
    falling = len(days) == len(column.items) and all(a >= b for a, b in pairwise(days))
    return column.state is ListState.LISTED and (column.complete or falling)


def _skipped(promise: Promise, entries: list[Entry], today: date) -> Gap | None:
    """Periods that no title names after some that titles do; each has a month of grace after its end.

    A title that covers a whole year leaves none of its months missing, but keeps up no series.
    """
    covered: dict[int, Entry] = {}
    for entry in entries:
        for month in entry.months:
            covered.setdefault(month, entry)
    own = _in_own_columns(promise, entries)
    series = own if _names_periods(own) else entries
    unnamed = [entry for entry in entries if not entry.months]
    excused = {m for entry in unnamed for m in whole_year(entry.item.title, in_series=entry in own)}
    period = max(promise.months, _period_named(series))
    now, run = _last_month(promise, covered, today), 0
    after: Entry | None = None
    missing: list[int] = []
    for month in range(min(covered), now):
        ends = month // period * period + period - 1
        if month in covered:
            if missing:
                break
            run, after = run + 1, covered[month]
        elif month in excused:
            continue
        elif missing or (run >= KEPT_UP * period and month >= now - BACK):
            if ends <= now - 2:
                missing.append(month)
        else:
            run = 0
    if not missing or after is None:
        return None
    return Gap("、".join(_called(missing, period)[:6]), after, sure=True)


def _period_named(entries: list[Entry]) -> int:
    """The months of the period that most titles name."""
    lengths = Counter(
        len(entry.months) if len(entry.months) in (1, 3, 6) else 1 for entry in entries if entry.months
    )
    return lengths.most_common(1)[0][0]


def _last_month(promise: Promise, covered: Iterable[int], today: date) -> int:
    """Up to which month a series is looked at: how long a column has been silent since is stale_column's."""
    return min(month_number(today), max(covered)) if promise.own else month_number(today)


def _called(months: list[int], period: int) -> list[str]:
    """Months as they are called, or their quarters where the class comes by quarters."""
    if period == 3:
        return list(dict.fromkeys(f"{m // 12}年第{'一二三四'[m % 12 // 3]}季度" for m in months))
    return [f"{month // 12}年{month % 12 + 1}月" for month in months]


def _silence(promise: Promise, entries: list[Entry], today: date) -> Gap | None:
    """A silence longer than the period and a month in a column called after the class, by dates alone."""
    own = _in_own_columns(promise, entries)
    dated = [(entry.item.date, entry) for entry in own if entry.item.date and entry.item.date <= today]
    dated.sort(key=lambda row: row[0])
    ends = [day for day, _ in dated[1:]] + ([] if promise.own else [today])
    run = 0
    for (day, entry), following in zip(dated, ends, strict=False):
        if promise.patience.before(following) <= day:
            run += 1
        elif run >= KEPT_UP and day >= back_months(today, BACK):
            words = f"{day.year}年{day.month}月{day.day}日之后"
            return Gap(words, entry, sure=False)
        else:
            run = 0
    return None
