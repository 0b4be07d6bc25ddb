"""Items of one class, period after period, and the periods that were skipped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mingcha.core.clock import back_months
from mingcha.core.page import Column, Item, ListState
from mingcha.core.view import SiteView
from mingcha.rules.update._ages import could_not_read
from mingcha.text.promises import Promise, month_number, months_named

KEPT_UP = 3
"""Periods in a row after which a class counts as kept up (own choice)."""
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
    named = [entry for entry in entries if entry.months]
    if len(named) >= KEPT_UP and len(named) * 2 >= len(entries):
        return _skipped(promise, named, today)
    return _silence(promise, entries, today)


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


def _skipped(promise: Promise, named: list[Entry], today: date) -> Gap | None:
    """Periods that no title names after some that titles do; each has a month of grace after its end."""
    covered: dict[int, Entry] = {}
    for entry in named:
        for month in entry.months:
            covered.setdefault(month, entry)
    lengths = Counter(len(entry.months) if len(entry.months) in (1, 3, 6) else 1 for entry in named)
    period = max(promise.months, lengths.most_common(1)[0][0])
    now, run = month_number(today), 0
    after: Entry | None = None
    missing: list[int] = []
    for month in range(min(covered), now):
        ends = month // period * period + period - 1
        if month in covered:
            if missing:
                break
            run, after = run + 1, covered[month]
        elif missing or (run >= KEPT_UP * period and month >= now - BACK):
            if ends <= now - 2:
                missing.append(month)
        else:
            run = 0
    if not missing or after is None:
        return None
    return Gap("、".join(f"{month // 12}年{month % 12 + 1}月" for month in missing[:6]), after, sure=True)


def _silence(promise: Promise, entries: list[Entry], today: date) -> Gap | None:
    """A silence longer than the period and a month in a column called after the class, by dates alone."""
    own = [entry for entry in entries if promise.words.search(entry.column.name)]
    dated = [(entry.item.date, entry) for entry in own if entry.item.date and entry.item.date <= today]
    dated.sort(key=lambda row: row[0])
    ends = [day for day, _ in dated[1:]] + [today]
    run = 0
    for (day, entry), following in zip(dated, ends, strict=False):
        if back_months(following, promise.months + 1) <= day:
            run += 1
        elif run >= KEPT_UP and day >= back_months(today, BACK):
            words = f"{day.year}年{day.month}月{day.day}日之后"
            return Gap(words, entry, sure=False)
        else:
            run = 0
    return None
