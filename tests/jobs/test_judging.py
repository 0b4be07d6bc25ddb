"""A scheme decides which rules accuse; the others only show a reviewer what they found."""

from datetime import UTC, date, datetime

from mingcha.core.clock import Calendar
from mingcha.core.ledger import Ledger
from mingcha.core.page import PageFacts, PageKind
from mingcha.core.scheme import RuleTerms, Scheme
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.verdict import Outcome
from mingcha.core.view import SiteView
from mingcha.jobs.judging import Evidence, Judged, judge_all
from mingcha.rules import by_id

AS_OF = datetime(2018, 4, 18, 12, tzinfo=UTC)
SITE = Site(unit_code="001", name="甲局网站", home_url="http://www.ceshi.com/")
UNIT = Unit("001", "测试市甲局", "甲局", UnitKind.DEPARTMENT)


def judged_under(**rules: RuleTerms) -> Judged:
    scheme = Scheme("s", "方案", date(2018, 1, 1), date(2018, 12, 31), 100.0, rules)
    home = PageFacts(url=SITE.home_url, kind=PageKind.HOME, title="甲局")
    view = SiteView(site=SITE, as_of=AS_OF, home=home, unit=UNIT)
    evidence = Evidence(AS_OF, Register((UNIT,), (SITE,)), Ledger(), Calendar(), (view,))
    (row,) = judge_all(evidence, scheme, [by_id()["foreign_domain"]])
    return row


def test_a_rule_of_the_scheme_accuses() -> None:
    row = judged_under(foreign_domain=RuleTerms(points=1))
    assert row.verdict.outcome is Outcome.FAILED
    assert len(row.verdict.faults) == 1


def test_a_rule_that_the_scheme_does_not_list_only_shows_a_reviewer_what_it_found() -> None:
    row = judged_under()
    assert row.verdict.outcome is Outcome.CANT_TELL
    assert (len(row.verdict.faults), len(row.verdict.suspects)) == (0, 1)
