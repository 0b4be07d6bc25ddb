"""When the pages of a column were written, by what their servers and addresses say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mingcha.core.clock import china_day
from mingcha.core.page import Column, ColumnKind, Item
from mingcha.core.verdict import Finding, Text
from mingcha.core.view import SiteView
from mingcha.rules._words import some
from mingcha.rules.update._ages import is_history
from mingcha.text.dates import address_dates, dates_in

_TIMELESS = frozenset(map(ColumnKind, ("catalogue", "leader", "organ", "guide", "annual_report")))
_KEPT = 3
"""So many pages, written on their days before the burst and on two days at least, show that times hold."""
_PUBLISHED = re.compile(
    r"(?:发\s*布|发\s*表|公\s*开|公\s*布|刊\s*登|上\s*传|上\s*网|录\s*入)\s*(?:时|日|于|[:：])"
)
_BY = {"address": "地址中的日期", "modified": "页面修改时间"}


@dataclass(frozen=True, slots=True)
class Written:
    """An entry: the day that it shows, and the day on which it was written, by "address" or "modified"."""

    title: str
    shown: date
    written: date
    by: str


@dataclass(frozen=True, slots=True)
class Burst:
    """Entries written within a few days, in the order of writing."""

    entries: tuple[Written, ...]

    @property
    def first(self) -> date:
        """The day of the first."""
        return self.entries[0].written

    @property
    def last(self) -> date:
        """The day of the last."""
        return self.entries[-1].written

    @property
    def by(self) -> str:
        """What told the days."""
        return self.entries[0].by

    def finding(self, column: Column) -> Finding:
        """The suspect that the burst makes of its column."""
        shown = [entry.shown for entry in self.entries]
        zh = (
            f"“{column.name}”有{len(shown)}条所示日期为{_span(min(shown), max(shown))}，"
            f"而{_BY[self.by]}为{_span(self.first, self.last)}，疑似集中补录；请核实"
        )
        text = Text(zh, f"{len(shown)} entries written {self.first} to {self.last} show much older dates")
        return _suspect(column, text, (entry.title for entry in self.entries), len(shown), "burst")


def _span(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first}至{last}"


def _suspect(column: Column, text: Text, titles: Iterable[str], count: int, kind: str) -> Finding:
    said = some(titles, 3)
    return Finding(column.url, text, said, column=column.name, count=count, suspect=True, kind=kind)


def written_entries(column: Column, site: SiteView) -> list[Written]:
    """The dated entries of a column of publications of which it is known when they were written."""
    if not _is_of_its_time(column):
        return []
    found = []
    for item in column.items:
        if item.date is None:
            continue
        page = site.pages_by_url.get(item.url)
        if page is not None and page.modified is not None:
            found.append(Written(item.title, item.date, china_day(page.modified), "modified"))
        days = address_dates(item.url)
        if days:
            found.append(Written(item.title, item.date, days[0], "address"))
    return found


def burst_of(entries: Iterable[Written], within: int, late: int, too_late: int) -> Burst | None:
    """The most entries written within so many days of each other, each late by its own date."""
    best: list[Written] = []
    for by in _BY:
        rows = [e for e in entries if e.by == by and late <= (e.written - e.shown).days <= too_late]
        rows.sort(key=lambda entry: entry.written)
        for place, first in enumerate(rows):
            near = [e for e in rows[place:] if (e.written - first.written).days <= within]
            if len(near) > len(best):
                best = near
    return Burst(tuple(best)) if best else None


def was_kept_up(entries: Sequence[Written], before: date, within: int) -> bool:
    """Whether pages written before a day were written on their days: else the site was moved as a whole."""
    near = timedelta(days=within)
    days = [e.written for e in entries if e.written < before and abs(e.written - e.shown) <= near]
    return len(days) >= _KEPT and len(set(days)) > 1


def contradicted(column: Column, site: SiteView, least: int) -> Iterator[Finding]:
    """The suspects of a column by an earlier inspection: so many entries new and old at once, moved dates."""
    rows = [row for row in site.contradictions if row.column == column.url] if _is_of_its_time(column) else []
    for known, needed in ((False, least), (True, 1)):
        found = [row for row in rows if row.known is known]
        if len(found) < needed:
            continue
        day = china_day(found[0].looked)
        what = "当时已有、日期后来改新" if known else "当时没有、日期却更早"
        zh = f"“{column.name}”有{len(found)}条在{day}检查时{what}；请核实发布时间"
        text = Text(zh, f"{len(found)} dates are at odds with the inspection of {day}")
        titles = (f"{row.item.date} {row.item.title}" for row in found)
        yield _suspect(column, text, titles, len(found), "moved" if known else "unseen")


def ahead(column: Column, site: SiteView) -> Iterator[Finding]:
    """The suspect of a column whose entries say that they were published on a day that had not come."""
    found = [item for item in column.items if _is_ahead(item, site)] if _is_of_its_time(column) else []
    if not found:
        return
    days = [item.date for item in found if item.date is not None]
    zh = (
        f"“{column.name}”有{len(found)}条所示发布日期为{_span(min(days), max(days))}，晚于检查时的日期；"
        "请核实，改为真实的发布时间"
    )
    text = Text(zh, f"{len(found)} entries show a day of publication that had not come when they were seen")
    finding = _suspect(column, text, (f"{item.date} {item.title}" for item in found), len(found), "ahead")
    yield replace(finding, url=found[0].url)


def _is_ahead(item: Item, site: SiteView) -> bool:
    """Whether list and page agree on a day of publication that had not come when the page was seen.

    A day that the page does not call its publication's, or that the title names, may be an event's.
    """
    page = site.pages_by_url.get(item.url)
    if page is None or item.date is None:
        return False
    seen = max(site.today, china_day(page.seen_at or site.as_of))
    if item.date <= seen or f"{item.date.month}月{item.date.day}日" in item.title:
        return False
    if any(spot.day == item.date for spot in dates_in(page.tag("pubdate"))):
        return True
    read = page.date
    if read is None or read.day != item.date:
        return False
    return read.rule in ("meta", "line") or bool(_PUBLISHED.search(read.excerpt))


def _is_of_its_time(column: Column) -> bool:
    """Whether entries of a column are published when they are dated."""
    return column.kind not in _TIMELESS and not is_history(column)
