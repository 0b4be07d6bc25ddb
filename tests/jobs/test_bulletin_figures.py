"""The figures of a bulletin out of a quarter: who fails, what came and went, how long answers took."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from mingcha import calendars, rules, schemes
from mingcha.core.clock import CHINA, end_of_day
from mingcha.core.ledger import Ledger, Message, Reply
from mingcha.core.page import PageFacts, PageKind
from mingcha.core.unit import Register, Site, SiteStatus, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.core.view import HomeFace, SiteView
from mingcha.jobs.bulletin_facts import Heading, bulletin_data
from mingcha.jobs.bulletin_figures import failing_sites, message_figures, overall_figures
from mingcha.jobs.judging import Evidence, Judged
from mingcha.jobs.quarter import Quarter, draw_up
from mingcha.reports.annexes import annexes
from mingcha.reports.bulletin import BulletinData, BulletinError, FailingSite, SitesOfKind
from mingcha.reports.document import Table

AS_OF = end_of_day(date(2018, 4, 18))
UNITS = (
    Unit("1", "云川市水利局", "市水利局", UnitKind.DEPARTMENT),
    Unit("2", "青岚区人民政府", "青岚区", UnitKind.COUNTY),
)
WATER = Site("1", "http://slj.yc.gov.cn/", "云川市水利局网站", "3700000001")
COUNTY = Site("2", "http://www.ql.gov.cn/", "青岚区政府网", "3700000002")


def view(site: Site, seen: bool = True) -> SiteView:
    home = PageFacts(site.home_url, PageKind.HOME, site.name) if seen else None
    return SiteView(site=site, as_of=AS_OF, home=home)


def failed(site: Site, rule: str, findings: int = 1, **more: object) -> Judged:
    found = tuple(
        Finding(f"{site.home_url}{n}", Text("坏", "bad"), **more)  # type: ignore[arg-type]
        for n in range(findings)
    )
    unit = next(unit for unit in UNITS if unit.code == site.unit_code)
    return Judged(unit, site.host, Verdict(rule, Outcome.FAILED, found))


def quarter(
    judged: Sequence[Judged] = (),
    ledger: Ledger | None = None,
    seen: Sequence[bool] = (True, True),
    scheme: str = "linyi-2018",
) -> Quarter:
    evidence = Evidence(
        as_of=AS_OF,
        register=Register(UNITS, (WATER, COUNTY)),
        ledger=ledger or Ledger(),
        calendar=calendars.shipped(),
        sites=(view(WATER, seen[0]), view(COUNTY, seen[1])),
    )
    return draw_up(evidence, schemes.load(scheme, rules.by_id()), tuple(judged))


def test_a_veto_fails_its_site_with_the_counted_evidence() -> None:
    rows = [failed(WATER, "stale_home_page"), failed(COUNTY, "missing_badge")]
    (one,) = failing_sites(quarter(rows), rules.by_id())
    assert one == FailingSite(
        "市水利局", "3700000001", "云川市水利局网站", "http://slj.yc.gov.cn/", ("首页不更新",)
    )
    figures = overall_figures(quarter(rows), (one,), {WATER.home_url, COUNTY.home_url}, None)
    assert (figures.checked, figures.failing, figures.unqualified) == (2, 2, 1)


def test_columns_that_reach_the_veto_together_are_counted_in_the_reason() -> None:
    rows = [failed(WATER, "stale_column", 12, column="通知")]
    (one,) = failing_sites(quarter(rows), rules.by_id())
    assert one.reasons[0].endswith("（12处）")


def test_a_site_that_was_never_reached_is_not_checked_unless_it_fails() -> None:
    assert overall_figures(quarter(seen=(False, True)), (), frozenset(), None).checked == 1
    down = quarter([failed(WATER, "unreachable_site")], seen=(False, True))
    figures = overall_figures(down, failing_sites(down, rules.by_id()), {WATER.home_url}, None)
    assert (figures.checked, figures.not_checked, figures.unqualified) == (2, 0, 1)


def test_a_site_shut_down_without_a_filing_is_not_qualified() -> None:
    for scheme in ("census-2015", "linyi-2018", "national-2019"):
        (one,) = failing_sites(quarter([failed(WATER, "self_shutdown")], scheme=scheme), rules.by_id())
        assert (one.unit, one.reasons) == ("市水利局", ("擅自关停网站",))


def test_a_site_that_shows_only_a_notice_is_not_checked_and_is_one_row() -> None:
    cant = tuple(
        Judged(UNITS[0], WATER.host, Verdict(rule, Outcome.CANT_TELL, reason="没有内容可查"))
        for rule in ("dead_link", "missing_badge", "stale_column")
    )
    drawn = quarter(cant)
    face = HomeFace("云川市水利局", notice="网站升级维护中", bare=True)
    shut = replace(drawn.evidence.sites[0], face=face)
    drawn = replace(drawn, evidence=replace(drawn.evidence, sites=(shut, drawn.evidence.sites[1])))
    figures = overall_figures(drawn, (), frozenset(), None)
    assert (figures.sites, figures.checked, figures.not_checked) == (2, 1, 1)
    data = bulletin_data(drawn, Heading("办公室", "2018Q1", date(2018, 4, 18)), tuple(rules.by_id().values()))
    assert [row.subject for row in data.not_checked] == ["全部页面检查项"]


def test_a_site_filed_as_offline_is_not_among_the_running_ones() -> None:
    drawn = quarter()
    offline = replace(WATER, status=SiteStatus.OFFLINE)
    sites = (view(offline, seen=False), drawn.evidence.sites[1])
    figures = overall_figures(
        replace(drawn, evidence=replace(drawn.evidence, sites=sites)), (), frozenset(), None
    )
    assert (figures.sites, figures.checked, figures.not_checked) == (1, 1, 0)
    assert figures.by_kind == (SitesOfKind("县区", 1),)


@pytest.mark.parametrize(
    ("kinds", "document"),
    [
        (["late"], "国办发〔2017〕47号"),
        (["veto"], "国办发〔2015〕15号"),
        (["late", "veto"], "国办发〔2017〕47号"),  # what holds for all of them
    ],
)
def test_a_late_answer_is_not_told_as_a_veto(kinds: list[str], document: str) -> None:
    rows = [
        Judged(unit, None, failed(site, "late_reply", kind=kind).verdict)
        for unit, site, kind in zip(UNITS, (WATER, COUNTY), kinds, strict=False)
    ]
    heading = Heading("办公室", "2018Q1", date(2018, 4, 18))
    (told,) = bulletin_data(quarter(rows), heading, tuple(rules.by_id().values())).problems
    assert told.basis.startswith(document)


def test_sites_are_counted_by_the_kind_of_their_unit() -> None:
    assert overall_figures(quarter(), (), frozenset(), None).by_kind == (
        SitesOfKind("县区", 1),
        SitesOfKind("市政府部门", 1),
    )


def test_what_came_and_went_is_told_only_where_the_register_was_kept() -> None:
    before = Register(UNITS, (WATER, replace(COUNTY, home_url="http://old.ql.gov.cn/")))
    figures = overall_figures(quarter(), (), frozenset(), before)
    assert (figures.opened, figures.closed) == (1, 1)
    figures = overall_figures(quarter(), (), frozenset(), None)
    assert (figures.opened, figures.closed) == (None, 0)
    closed_long_ago = Register(
        UNITS, (WATER, COUNTY, Site("1", "http://x.gov.cn/", status=SiteStatus.CLOSED))
    )
    assert overall_figures(quarter(), (), frozenset(), closed_long_ago).closed == 0


def test_a_site_is_listed_by_its_address_not_by_a_name_that_a_clean_sister_site_shares() -> None:
    sister = replace(WATER, home_url="http://old.slj.yc.gov.cn/", site_code="3700000009")
    drawn = quarter([failed(WATER, "missing_badge")])
    register = Register(UNITS, (WATER, sister, COUNTY))
    sites = (*drawn.evidence.sites, view(sister))
    drawn = replace(drawn, evidence=replace(drawn.evidence, register=register, sites=sites))
    assert listed_as_faulty(drawn) == [WATER.home_url]


def test_the_text_counts_the_faulty_sites_that_the_annex_lists() -> None:
    rows = [failed(WATER, "foreign_domain"), failed(COUNTY, "dead_attachment")]
    for seen in ((True, True), (False, True)):
        drawn = quarter(rows, seen=seen)
        data = bulletin_of(drawn)
        assert data.overall is not None
        assert data.overall.failing == len(listed_as_faulty(drawn)) == 2
        assert data.overall.checked == 2


def test_a_fault_that_the_ledger_alone_shows_makes_no_site_faulty() -> None:
    drawn = quarter([replace(failed(WATER, "late_reply"), host=None)])
    assert listed_as_faulty(drawn) == []
    overall = bulletin_of(drawn).overall
    assert overall is not None
    assert overall.failing == 0


def test_a_fault_of_a_site_that_is_filed_as_offline_is_neither_counted_nor_listed() -> None:
    drawn = quarter([failed(WATER, "foreign_domain")], seen=(False, True))
    offline = view(replace(WATER, status=SiteStatus.OFFLINE), seen=False)
    drawn = replace(drawn, evidence=replace(drawn.evidence, sites=(offline, drawn.evidence.sites[1])))
    overall = bulletin_of(drawn).overall
    assert overall is not None
    assert (overall.failing, listed_as_faulty(drawn)) == (0, [])


def test_an_annex_that_lists_others_than_the_text_counts_is_refused() -> None:
    data = bulletin_of(quarter([failed(WATER, "missing_badge")]))
    assert data.overall is not None
    with pytest.raises(BulletinError, match="网站2个，名单列出1个"):
        annexes(replace(data, overall=replace(data.overall, failing=2)))


def bulletin_of(drawn: Quarter) -> BulletinData:
    return bulletin_data(drawn, Heading("办公室", "2018Q1", date(2018, 4, 18)), tuple(rules.by_id().values()))


def listed_as_faulty(drawn: Quarter) -> list[str]:
    found = [annex for annex in annexes(bulletin_of(drawn)) if annex.title == "存在问题的网站名单"]
    tables = (block for annex in found for block in annex.content if isinstance(block, Table))
    return [row[4] for table in tables for row in table.rows]


def _at(day: int, month: int = 4) -> datetime:
    return datetime(2018, month, day, 10, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("received", "answered", "workdays"),
    [
        (_at(3), _at(3), 0),
        (_at(3), _at(4), 1),
        (_at(4), _at(9), 2),  # 清明: the make-up Sunday of 8 April counts, the holiday does not
        (_at(13), _at(16), 1),
    ],
)
def test_answers_are_timed_in_working_days(received: datetime, answered: datetime, workdays: int) -> None:
    message = Message(received, "m", "3700000001")
    ledger = Ledger(messages=(message,), replies=(Reply(answered, "m", "已改"),))
    (row,) = message_figures(quarter(ledger=ledger))
    assert (row.unit, row.received, row.answer_workdays) == ("市水利局", 1, workdays)


def test_a_year_without_holidays_times_no_answer() -> None:
    evidence = replace(quarter().evidence, calendar=type(calendars.shipped())())
    message = Message(_at(3), "m", "3700000001")
    ledger = Ledger(messages=(message,), replies=(Reply(_at(4), "m"),))
    bare = draw_up(replace(evidence, ledger=ledger), schemes.load("linyi-2018", rules.by_id()), ())
    assert message_figures(bare)[0].answer_workdays is None


def test_links_of_one_cause_are_one_place_with_their_number() -> None:
    rows = [
        failed(WATER, "dead_link", 1, count=31, target="http://x.gov.cn/"),
        failed(COUNTY, "dead_link", 2),
    ]
    heading = Heading("云川市人民政府办公室", "2018Q1", date(2018, 4, 18))
    data = bulletin_data(quarter(rows), heading, rules.catalogue())
    (links,) = [problem for problem in data.problems if problem.rule == "dead_link"]
    assert [(place.unit, place.count, place.links) for place in links.places] == [
        ("市水利局", 1, 31),
        ("青岚区", 2, 0),
    ]


def test_without_site_figures_nothing_is_said_of_failing_sites() -> None:
    heading = Heading("云川市人民政府办公室", "2018Q1", date(2018, 4, 18), site_figures=False)
    data = bulletin_data(quarter([failed(WATER, "stale_home_page")]), heading, rules.catalogue())
    assert data.overall is None
    assert data.failing_sites == ()
