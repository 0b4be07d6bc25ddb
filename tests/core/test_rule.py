"""`judge`: the four outcomes, and that nothing raised inside a rule leaves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from mingcha.core.clock import CHINA, Calendar
from mingcha.core.errors import CantTell, Inapplicable, UsageError
from mingcha.core.fetch import FailureKind, FetchFailure
from mingcha.core.page import Column, ColumnKind, ListState, PageFacts, PageKind
from mingcha.core.rule import Basis, Method, Rule, Subject, judge
from mingcha.core.unit import Register, Site, SiteStatus, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Severity, Text, outcome_of
from mingcha.core.view import HomeFace, SiteView, UnitView
from mingcha.rules import by_id

AS_OF = datetime(2018, 4, 18, 18, tzinfo=CHINA)
HOME = PageFacts("http://a.gov.cn/", PageKind.HOME, "首页", evidence="sha256:home", seen_at=AS_OF)
FAULT = Finding(HOME.url, Text("错", "wrong"))
SUSPECT = Finding(HOME.url, Text("疑", "maybe"), suspect=True)


@dataclass(frozen=True, slots=True)
class Params:
    days: int = 14


def made(check: Callable[[Any, Any], Iterator[Finding]], **given: Any) -> Rule:
    told: dict[str, Any] = {
        "id": "made_up",
        "family": "content",
        "title": Text("假设", "made up"),
        "severity": Severity.MINOR,
        "method": Method.MACHINE,
        "subject": Subject.SITE,
        "basis": (Basis("某文件", since=date(2018, 4, 18), until=date(2018, 12, 31)),),
        "params": Params,
        "needs_home": True,
        "doc": "",
        "check": check,
    }
    return Rule(**(told | given))


def view(**given: Any) -> SiteView:
    return SiteView(**({"site": Site("U1", HOME.url), "as_of": AS_OF, "home": HOME} | given))


def yields(*findings: Finding) -> Callable[[Any, Any], Iterator[Finding]]:
    return lambda site, params: iter(findings)


def gives_up(error: Exception, *before: Finding) -> Callable[[Any, Any], Iterator[Finding]]:
    def check(site: SiteView, params: Params) -> Iterator[Finding]:
        yield from before
        raise error

    return check


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ((), Outcome.PASSED),
        ((FAULT,), Outcome.FAILED),
        ((SUSPECT, FAULT), Outcome.FAILED),
        ((SUSPECT, SUSPECT), Outcome.CANT_TELL),
    ],
)
def test_the_outcome_follows_from_the_findings(findings: tuple[Finding, ...], outcome: Outcome) -> None:
    assert outcome_of(findings) is outcome
    assert judge(made(yields(*findings)), view()).outcome is outcome


def test_a_crash_in_a_rule_is_cant_tell_with_the_traceback_kept() -> None:
    verdict = judge(made(gives_up(ZeroDivisionError("boom"))), view())
    assert verdict.outcome is Outcome.CANT_TELL
    assert "运行出错" in (verdict.reason or "")
    assert "ZeroDivisionError: boom" in (verdict.traceback or "")


@pytest.mark.parametrize("error", [CantTell("有栏目没有读到"), ZeroDivisionError("boom")])
def test_findings_made_before_a_rule_gave_up_stay(error: Exception) -> None:
    verdict = judge(made(gives_up(error, FAULT)), view())
    assert verdict.outcome is Outcome.FAILED
    assert len(verdict.faults) == 1
    assert verdict.reason


def test_suspects_before_giving_up_leave_it_cant_tell() -> None:
    verdict = judge(made(gives_up(CantTell("没有读到"), SUSPECT)), view())
    assert verdict.outcome is Outcome.CANT_TELL
    assert (len(verdict.suspects), verdict.reason) == (1, "没有读到")


def test_a_rule_that_does_not_concern_the_site_drops_what_it_found() -> None:
    verdict = judge(made(gives_up(Inapplicable("不适用"), FAULT)), view())
    assert (verdict.outcome, verdict.findings, verdict.reason) == (Outcome.INAPPLICABLE, (), "不适用")


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2018, 4, 17), Outcome.INAPPLICABLE),
        (date(2018, 4, 18), Outcome.FAILED),
        (date(2018, 12, 31), Outcome.FAILED),
        (date(2019, 1, 1), Outcome.INAPPLICABLE),
    ],
)
def test_a_rule_holds_only_while_a_basis_does(day: date, outcome: Outcome) -> None:
    as_of = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    assert judge(made(yields(FAULT)), view(as_of=as_of)).outcome is outcome


def test_a_site_without_a_home_page_is_cant_tell_with_what_happened() -> None:
    failure = FetchFailure(HOME.url, FailureKind.TIMEOUT, "15秒没有应答", AS_OF)
    verdict = judge(made(yields(FAULT)), view(home=None, home_failure=failure))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANT_TELL, "首页未能取得：15秒没有应答")
    unasked = judge(made(yields(FAULT)), view(home=None))
    assert unasked.reason == "首页未能取得：没有检查记录"


def test_a_rule_that_needs_no_home_page_is_asked_without_one() -> None:
    assert judge(made(yields(FAULT), needs_home=False), view(home=None)).outcome is Outcome.FAILED


@pytest.mark.parametrize(("bare", "outcome"), [(True, Outcome.CANT_TELL), (False, Outcome.FAILED)])
def test_a_home_page_that_is_nothing_but_a_notice_has_nothing_to_judge(bare: bool, outcome: Outcome) -> None:
    closed = view(face=HomeFace("云川市水利局网站", notice="本网站已停止运行", bare=bare))
    assert judge(made(yields(FAULT)), closed).outcome is outcome
    assert judge(made(yields(FAULT), needs_home=False), closed).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("site", "outcome"),
    [
        (Site("U1", HOME.url, status=SiteStatus.OFFLINE), Outcome.INAPPLICABLE),
        (Site("U1", HOME.url, offline_from=date(2018, 4, 18)), Outcome.INAPPLICABLE),
        (Site("U1", HOME.url, offline_to=date(2018, 4, 18)), Outcome.INAPPLICABLE),
        (Site("U1", HOME.url, offline_to=date(2018, 4, 17)), Outcome.FAILED),
        (Site("U1", HOME.url, offline_from=date(2018, 4, 19)), Outcome.FAILED),
    ],
)
def test_a_site_filed_offline_on_the_day_is_not_judged(site: Site, outcome: Outcome) -> None:
    assert judge(made(yields(FAULT)), view(site=site)).outcome is outcome


def test_a_finding_gets_the_stored_page_of_its_address() -> None:
    column = Column("通知", "http://a.gov.cn/tz/", ColumnKind.NOTICE, ListState.LISTED, evidence="sha256:tz")
    page = PageFacts("http://a.gov.cn/1.html", PageKind.ARTICLE, "文", evidence="sha256:1")
    elsewhere = Finding("http://a.gov.cn/unseen.html", FAULT.message)
    own = Finding(HOME.url, FAULT.message, evidence="sha256:own")
    seen = view(columns=(column,), pages=(page,))
    findings = (FAULT, Finding(column.url, FAULT.message), Finding(page.url, FAULT.message), elsewhere, own)
    kept = [found.evidence for found in judge(made(yields(*findings)), seen).findings]
    assert kept == ["sha256:home", "sha256:tz", "sha256:1", None, "sha256:own"]


def test_a_finding_about_a_unit_gets_the_stored_page_of_its_sites() -> None:
    unit = Unit("U1", "市水利局", "市水利局", UnitKind.DEPARTMENT)
    of_unit = UnitView(unit, AS_OF, Register((unit,)), Calendar(), sites=(view(),))
    verdict = judge(made(yields(FAULT), subject=Subject.UNIT, needs_home=False), of_unit)
    assert (verdict.findings[0].evidence, verdict.findings[0].seen_at) == ("sha256:home", AS_OF)


def test_parameters_of_a_scheme_reach_the_rule_and_unknown_ones_are_refused() -> None:
    got: list[int] = []

    def check(site: SiteView, params: Params) -> Iterator[Finding]:
        got.append(params.days)
        return iter(())

    rule = made(check)
    judge(rule, view())
    judge(rule, view(), rule.params_from({"days": 7}))
    assert got == [14, 7]
    with pytest.raises(UsageError, match="没有参数 day，可用：days"):
        rule.params_from({"day": 7})


def test_an_offices_own_paper_is_cited_by_that_office_alone() -> None:
    own = Basis("甲市政府办公室《通报》", "三", office="甲市政府办公室")
    law = Basis("国办发〔2017〕47号", "底部功能区")
    rule = replace(by_id()["dead_link"], basis=(own, law))
    day = date(2018, 4, 18)
    assert rule.basis_of(day, (), "甲市政府办公室") == "甲市政府办公室《通报》三"
    assert rule.basis_of(day, (), "乙市政府办公室") == "国办发〔2017〕47号底部功能区"
    assert replace(rule, basis=(own,)).basis_of(day, (), "乙市政府办公室") == ""
