"""Copies of an annual report on a site: where they stand, and whether the absence of any is proved."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from mingcha.core.clock import CHINA
from mingcha.core.page import Column, ColumnKind, Item, Link, ListState, MarkKind, PageFacts, PageKind
from mingcha.core.view import SiteView
from mingcha.text.reports import report_year

THIN = 800
"""Characters below which a report without attachment is a suspect (regulations 6.4)."""

_NO_REPORT = re.compile(r"通知|通报|通告|统计|报送|填报|上报|解读|培训|会议|方案|财务|[预决]算|报表|意见箱")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_REPORT_COLUMN = re.compile(r"(?<!统计)(?<!财务)年报|信息公开.{0,6}年度.{0,4}报告")
_PIECE = re.compile(r"\s*[-_|—–]+\s*")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its earliest known date, whether it is suspiciously short, what doubt stays ("": none)."""

    title: str
    url: str
    day: date | None
    thin: bool = False
    unclear: str = ""


def copies(site: SiteView, year: int, wanted: Callable[[Item], bool]) -> list[Copy]:
    """The copies of the year's report in a site's lists and pages, each address once."""
    by_url: dict[str, Copy] = {}
    for item, doubt in _titled(site, year):
        if wanted(item):
            copy = _copy(item, site, doubt)
            before = by_url.get(item.url, copy)
            days = [day for day in (copy.day, before.day) if day]
            clear = copy.unclear if before.unclear else ""
            by_url[item.url] = replace(before, day=min(days, default=None), unclear=clear)
    return list(by_url.values())


def report_titles(site: SiteView) -> Iterator[str]:
    """Titles of all annual reports on a site, of whatever year and unit."""
    for column in filter(is_report_column, site.columns):
        yield from (item.title for item in column.items if "报" in item.title)
    for page in _text_pages(site):
        title = headline(page)
        if "报" in title and report_year(title) is not None:
            yield title


def _titled(site: SiteView, year: int) -> Iterator[tuple[Item, str]]:
    """Items whose title is a report of the year, with the doubt that stays."""
    listed = {item.url for column in site.columns for item in column.items}
    for column in (*site.columns, *site.home_columns):
        of_reports = is_report_column(column)
        for item in column.items:
            if not of_reports:
                if "报" in item.title and report_year(item.title) == year:
                    yield item, ""
            elif year in (report_year(item.title), _year_in_column(item.title)):
                yield item, ""
            elif _may_be_of(item, column, year):
                on_time = item.date is None or item.date <= date(year + 1, 3, 31)
                yield item, "" if on_time else f"“{item.title}”没有写明年度"
    for page in _text_pages(site):
        title = headline(page)
        if "报" in title and report_year(title) == year:
            yield Item(title, page.url, page.date.day if page.date else None), ""
    for link in _search_hits(site):
        if "报" in link.text and report_year(link.text) == year:
            read = site.pages_by_url.get(link.url)
            doubt = "" if read or link.url in listed else f"站内搜索列出的“{link.text}”没有读到"
            yield Item(link.text, link.url, read.date.day if read and read.date else None), doubt


def _search_hits(site: SiteView) -> Iterator[Link]:
    """What the site search showed for the words of a report."""
    for answer in site.search.answers if site.search else ():
        yield from answer.links


def _text_pages(site: SiteView) -> Iterator[PageFacts]:
    """Pages that may be a text, also one that only looks like a column; not the lists of columns."""
    lists = {column.url for column in site.columns if column.state is not ListState.CONTENT}
    for page in site.pages:
        if page.kind is PageKind.ARTICLE or (page.kind is not PageKind.HOME and page.url not in lists):
            yield page


def headline(page: PageFacts) -> str:
    """The article's own title, without the column and the site that often follow it."""
    tagged = page.tag("articletitle")
    if tagged:
        return tagged
    pieces = _PIECE.split(page.title)
    return next((piece for piece in pieces if "报" in piece and report_year(piece)), page.title)


def _year_in_column(title: str) -> int | None:
    """The one year of a title that stands in a column of reports, None for notices about reports."""
    years = {int(found) for found in _YEAR.findall(title)}
    return years.pop() if len(years) == 1 and not _NO_REPORT.search(title) else None


def _may_be_of(item: Item, column: Column, year: int) -> bool:
    """An item without any year, published in the following one or under a heading of the year."""
    if _YEAR.search(item.title) or _NO_REPORT.search(item.title) or report_year(item.title) is not None:
        return False
    headed = str(year) in "".join((column.name, *column.trail))
    return headed or (item.date is not None and item.date.year == year + 1)


def _copy(item: Item, site: SiteView, doubt: str) -> Copy:
    page = site.pages_by_url.get(item.url)
    days = [day for day in (item.date, page.date.day if page and page.date else None) if day]
    thin = page is not None and page.text_length < THIN and not page.attachments
    dead = any(link.target == item.url and link.failure.looks >= 2 for link in site.broken_links)
    doubt = doubt or ("年报链接打不开" if dead else "")
    return Copy(item.title, item.url, min(days, default=None), thin, doubt)


def is_report_column(column: Column) -> bool:
    """Whether a column holds annual reports on openness, by its kind or by a column above it."""
    if column.kind is ColumnKind.ANNUAL_REPORT:
        return True
    return any(_REPORT_COLUMN.search(name) for name in column.trail)


def blind(site: SiteView, year: int) -> str:
    """Why the absence of a report is not proved on a site, "" when it is.

    It is when every report column, or the whole site, was read.
    """
    host = site.site.host
    if site.nothing_to_check:
        return f"{host} {site.nothing_to_check}"
    columns = [column for column in site.columns if is_report_column(column)]
    unread = [c.name for c in columns if c.state is not ListState.HUB and not _read_through(c, year)]
    if unread:
        return f"{host} 的栏目“{unread[0]}”没有读全"
    hidden = [c.name for c in site.columns if c.state in (ListState.REMOTE, ListState.UNREAD)]
    if any(column.state in (ListState.LISTED, ListState.EMPTY) for column in columns):
        return ""
    if hidden or not site.complete:
        return f"{host} 没有找到年报栏目，且网站没有读全"
    return ""


def _read_through(column: Column, year: int) -> bool:
    """Whether every item that could be the year's report was read: all of them, or back to the year's end."""
    if column.state is ListState.EMPTY:
        return True
    if column.state is not ListState.LISTED:
        return False
    days = [item.date for item in column.items if item.date is not None]
    falling = len(days) == len(column.items) and all(a >= b for a, b in pairwise(days))
    return column.complete or (falling and bool(days) and days[-1] < date(year + 1, 1, 1))


def looked(site: SiteView) -> tuple[str, ...]:
    """Where a report was looked for on a site and when, with the stored pages, in Chinese.

    The report columns; the whole site where it was read to its end, or has none; site map and search.
    """
    host, home = site.site.host, site.home
    columns = [column for column in site.columns if is_report_column(column)]
    places = [
        f"“{column.name}” {column.url} 共{len(column.items)}条{_stored(column.seen_at, column.evidence)}"
        for column in columns
    ]
    if site.complete or not columns:
        seen = _stored(home.seen_at, home.evidence) if home else ""
        places.append(f"{host} 全站{len(site.pages)}页、{len(site.columns)}个栏目{seen}")
    maps = [mark.link for mark in site.marks if mark.kind is MarkKind.SITEMAP and mark.link]
    pages = [page for link in maps if (page := site.pages_by_url.get(link)) is not None]
    places += [f"网站地图 {page.url}{_stored(page.seen_at, page.evidence)}" for page in pages[:1]]
    places += [
        f"站内搜索“{answer.words}” {answer.url}{_stored(answer.seen_at, answer.evidence)}"
        for answer in (site.search.answers if site.search else ())
    ]
    return tuple(places)


def _stored(at: datetime | None, evidence: str | None) -> str:
    """When a page was seen and under which seal it is stored: （2018-04-18 18:00，sha256:…）."""
    when = at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if at else ""
    told = "，".join(part for part in (when, evidence) if part)
    return f"（{told}）" if told else ""


def first_stored(site: SiteView) -> tuple[str | None, datetime | None]:
    """The stored page that shows best where was looked: the first report column, else the home page."""
    columns = [column for column in site.columns if is_report_column(column) and column.evidence]
    if columns:
        return columns[0].evidence, columns[0].seen_at
    return (site.home.evidence, site.home.seen_at) if site.home else (None, None)
