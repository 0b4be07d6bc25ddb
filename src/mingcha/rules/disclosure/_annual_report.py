"""Where a unit's annual report stands (contract, section 4)."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from mingcha.core.duty import Duty, State, annual_report_duty
from mingcha.core.page import Item
from mingcha.core.unit import host_of
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._units import portal_unit, running_sites
from mingcha.rules.disclosure._copies import (
    Copy,
    blind,
    copies,
    first_stored,
    is_report_column,
    looked,
    report_titles,
)
from mingcha.rules.disclosure._owners import Owner, named_units, names_unit, owner

_FOR_UNITS = re.compile(r"部门|县区|区县|单位|直属|各")


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """How a unit stands with its annual report; `published` and `url` are of the copy that decides.

    `mirrored`: whether the portal's column has it, None when that cannot be told. `looked` says where was
    looked, in Chinese; `reason` why it cannot be told; `thin` that the report is suspiciously short: on time
    by its date, and a suspect for a person. `stored` is the page, with its time, that best shows an absence.
    """

    state: State
    published: date | None = None
    url: str = ""
    mirrored: bool | None = None
    looked: tuple[str, ...] = ()
    reason: str = ""
    thin: bool = False
    title: str = ""
    stored: tuple[str | None, datetime | None] = (None, None)


def duty_of(view: UnitView, year: int) -> Duty:
    """The unit's duty for the report of a year."""
    return annual_report_duty(year, view.unit, portal_unit=view.is_portal_unit)


def report_status(view: UnitView) -> ReportStatus:
    """The status of the report of `view.report_year`; without a year nothing is asked: open."""
    year = view.report_year
    if year is None:
        return ReportStatus(State.OPEN, reason="没有指定年报年度")
    hosts = [site.host for site in running_sites(view)]
    return _on_own_sites(view, year, hosts) if hosts else _on_portal(view, year)


def own_copies(view: UnitView, year: int) -> list[tuple[SiteView, Copy]]:
    """The unit's own reports of a year with the site that has each: its sites', else the portal's."""
    hosts = {site.host for site in running_sites(view)}
    if hosts:
        seen = {site.site.host: site for site in (*view.sites, *((view.portal,) if view.portal else ()))}
        own = [site for host, site in seen.items() if host in hosts]
        return [(site, copy) for site in own for copy in _on_site(site, view, year) if not copy.unclear]
    if view.portal is None:
        return []
    return [(view.portal, copy) for copy in _in_portal(view, view.portal, year) if not copy.unclear]


def _on_portal(view: UnitView, year: int) -> ReportStatus:
    if view.portal is None:
        return ReportStatus(State.CANT_TELL, reason="该单位没有运行的网站，也没有门户网站可查")
    why = _portal_blind(view, view.portal, year)
    found = _in_portal(view, view.portal, year)
    status = _decide(found, [why] if why else [], view.today, duty_of(view, year).due, proved=False)
    return replace(status, looked=looked(view.portal), stored=first_stored(view.portal))


def _on_own_sites(view: UnitView, year: int, hosts: list[str]) -> ReportStatus:
    seen = {site.site.host: site for site in (*view.sites, *((view.portal,) if view.portal else ()))}
    sites = [seen[host] for host in hosts if host in seen]
    found = [copy for site in sites for copy in _on_site(site, view, year)]
    blind_sites = [f"{host} 没有检查记录" for host in hosts if host not in seen]
    blind_sites += [why for site in sites if (why := blind(site, year))]
    all_open = len(sites) == len(hosts) and not any(site.nothing_to_check for site in sites)
    status = _decide(found, blind_sites, view.today, duty_of(view, year).due, proved=all_open)
    return replace(
        status,
        looked=tuple(place for site in sites for place in looked(site)) + _beside(view, sites),
        mirrored=_mirrored(view, year),
        stored=first_stored(sites[0]) if sites else (None, None),
    )


def _beside(view: UnitView, sites: list[SiteView]) -> tuple[str, ...]:
    """The portal's columns for units' reports, which were looked at too; they do not decide."""
    if view.portal is None or view.portal in sites:
        return ()
    return tuple(f"门户网站{place}" for place in looked(view.portal) if place.startswith("“"))


def _decide(found: list[Copy], unseen: list[str], today: date, due: date, *, proved: bool) -> ReportStatus:
    """The status by the copies found; `unseen` says what was not read, `proved` that a late copy decides."""
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
    # What may have been in time after all: one without a sure date, year or owner; beside a late copy only
    # one that was not late itself.
    doubtful = [c for c in found if c not in dated and (not dated or c.day is None or c.day <= due)]
    if doubtful:
        first = doubtful[0]
        why = first.unclear or "年报没有可以认定的发布时间"
        return ReportStatus(State.CANT_TELL, None, first.url, reason=f"{why}，请人工核对", title=first.title)
    if unseen and not (dated and proved):
        return ReportStatus(State.CANT_TELL, reason=f"{'；'.join(unseen[:3])}，不能认定没有公布")
    if dated:
        late = min(dated, key=lambda c: c.day or today)
        return ReportStatus(State.LATE, late.day, late.url, title=late.title)
    return ReportStatus(State.MISSING)


def _on_site(site: SiteView, view: UnitView, year: int) -> list[Copy]:
    """Reports of the year on a site of the unit: its own, and those of which that cannot be said."""
    kept: list[Copy] = []
    for copy in copies(site, year, lambda item: True):
        whose = owner(copy.title, view.unit, view.register)
        if whose is Owner.UNCLEAR:
            kept.append(replace(copy, unclear=copy.unclear or f"“{copy.title}”是不是本单位的年报无法认定"))
        elif whose is not Owner.OTHER:
            kept.append(copy)
    return kept


def _in_portal(view: UnitView, portal: SiteView, year: int) -> list[Copy]:
    """The unit's reports on the portal: by name, or by a link to one of its hosts."""
    hosts = {host for site in view.register.sites_of(view.unit) for host in site.hosts}

    def theirs(item: Item) -> bool:
        return host_of(item.url) in hosts or names_unit(item.title, view.unit, view.register)

    return copies(portal, year, theirs)


def _portal_blind(view: UnitView, portal: SiteView, year: int) -> str:
    """Why it is not proved that the portal lacks a unit's report, "" when it is.

    The place for units' reports must have been seen: a column named for them, or the report of any unit.
    """
    why = blind(portal, year)
    if why:
        return why
    if any(is_report_column(column) and _FOR_UNITS.search(column.name) for column in portal.columns):
        return ""
    own = portal_unit(view)
    others = {unit.code for unit in view.register.units} - ({own.code} if own else set())
    if any(others & named_units(title, view.register) for title in report_titles(portal)):
        return ""
    return f"{portal.site.host} 没有找到各单位年报所在的栏目"


def _mirrored(view: UnitView, year: int) -> bool | None:
    if view.portal is None or view.is_portal_unit:
        return None
    if _in_portal(view, view.portal, year):
        return True
    return None if _portal_blind(view, view.portal, year) else False
