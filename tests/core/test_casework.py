"""People's decisions change what counts, and never what was seen."""

from datetime import date, datetime

import pytest

from mingcha.core.casework import settle, with_filings
from mingcha.core.clock import CHINA
from mingcha.core.ledger import (
    Appeal,
    Confirmation,
    Entry,
    Exemption,
    Merger,
    OfflineFiling,
    ledger_of,
)
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Text, Verdict

UNIT = Unit("01", "测试市水利局", "市水利局", UnitKind.DEPARTMENT)
HOST = "slj.ceshi.gov.cn"
HOME = f"http://{HOST}/"
AT = datetime(2018, 4, 1, 9, tzinfo=CHINA)
TODAY = date(2018, 4, 18)


def finding(column: str | None = None, *, suspect: bool = False) -> Finding:
    return Finding(HOME, Text("有问题", "a fault"), column=column, suspect=suspect)


def settled(verdict: Verdict, *entries: Entry) -> Verdict:
    return settle(verdict, ledger_of(entries), UNIT, HOST, TODAY)


def failed(*findings: Finding) -> Verdict:
    return Verdict("stale_column", Outcome.FAILED, findings)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        (date(2018, 4, 17), Outcome.FAILED),
        (date(2018, 4, 18), Outcome.PASSED),
        (date(2018, 4, 19), Outcome.PASSED),
        (None, Outcome.PASSED),
    ],
)
def test_an_exemption_holds_to_the_end_of_its_last_day(until: date | None, outcome: Outcome) -> None:
    exempt = Exemption(AT, "市水利局", "stale_column", "", "机构改革", until)
    assert settled(failed(finding("通知公告")), exempt).outcome is outcome


def test_an_exempted_finding_stays_visible_and_is_no_fault() -> None:
    verdict = settled(failed(finding()), Exemption(AT, "市水利局", "stale_column", "", "机构改革"))
    assert len(verdict.findings) == 1
    assert verdict.findings[0].settled == "已豁免：机构改革"
    assert verdict.faults == ()


def test_an_exemption_of_one_column_leaves_the_others() -> None:
    exempt = Exemption(AT, "市水利局", "stale_column", "通知公告", "改版")
    verdict = settled(failed(finding("通知公告"), finding("政策文件")), exempt)
    assert verdict.outcome is Outcome.FAILED
    assert [row.column for row in verdict.faults] == ["政策文件"]


def test_an_exemption_of_another_unit_or_rule_changes_nothing() -> None:
    verdict = failed(finding())
    others = (
        Exemption(AT, "市教育局", "stale_column", "", "改版"),
        Exemption(AT, "市水利局", "empty_column", "", "改版"),
    )
    assert settled(verdict, *others) == verdict


def test_a_confirmed_suspect_becomes_a_fault() -> None:
    verdict = Verdict("stale_column", Outcome.CANT_TELL, (finding(suspect=True),))
    assert (
        settled(verdict, Confirmation(AT, HOST, "stale_column", HOME, "confirmed")).outcome is Outcome.FAILED
    )


def test_a_false_alarm_is_no_fault_and_no_suspect() -> None:
    verdict = settled(failed(finding()), Confirmation(AT, HOST, "stale_column", HOME, "false_alarm"))
    assert (verdict.outcome, verdict.faults, verdict.suspects) == (Outcome.PASSED, (), ())


def test_the_later_review_counts() -> None:
    verdict = settled(
        failed(finding()),
        Confirmation(AT, HOST, "stale_column", HOME, "false_alarm"),
        Confirmation(AT.replace(day=2), HOST, "stale_column", HOME, "confirmed"),
    )
    assert verdict.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [("upheld", Outcome.PASSED), ("rejected", Outcome.FAILED), ("", Outcome.FAILED)],
)
def test_only_an_upheld_appeal_takes_a_fault_away(decision: str, outcome: Outcome) -> None:
    appeal = Appeal(AT, "市水利局", "stale_column", HOME, "已更新", decision)
    assert settled(failed(finding()), appeal).outcome is outcome


def test_a_rule_that_also_could_not_be_checked_does_not_pass_by_a_decision() -> None:
    verdict = Verdict("stale_column", Outcome.FAILED, (finding(),), reason="有栏目没有读到")
    exempt = Exemption(AT, "市水利局", "stale_column", "", "改版")
    assert settled(verdict, exempt).outcome is Outcome.CANT_TELL


def test_an_offline_filing_excuses_its_site_from_its_day_to_its_last() -> None:
    register = Register((UNIT,), (Site("01", HOME),))
    filing = OfflineFiling(AT, HOST, date(2018, 4, 10), "改版")
    (site,) = with_filings(register, ledger_of([filing])).sites
    days = [date(2018, 3, 31), date(2018, 4, 1), date(2018, 4, 10), date(2018, 4, 11)]
    assert [site.offline_on(day) for day in days] == [False, True, True, False]


def test_a_merger_plan_gives_its_site_a_day_to_be_merged_by() -> None:
    register = Register((UNIT,), (Site("01", HOME), Site("01", "http://b.ceshi.gov.cn/")))
    merger = Merger(AT, HOST, "www.ceshi.gov.cn", date(2018, 6, 30))
    assert [site.merge_by for site in with_filings(register, ledger_of([merger])).sites] == [
        date(2018, 6, 30),
        None,
    ]
