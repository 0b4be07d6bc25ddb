"""What a unit's rules ask of the register: its running sites, its first address, the portal's own unit."""

from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.unit import Site, SiteStatus, Unit
from mingcha.core.view import SiteView, UnitView


def filed_offline(view: UnitView, site: Site) -> bool:
    """Whether the site is offline on the day with a filing, in the register or in the ledger."""
    filings = (f for f in view.ledger.until(view.as_of).offline_filings if f.host in site.hosts)
    in_ledger = any(f.until is None or view.today <= f.until for f in filings)
    return in_ledger or site.offline_on(view.today)


def running_sites(view: UnitView) -> tuple[Site, ...]:
    """The unit's sites that must be open on the day, in register order, each host once."""
    kept: dict[str, Site] = {}
    for site in view.register.sites_of(view.unit):
        open_ = site.status is SiteStatus.RUNNING and site.valid_on(view.today)
        if open_ and not filed_offline(view, site):
            kept.setdefault(site.host, site)
    return tuple(kept.values())


def seen_sites(view: UnitView) -> tuple[SiteView, ...]:
    """The unit's sites that show something; Inapplicable where it runs none, CantTell where none does."""
    hosts = {host for site in running_sites(view) for host in site.hosts}
    if not hosts:
        raise Inapplicable("该单位没有运行的网站")
    seen = tuple(site for site in view.sites if not site.nothing_to_check and site.site.host in hosts)
    if not seen:
        raise CantTell(f"{'、'.join(unseen_hosts(view))} 未能打开、没有内容可查或没有检查记录")
    return seen


def unseen_hosts(view: UnitView) -> list[str]:
    """Hosts of the unit's running sites that could not be opened, show nothing, or were not looked at."""
    opened = {site.site.host for site in view.sites if not site.nothing_to_check}
    return [site.host for site in running_sites(view) if site.host not in opened]


def first_url(view: UnitView) -> str:
    """The home page of the unit's first site in the register, "" when it has none."""
    return next((site.home_url for site in view.register.sites_of(view.unit)), "")


def portal_unit(view: UnitView) -> Unit | None:
    """The unit that runs the city portal, None when there is no portal."""
    return view.register.by_code.get(view.portal.site.unit_code) if view.portal else None


def has_merger(view: UnitView, site: Site) -> bool:
    """Whether the site was ever to be merged into another."""
    return bool(_merger_days(view, site))


def excused_by_merger(view: UnitView, site: Site) -> bool:
    """Whether the site is to be merged by a day that is not yet past; a plan without a day is not past."""
    return any(by is None or view.today <= by for by in _merger_days(view, site))


def _merger_days(view: UnitView, site: Site) -> list[date | None]:
    days: list[date | None] = [m.by for m in view.ledger.until(view.as_of).mergers if m.host in site.hosts]
    return days if site.merge_by is None else [*days, site.merge_by]
