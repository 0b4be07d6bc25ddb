"""The slips of a quarter: confirmed faults only, under the titles that people know."""

from datetime import UTC, date, datetime

from mingcha import calendars, rules, schemes
from mingcha.core.clock import end_of_day
from mingcha.core.ledger import Ledger
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.jobs.bulletin_facts import Heading
from mingcha.jobs.judging import Evidence, Judged
from mingcha.jobs.quarter import Quarter
from mingcha.jobs.slip_facts import _SEAL, slip_data

WATER = Unit("001", "测试市水利局", "市水利局", UnitKind.DEPARTMENT, order=1)
TRADE = Unit("002", "测试市商务局", "市商务局", UnitKind.DEPARTMENT, order=2)
SITE = Site("001", "http://sl.ceshi.gov.cn/", "市水利局网站", "3799000001")
DEAD = Finding(
    "http://sl.ceshi.gov.cn/a.html",
    Text("链接打不开", "dead"),
    excerpt="办事指南",
    target="http://sl.ceshi.gov.cn/b.html",
    count=3,
    evidence="sha256:ab",
    seen_at=datetime(2018, 4, 18, 1, 0, tzinfo=UTC),
)
SUSPECT = Finding("http://sl.ceshi.gov.cn/c.html", Text("可能有错", "maybe"), suspect=True)
SETTLED = Finding("http://sl.ceshi.gov.cn/d.html", Text("已豁免", "exempt"), settled="豁免")
HEADING = Heading("测试市人民政府办公室", "2018Q1", date(2018, 4, 19))


def quarter(*judged: Judged) -> Quarter:
    evidence = Evidence(
        end_of_day(date(2018, 4, 18)), Register((WATER, TRADE), (SITE,)), Ledger(), calendars.shipped(), ()
    )
    return Quarter(evidence, schemes.load("linyi-2018", rules.by_id()), judged, (), (), (), ())


def failed(unit: Unit, host: str | None, rule: str, *findings: Finding) -> Judged:
    return Judged(unit, host, Verdict(rule, Outcome.FAILED, findings))


def test_a_slip_holds_the_confirmed_faults_of_its_unit_and_no_suspect_or_settled_one() -> None:
    data = slip_data(
        quarter(failed(WATER, SITE.host, "dead_link", DEAD, SUSPECT, SETTLED)), HEADING, rules.catalogue()
    )
    (slip,) = data.units
    (finding,) = slip.findings
    assert (slip.name, slip.short_name) == ("测试市水利局", "市水利局")
    assert (finding.title, finding.message) == (rules.by_id()["dead_link"].title.zh, "链接打不开")
    assert (finding.site, finding.site_code, finding.count) == ("市水利局网站", "3799000001", 3)
    assert (finding.url, finding.target) == (DEAD.url, DEAD.target)
    assert finding.basis
    assert finding.seen_at is not None
    assert finding.seen_at.hour == 9  # China's clock
    assert (data.as_of, data.period, data.rectify_by) == (date(2018, 4, 18), "2018Q1", None)


def test_units_stand_in_register_order_and_those_without_faults_get_no_slip() -> None:
    rows = (
        failed(TRADE, None, "late_feedback", Finding("", Text("逾期未报送", "late"))),
        failed(WATER, SITE.host, "dead_link", SUSPECT),
    )
    data = slip_data(quarter(*rows), HEADING, rules.catalogue(), rectify_by=date(2018, 5, 10))
    assert [slip.short_name for slip in data.units] == ["市商务局"]
    assert data.units[0].findings[0].site == ""
    assert data.rectify_by == date(2018, 5, 10)


def test_a_picture_is_asked_for_by_its_finding() -> None:
    data = slip_data(
        quarter(failed(WATER, SITE.host, "dead_link", DEAD)),
        HEADING,
        rules.catalogue(),
        picture_of=lambda finding: b"png" if finding is DEAD else None,
    )
    assert data.units[0].findings[0].picture == b"png"


def test_what_a_person_found_goes_under_the_row_of_the_scheme() -> None:
    national = schemes.load("national-2019", rules.by_id())
    key, row = next((key, row) for key, row in national.rows.items() if not row.bonus)
    base = quarter(failed(WATER, None, key, Finding("", Text("人工检查发现", "seen by a person"))))
    by_person = Quarter(base.evidence, national, base.judged, (), (), (), ())
    (slip,) = slip_data(by_person, HEADING, rules.catalogue()).units
    assert (slip.findings[0].title, slip.findings[0].basis) == (row.title, row.basis)


def test_a_slip_shows_the_beginnings_of_seals() -> None:
    assert _SEAL.sub(r"\1", "（2018-04-18 18:00，sha256:" + "1a2b3c4d" * 8 + "）") == (
        "（2018-04-18 18:00，sha256:1a2b3c4d）"
    )
