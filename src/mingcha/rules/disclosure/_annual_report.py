"""Where a unit's annual report stands, and whether its absence is proved (contract, section 4)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mingcha.core.duty import Duty, State, annual_report_duty
from mingcha.core.page import Column, ColumnKind, Item, ListState, PageKind
from mingcha.core.unit import host_of
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._units import running_sites
from mingcha.rules.disclosure._owners import Owner, names_unit, owner
from mingcha.text.reports import report_year

THIN = 800
"""Characters below which a report without attachment is a suspect (regulations 6.4)."""

_NO_REPORT = re.compile(r"通知|通报|通告|统计|报送|填报|上报|解读|培训|会议|方案|财务|[预决]算|报表|意见箱")
_REPORT = re.compile(r"年报|报告")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_REPORT_COLUMN = re.compile(r"(?<!统计)(?<!财务)年报|信息公开.{0,6}年度.{0,4}报告")


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """How a unit stands with its annual report; `published` and `url` are of the copy that decides.

    `mirrored`: whether the portal's column has it, None when that cannot be told. `looked` says where was
    looked, in Chinese; `reason` why it cannot be told; `thin` that the report is suspiciously short: on time
    by its date, and a suspect for a person.
    """

    state: State
    published: date | None = None
    url: str = ""
    mirrored: bool | None = None
    looked: tuple[str, ...] = ()
    reason: str = ""
    thin: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    title: str
    url: str
    day: date | None
    thin: bool = False
    unclear: str = ""


def duty_of(view: UnitView, year: int) -> Duty:
    """The unit's duty for the report of a year."""
    return annual_report_duty(year, view.unit, portal_unit=view.is_portal_unit)


def report_status(view: UnitView) -> ReportStatus:
    """The status of the report of `view.report_year`; without a year nothing is asked: open."""
    year = view.report_year
    if year is None:
        return ReportStatus(State.OPEN, reason="没有指定年报年度")
    due = duty_of(view, year).due
    hosts = [site.host for site in running_sites(view)]
    mirror = _in_portal(view, year)
    if not hosts:
        if view.portal is None:
            return ReportStatus(State.CANT_TELL, reason="该单位没有运行的网站，也没有门户网站可查")
        blind = _blind(view.portal, year)
        looked = _looked(view.portal, year)
        return replace(_decide(mirror, [blind] if blind else [], view.today, due), looked=looked)

    seen = {site.site.host: site for site in (*view.sites, *((view.portal,) if view.portal else ()))}
    sites = [seen[host] for host in hosts if host in seen]
    found = [copy for site in sites for copy in _on_site(site, view, year)]
    blind_sites = [f"{host} 没有检查记录" for host in hosts if host not in seen]
    blind_sites += [why for site in sites if (why := _blind(site, year))]
    lost = [site for site in sites if site.home is None]
    status = _decide(found, blind_sites, view.today, due, sure=len(sites) == len(hosts) and not lost)
    looked = tuple(place for site in sites for place in _looked(site, year))
    return replace(status, looked=looked, mirrored=_mirrored(view, mirror, year))


def _decide(
    found: list[_Found], blind: list[str], today: date, due: date, *, sure: bool = True
) -> ReportStatus:
    clear = [copy for copy in found if not copy.unclear]
    dated = sorted((c for c in clear if c.day and c.day <= today), key=lambda c: (c.thin, c.day))
    in_time = [c for c in dated if c.day and c.day <= due] or (clear if today <= due else [])
    if in_time:
        best = in_time[0]
        reason = "年报正文过短且没有附件，请人工核对" if best.thin else ""
        return ReportStatus(
            State.ON_TIME, best.day, best.url, reason=reason, thin=best.thin, title=best.title
        )
    if today <= due:
        return ReportStatus(State.OPEN)
    undated = [copy for copy in found if copy not in dated]
    if undated:
        first = undated[0]
        why = first.unclear or "年报没有可以认定的发布时间"
        return ReportStatus(State.CANT_TELL, None, first.url, reason=f"{why}，请人工核对", title=first.title)
    if blind and not (dated and sure):
        return ReportStatus(State.CANT_TELL, reason=f"{'；'.join(blind[:3])}，不能认定没有公布")
    if dated:
        late = min(dated, key=lambda c: c.day or today)
        return ReportStatus(State.LATE, late.day, late.url, title=late.title)
    return ReportStatus(State.MISSING)


def _on_site(site: SiteView, view: UnitView, year: int) -> list[_Found]:
    """Reports of the year on a site of the unit: its own, and those of which that cannot be said."""
    kept: list[_Found] = []
    for copy in _reports(site, year, lambda item: True):
        whose = owner(copy.title, view.unit, view.register)
        if whose is Owner.UNCLEAR:
            kept.append(replace(copy, unclear=copy.unclear or f"“{copy.title}”是不是本单位的年报无法认定"))
        elif whose is not Owner.OTHER:
            kept.append(copy)
    return kept


def _in_portal(view: UnitView, year: int) -> list[_Found]:
    """The unit's reports in the portal's report columns: by name, or by a link to one of its hosts."""
    if view.portal is None:
        return []
    hosts = {host for site in view.register.sites_of(view.unit) for host in site.hosts}

    def theirs(item: Item) -> bool:
        return host_of(item.url) in hosts or names_unit(item.title, view.unit, view.register)

    return _reports(view.portal, year, theirs, only_columns=True)


def _reports(
    site: SiteView, year: int, wanted: Callable[[Item], bool], *, only_columns: bool = False
) -> list[_Found]:
    by_url: dict[str, _Found] = {}
    for item, unclear in _titled(site, year, only_columns):
        if wanted(item):
            copy = _found(item, site, unclear)
            before = by_url.get(item.url)
            days = [day for day in (copy.day, before.day if before else None) if day]
            clear = "" if before and not before.unclear else copy.unclear
            by_url[item.url] = replace(copy, day=min(days, default=None), unclear=clear)
    return list(by_url.values())


def _titled(site: SiteView, year: int, only_columns: bool) -> Iterator[tuple[Item, str]]:
    """Items whose title is a report of the year, with the doubt that stays ("" for none)."""
    columns = site.columns if only_columns else (*site.columns, *site.home_columns)
    for column in columns:
        of_reports = is_report_column(column)
        for item in column.items:
            if not of_reports:
                if report_year(item.title) == year and not only_columns:
                    yield item, ""
            elif year in (report_year(item.title), _year_in_column(item.title)):
                yield item, ""
            elif _may_be_of(item, column, year):
                on_time = item.date is not None and item.date <= date(year + 1, 3, 31)
                yield item, "" if on_time or only_columns else f"“{item.title}”没有写明年度"
    if only_columns:
        return
    content = {column.url for column in site.columns if column.state is ListState.CONTENT}
    for page in site.pages:
        of_text = page.kind in (PageKind.ARTICLE, PageKind.OTHER) or page.url in content
        if of_text and report_year(page.title) == year:
            yield Item(page.title, page.url, page.date.day if page.date else None), ""


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


def _found(item: Item, site: SiteView, unclear: str) -> _Found:
    page = site.pages_by_url.get(item.url)
    days = [day for day in (item.date, page.date.day if page and page.date else None) if day]
    thin = page is not None and page.text_length < THIN and not page.attachments
    dead = any(b.target == item.url and b.failure.looks >= 2 for b in site.broken_links)
    doubt = unclear or ("年报链接打不开" if dead else "")
    return _Found(item.title, item.url, min(days, default=None), thin, doubt)


def is_report_column(column: Column) -> bool:
    """Whether a column holds annual reports on openness, by its kind or by a column above it."""
    if column.kind is ColumnKind.ANNUAL_REPORT:
        return True
    return any(_REPORT_COLUMN.search(name) for name in column.trail)


def _blind(site: SiteView, year: int) -> str:
    """Why the absence of a report is not proved on a site, "" when it is."""
    host = site.site.host
    if site.home is None:
        why = site.home_failure.detail if site.home_failure else "没有检查记录"
        return f"{host} 首页未能取得（{why}）"
    columns = [column for column in site.columns if is_report_column(column)]
    unread = [c.name for c in columns if c.state is not ListState.HUB and not _read_through(c, year)]
    if unread:
        return f"{host} 的栏目“{unread[0]}”没有读全"
    if any(column.state in (ListState.LISTED, ListState.EMPTY) for column in columns):
        return ""
    hidden = [c.name for c in site.columns if c.state in (ListState.REMOTE, ListState.UNREAD)]
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


def _looked(site: SiteView, year: int) -> tuple[str, ...]:
    columns = [column for column in site.columns if is_report_column(column)]
    if not columns:
        return (f"{site.site.host} 全站{len(site.pages)}页、{len(site.columns)}个栏目",)
    return tuple(f"{column.name} {column.url} 共{len(column.items)}条" for column in columns)


def _mirrored(view: UnitView, mirror: list[_Found], year: int) -> bool | None:
    if mirror:
        return True
    if view.portal is None or view.is_portal_unit or _blind(view.portal, year):
        return None
    return False if any(is_report_column(column) for column in view.portal.columns) else None
