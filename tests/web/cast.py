"""A small city in a store, and one person of each role: what the tests of the console begin with.

The city has a portal, a county with a town below it, and a bureau. Each unit but the portal's has one fault
and one suspect; the bureau's site could not be checked for one rule.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha.core.clock import CHINA
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import Score
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.core.view import SiteView
from mingcha.registry import RegisterFile

if TYPE_CHECKING:
    from django.test import Client

    from mingcha.web.models import FindingRow, Person

NOW = datetime(2018, 4, 18, 12, tzinfo=CHINA)
LATER = NOW + timedelta(days=1)
PORTAL = Unit("001", "云川市人民政府办公室", "市政府办公室", UnitKind.DEPARTMENT, order=1)
COUNTY = Unit("100", "松崖县人民政府", "松崖县", UnitKind.COUNTY, order=2)
TOWN = Unit("101", "松崖县柳溪镇人民政府", "柳溪镇", UnitKind.OTHER, parent="100", order=3)
BUREAU = Unit("200", "云川市科学技术局", "市科技局", UnitKind.DEPARTMENT, order=4)
UNITS = (PORTAL, COUNTY, TOWN, BUREAU)
SITES = tuple(
    Site(unit.code, f"http://{name}.yunchuan.gov.cn/", f"{unit.short_name}网站", f"379900000{place}")
    for place, (unit, name) in enumerate(zip(UNITS, ("www", "songya", "liuxi", "kjj"), strict=True))
)
SCHEME = Scheme("linyi-2018", "方案", date(2018, 1, 1), date(2018, 12, 31), 100.0, {}, "ab" * 32)
ROLES = ("office", "reviewer", "leader", "county", "liaison", "admin")
PASSWORD = "correct horse 明察"


@dataclass(frozen=True, slots=True)
class City:
    """Ids of the rows that tests name: units and sites by short name, the run."""

    units: dict[str, int]
    sites: dict[str, int]
    run: int


def view_of(site: Site, at: datetime = NOW) -> SiteView:
    """What was seen of a site: one column."""
    items = (Item("关于印发工作要点的通知", f"{site.home_url}tz/1.html", date(2018, 1, 9)),)
    column = Column("通知公告", f"{site.home_url}tz/", ColumnKind.NOTICE, ListState.LISTED, items)
    return SiteView(site, at, columns=(column,), seen_at=at)


def stale(site: Site) -> Finding:
    return Finding(
        f"{site.home_url}tz/",
        Text("“通知公告”超过6个月未更新", "stale"),
        "2017-01-09",
        "通知公告",
        seen_at=NOW,
    )


def suspect(site: Site) -> Finding:
    return replace(stale(site), message=Text("“领导信箱”似为空白", "blank?"), column="领导信箱", suspect=True)


def verdicts_of(site: Site) -> tuple[Verdict, ...]:
    """A fault and a suspect, but none for the portal; the bureau could not be checked for dead links."""
    if site.unit_code == PORTAL.code:
        return (Verdict("stale_column", Outcome.PASSED), Verdict("empty_column", Outcome.PASSED))
    found = (
        Verdict("stale_column", Outcome.FAILED, (stale(site),)),
        Verdict("empty_column", Outcome.CANT_TELL, (suspect(site),)),
    )
    if site.unit_code == BUREAU.code:
        return (*found, Verdict("dead_link", Outcome.CANT_TELL, reason="首页未能取得：超时"))
    return found


def build() -> City:
    """The city in the store that Django points at, with one finished run."""
    from mingcha.web.models import SiteVersion, UnitVersion
    from mingcha.web.services.register import apply_register

    register = Register(UNITS, SITES)
    apply_register(
        register_file=RegisterFile(Path("r"), register, unit_rows=(2, 3, 4, 5), site_rows=(2, 3, 4, 5)),
        at=NOW,
    )
    run = inspect(NOW, {site: verdicts_of(site) for site in SITES})
    return City(
        units=dict(UnitVersion.objects.values_list("short_name", "unit_id")),
        sites=dict(SiteVersion.objects.values_list("name", "site_id")),
        run=run,
    )


def inspect(at: datetime, verdicts: dict[Site, tuple[Verdict, ...]], *, scores: bool = True) -> int:
    """A finished run that came to these verdicts; its number."""
    from mingcha.web.services import runs

    claim = runs.start_run(as_of=at, scheme=SCHEME, sites=verdicts, at=at)
    for site, found in verdicts.items():
        runs.save_site_result(run=claim, view=view_of(site, at), verdicts=found, at=at)
    if scores:
        rows = [Score(unit.short_name, SCHEME.id, 98.0, (), (), 2, 3) for unit in UNITS]
        runs.save_scores(run=claim, scores=rows, at=at)
    runs.finish_run(run=claim, at=at)
    return claim.id


def person(role: str, city: City, *, login: str = "", unit: str = "") -> "Person":
    """A person of a role with `PASSWORD`; of county and bureau unless another unit is named."""
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import Particulars, add_person

    of = unit or {"county": COUNTY.short_name, "liaison": BUREAU.short_name}.get(role, "")
    who = Particulars(login or role, f"{role} 某", role, city.units[of] if of else None)
    made = add_person(who=who, by=PROGRAM, at=NOW)
    made.set_password(PASSWORD)
    made.must_change = False
    made.save()
    return made


def signed_in(role: str, city: City, *, login: str = "", unit: str = "") -> "Client":
    """A browser in which a new person of a role is signed in."""
    from django.test import Client

    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(person(role, city, login=login, unit=unit))
    return client


def finding_of(unit: str, city: City, rule: str = "stale_column") -> "FindingRow":
    from mingcha.web.models import FindingRow

    return FindingRow.objects.get(unit_id=city.units[unit], rule=rule)
