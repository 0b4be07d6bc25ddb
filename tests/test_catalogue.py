"""Every rule is whole: titles, bases, its documents, its cases, its page, its place in a scheme."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from tests.rules.cases import FOLDER, cases_of

from mingcha import schemes
from mingcha.core.errors import UsageError
from mingcha.core.rule import Method, Rule, Subject
from mingcha.core.scheme import check_validity, parse_scheme
from mingcha.rules import by_id, catalogue
from mingcha.rules.pages import CHINESE, ENGLISH, FAMILIES, sections
from tools import rule_docs

# Contract, section 5: the rules of the notice ...
NOTICE = {
    "availability": "unreachable_site dead_link",
    "update": "stale_home_page stale_column empty_column",
    "identity": "foreign_domain missing_badge missing_site_code missing_icp_number missing_police_filing "
    "missing_sponsor wrong_site_code missing_page_tags",
    "disclosure": "late_annual_report missing_mirror late_feedback",
    "interaction": "missing_error_entry late_error_reply",
    "structure": "surplus_site",
    "content": "expired_item own_video_news",
}
# ... and those of the two editions of the indicators.
EDITIONS = {
    "availability": "dead_attachment dead_exit slow_home_page",
    "update": "undated_item backdated_burst",
    "identity": "irregular_domain missing_contact wrong_icp_number wrong_police_filing wrong_badge "
    "wrong_page_tags wrong_site_name",
    "disclosure": "annual_report_arithmetic late_work_report missing_section uncovered_openness "
    "missing_explanation unlinked_explanation late_explanation lapsed_disclosure",
    "interaction": "stale_error_entry late_reply unpublished_replies missing_consultation",
    "service": "incomplete_guide missing_form stale_service_statistics missing_search",
    "content": "advertisement",
    "structure": "overdue_merger self_shutdown unregistered_site",
    "account": "stale_account zombie_account",
}
# Contract, section 5: rules of units, and rules that only suspect (method S). Others: machine, of sites.
OF_UNITS = {"late_annual_report", "missing_mirror", "late_feedback", "late_error_reply", "surplus_site"}
OF_UNITS |= {"uncovered_openness", "late_reply", "stale_account", "zombie_account"}
SUSPECTING = {"backdated_burst", "unregistered_site", "advertisement", "uncovered_openness"}
SUSPECTING |= {"missing_explanation", "missing_consultation", "incomplete_guide", "missing_search"}
SUSPECTING |= {"zombie_account"}
OF_UNITS |= {"annual_report_arithmetic", "missing_explanation", "late_explanation", "lapsed_disclosure"}
# The uniform form of annual reports is of November 2019.
YOUNGER = {"annual_report_arithmetic"}
# The ledger is always at hand, so that no case of these can end so.
NEVER_CANT_TELL = {"late_feedback", "surplus_site", "foreign_domain"}

every_rule = pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)


def test_the_rules_of_the_contract_are_there_in_their_families() -> None:
    for promised in (NOTICE, EDITIONS):
        for family, ids in promised.items():
            assert set(ids.split()) <= {rule.id for rule in catalogue() if rule.family == family}


def test_the_catalogue_is_sorted_and_names_each_rule_once() -> None:
    names = [(rule.family, rule.id) for rule in catalogue()]
    assert names == sorted(names)
    assert len(by_id()) == len(names)


@every_rule
def test_a_rule_is_titled_in_both_languages(rule: Rule) -> None:
    assert any("一" <= character <= "鿿" for character in rule.title.zh)
    assert rule.title.en
    assert rule.title.en.isascii()


@every_rule
def test_a_rule_has_a_basis_that_holds_on_some_day(rule: Rule) -> None:
    assert rule.basis
    for basis in rule.basis:
        assert basis.document
        assert basis.since <= basis.until


@every_rule
def test_a_rule_has_a_basis_on_the_notices_day_unless_its_duty_is_younger(rule: Rule) -> None:
    assert rule.basis_on(date(2018, 4, 18)) or rule.id in YOUNGER


@every_rule
def test_a_rule_says_what_why_how_and_its_limits_in_both_languages(rule: Rule) -> None:
    told = sections(rule.doc)
    assert tuple(told) == (*ENGLISH, *CHINESE)
    assert all(len(text) >= 8 for text in told.values())
    assert rule.doc.splitlines()[0].endswith(".")
    assert rule.family in FAMILIES


@every_rule
def test_a_rule_has_cases_of_each_outcome_that_it_can_have(rule: Rule) -> None:
    cases = cases_of(rule.id)
    outcomes = {case.outcome for case in cases}
    needed = {"failed", "passed", "cant_tell"} - ({"cant_tell"} if rule.id in NEVER_CANT_TELL else set())
    if rule.method is Method.SUSPECT:
        needed.remove("failed")
        assert any(case.expected and all(found.suspect for found in case.expected) for case in cases)
    assert needed <= outcomes
    assert sum(case.outcome == "passed" for case in cases) >= 2, "a plain pass and a look-alike"
    assert (FOLDER / f"{rule.id}.md").read_text(encoding="utf-8").startswith(f"# {rule.id} {rule.title.zh}\n")


@every_rule
def test_a_rule_judges_what_the_contract_says(rule: Rule) -> None:
    assert (rule.subject is Subject.UNIT) == (rule.id in OF_UNITS)
    assert (rule.method is Method.SUSPECT) == (rule.id in SUSPECTING)


@every_rule
def test_a_rules_parameters_all_have_defaults(rule: Rule) -> None:
    assert rule.params() == rule.params_from({})


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(by_id())


def test_the_generated_pages_are_current() -> None:
    assert rule_docs.out_of_date() == [], "run: python -m tools.rule_docs"


def test_the_writer_of_pages_mends_what_is_stale_and_removes_what_is_nobodys(tmp_path: Path) -> None:
    rule_docs.write(tmp_path)
    (tmp_path / "dead_link.md").write_text("old", encoding="utf-8")
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    assert rule_docs.write(tmp_path) == ["dead_link.md", "gone.md"]
    assert rule_docs.out_of_date(tmp_path) == []


def test_the_notices_scheme_names_every_rule_of_the_notice() -> None:
    scheme = schemes.load("linyi-2018", by_id())
    assert set(" ".join(NOTICE.values()).split()) <= set(scheme.rules)


def test_the_notices_scheme_takes_nothing_for_advice_and_vetoes_as_the_census_form_did() -> None:
    rules = schemes.load("linyi-2018", by_id()).rules
    vetoes = {name for name, terms in rules.items() if terms.veto}
    assert vetoes == {"unreachable_site", "stale_home_page", "late_reply", "self_shutdown"}
    assert rules["late_reply"].veto_kinds == ("veto",)
    assert rules["expired_item"].points == rules["own_video_news"].points == 0


def test_points_of_our_own_are_never_marked_as_the_state_councils() -> None:
    rules = schemes.load("linyi-2018", by_id()).rules
    assert {terms.certainty for terms in rules.values() if terms.points} == {"L"}


def test_a_scheme_is_sealed_by_its_file() -> None:
    first, again = schemes.load("linyi-2018", by_id()), schemes.load("linyi-2018", by_id())
    assert first.sha256 == again.sha256
    assert len(first.sha256) == 64


@pytest.mark.parametrize(
    ("day", "scheme"),
    [
        ("2015-03-24", "census-2015"),
        ("2017-12-31", "census-2015"),
        ("2018-01-01", "linyi-2018"),
        ("2018-04-18", "linyi-2018"),
        ("2019-03-31", "linyi-2018"),
        ("2019-04-01", "national-2019"),
        ("2026-11-25", "national-2019"),
    ],
)
def test_every_day_since_the_census_has_its_scheme(day: str, scheme: str) -> None:
    assert schemes.in_force(date.fromisoformat(day), by_id()).id == scheme


def test_a_day_without_a_scheme_is_refused_and_told_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"2015-03-23 没有生效的考核方案.*最早.*2015-03-24"):
        schemes.in_force(date(2015, 3, 23), by_id())


def test_an_unknown_scheme_is_refused_and_told_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"没有考核方案 linyi-2017；现有：.*linyi-2018"):
        schemes.load("linyi-2017", by_id())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rules": {"stale_colum": {}}}, "规则 stale_colum 不存在"),
        ({"rules": {"dead_link": {"point": 1}}}, "不认识的项 point"),
        ({"rules": {"dead_link": {"params": {"days": 1}}}}, "没有参数 days"),
        ({"rules": {"dead_link": {"points": -1}}}, "不能为负数"),
        ({"rules": {"dead_link": {"certainty": "sure"}}}, "certainty 应为"),
        ({"rules": {"stale_column": {"params": {"ages": {"new": "1 year"}}}}}, "没有“new”这类栏目"),
        ({"rules": {"stale_column": {"params": {"ages": {"news": "a year"}}}}}, "期限 'a year' 无法识别"),
        ({"untill": date(2019, 1, 1)}, "不认识的项 untill"),
        ({"until": date(2017, 12, 31)}, "早于 since"),
        ({"since": "2018"}, "since 应为日期"),
    ],
)
def test_a_scheme_with_a_slip_is_refused_with_the_place_and_the_value(
    change: dict[str, object], complaint: str
) -> None:
    raw = files(schemes).joinpath("linyi-2018.toml").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        parse_scheme(tomllib.loads(raw) | change, by_id())


def test_a_scheme_without_a_required_key_is_refused() -> None:
    with pytest.raises(UsageError, match="缺少 rules、since"):
        parse_scheme({"id": "x", "title": "x"}, by_id())


def test_two_schemes_of_one_family_may_follow_but_not_overlap() -> None:
    def scheme(name: str, since: date, until: date, family: str = "linyi") -> object:
        told = {"id": name, "title": name, "since": since, "until": until, "family": family, "rules": {}}
        return parse_scheme(told, by_id())

    first = scheme("a", date(2018, 1, 1), date(2018, 12, 31))
    check_validity([first, scheme("b", date(2019, 1, 1), date(2019, 12, 31))])
    check_validity([first, scheme("c", date(2018, 6, 1), date(2019, 12, 31), "other")])
    with pytest.raises(UsageError, match="a 与 d 在 2018-12-31 同时有效"):
        check_validity([first, scheme("d", date(2018, 12, 31), date(2019, 12, 31))])
