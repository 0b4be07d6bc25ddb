"""Whatever was seen: no rule crashes, every fault points somewhere, and what was not read blames nobody."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.strategies import HOME, days, moments, views, words

from mingcha import calendars
from mingcha.core.clock import CHINA
from mingcha.core.ledger import Feedback, Merger, Message, OfflineFiling, Order, Reply, ledger_of
from mingcha.core.rule import Rule, Subject, judge
from mingcha.core.unit import Register, Unit, UnitKind
from mingcha.core.verdict import Outcome, Verdict
from mingcha.core.view import SiteView, UnitView
from mingcha.rules import by_id, catalogue

OF_SITES = [rule for rule in catalogue() if rule.subject is Subject.SITE]
OF_UNITS = [rule for rule in catalogue() if rule.subject is Subject.UNIT]
MARKS = [rule for rule in OF_SITES if rule.id.startswith("missing_") and rule.id != "missing_page_tags"]
DAY = datetime(2018, 4, 18, 18, tzinfo=CHINA)
few = settings(max_examples=40, deadline=None)

UNITS = (
    Unit("U1", "云川市水利局", "市水利局", UnitKind.DEPARTMENT, order=1),
    Unit("U2", "云川市人民政府办公室", "市政府办公室", UnitKind.DEPARTMENT, order=2),
)
entries = st.one_of(
    st.builds(Order, moments, st.sampled_from("甲乙"), words, st.just(("市水利局",)), days),
    st.builds(Feedback, moments, st.sampled_from("甲乙"), st.just("市水利局")),
    st.builds(Message, moments, st.sampled_from("mn"), words, st.just(HOME)),
    st.builds(Reply, moments, st.sampled_from("mn")),
    st.builds(OfflineFiling, moments, st.just("slj.yunchuan.gov.cn"), st.none() | days),
    st.builds(Merger, moments, st.just("slj.yunchuan.gov.cn"), words, st.none() | days),
)


def unit_view(
    own: list[SiteView], portal: SiteView | None, ledger: list[object], year: int | None
) -> UnitView:
    if portal is not None:
        portal = replace(portal, as_of=DAY, site=replace(portal.site, unit_code="U2"))
    sites = tuple(replace(view, as_of=DAY) for view in own)
    rows = tuple(view.site for view in (*sites, *((portal,) if portal else ())))
    return UnitView(
        unit=UNITS[0],
        as_of=DAY,
        register=Register(UNITS, rows),
        calendar=calendars.shipped(),
        ledger=ledger_of(ledger),  # type: ignore[arg-type]
        sites=sites,
        portal=portal,
        report_year=year,
    )


unit_views = st.builds(
    unit_view,
    st.lists(views(), max_size=2),
    st.none() | views(),
    st.lists(entries, max_size=6),
    st.none() | st.just(2017),
)


def is_whole(verdict: Verdict, rule: Rule) -> None:
    assert verdict.traceback is None, f"{rule.id}\n{verdict.traceback}"
    assert (verdict.outcome is Outcome.FAILED) == bool(verdict.faults), rule.id
    if verdict.outcome is Outcome.CANT_TELL:
        assert verdict.reason or verdict.suspects, rule.id
    for finding in verdict.findings:
        assert finding.message.zh, rule.id
        assert finding.message.en, rule.id
        assert finding.count >= 1, rule.id


@few
@given(views())
def test_no_rule_of_sites_crashes_and_every_verdict_is_whole(view: SiteView) -> None:
    for rule in OF_SITES:
        is_whole(judge(rule, view), rule)


@few
@given(unit_views)
def test_no_rule_of_units_crashes_and_every_verdict_is_whole(view: UnitView) -> None:
    for rule in OF_UNITS:
        is_whole(judge(rule, view), rule)


@few
@given(views())
def test_a_site_that_is_down_is_blamed_by_its_probes_and_its_domain_alone(view: SiteView) -> None:
    down = replace(view, home=None)
    blaming = {rule.id for rule in OF_SITES if judge(rule, down).outcome is Outcome.FAILED}
    assert blaming <= {"unreachable_site", "foreign_domain", "irregular_domain", "self_shutdown"}


@few
@given(views())
def test_no_mark_is_missed_while_a_part_of_the_page_is_unread(view: SiteView) -> None:
    unread = replace(view, unread_parts=(f"{HOME}foot.js",))
    assert all(judge(rule, unread).outcome is not Outcome.FAILED for rule in MARKS)


@few
@given(unit_views)
def test_no_report_is_missed_while_a_running_site_is_down(view: UnitView) -> None:
    assumed = replace(view, sites=tuple(replace(site, home=None) for site in view.sites), portal=None)
    if assumed.sites and judge(by_id()["late_annual_report"], assumed).outcome is Outcome.FAILED:
        raise AssertionError("a report was called late or missing on a site that nobody could open")
