"""Points: the sum is the lines, caps hold, and what could not be checked costs nothing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mingcha.core.scheme import RuleTerms, Scheme
from mingcha.core.scoring import score
from mingcha.core.verdict import Finding, Outcome, Text, Verdict


def scheme(**rules: RuleTerms) -> Scheme:
    return Scheme("s", "方案", date(2018, 1, 1), date(2018, 12, 31), 100.0, rules)


def failed(rule: str, faults: int = 1, suspects: int = 0) -> Verdict:
    made = [
        Finding(f"http://a/{n}", Text("错", "wrong"), suspect=n >= faults) for n in range(faults + suspects)
    ]
    return Verdict(rule, Outcome.FAILED, tuple(made))


def test_each_fault_costs_its_points_and_has_its_line() -> None:
    result = score("甲", [("h", failed("empty_column", 2))], scheme(empty_column=RuleTerms(3, 15)))
    assert result.total == 94
    assert [(line.rule, line.host, line.points, line.capped) for line in result.lines] == [
        ("empty_column", "h", 3, False),
        ("empty_column", "h", 3, False),
    ]


def test_the_cap_holds_over_all_sites_of_the_unit_and_the_lines_say_so() -> None:
    rows = [("h1", failed("empty_column", 2)), ("h2", failed("empty_column", 2))]
    result = score("甲", rows, scheme(empty_column=RuleTerms(3, 7)))
    assert [(line.points, line.capped) for line in result.lines] == [
        (3, False),
        (3, False),
        (1, True),
        (0, True),
    ]
    assert result.total == 93


def test_ten_tenths_are_one_point() -> None:
    result = score("甲", [("h", failed("dead_link", 10))], scheme(dead_link=RuleTerms(0.1, 5)))
    assert result.total == 99


def test_nothing_is_taken_below_zero() -> None:
    assert score("甲", [("h", failed("x", 60))], scheme(x=RuleTerms(2))).total == 0


def test_suspects_unknowns_and_rules_outside_the_scheme_cost_nothing() -> None:
    rows: list[tuple[str | None, Verdict]] = [
        ("h", failed("x", 1, suspects=5)),
        ("h", Verdict("x", Outcome.CANT_TELL, (), "首页未能取得")),
        ("h", Verdict("x", Outcome.INAPPLICABLE)),
        (None, failed("on_trial", 3)),
        ("h", Verdict("y", Outcome.PASSED)),
    ]
    result = score("甲", rows, scheme(x=RuleTerms(5), y=RuleTerms(5)))
    assert result.total == 95
    assert (result.checked, result.asked) == (2, 3)
    assert [line.rule for line in result.lines] == ["x"]


def test_proved_faults_of_a_verdict_that_gave_up_still_count() -> None:
    proved = Verdict("x", Outcome.FAILED, (Finding("http://a/", Text("错", "wrong")),), "有栏目没有读到")
    assert score("甲", [("h", proved)], scheme(x=RuleTerms(5))).total == 95


def test_a_veto_is_named_once_and_costs_no_points_of_its_own() -> None:
    rows = [("h1", failed("unreachable_site")), ("h2", failed("unreachable_site"))]
    result = score("甲", rows, scheme(unreachable_site=RuleTerms(veto=True)))
    assert result.vetoes == ("unreachable_site",)
    assert result.total == 100


@given(
    st.lists(st.tuples(st.sampled_from("xy"), st.integers(1, 9)), max_size=8),
    st.integers(0, 50).map(lambda tenths: tenths / 10),
    st.integers(0, 30),
)
def test_the_total_is_full_marks_less_the_lines_and_no_rule_passes_its_cap(
    rows: list[tuple[str, int]], points: float, cap: int
) -> None:
    terms = {"x": RuleTerms(points, cap), "y": RuleTerms(points)}
    result = score("甲", [("h", failed(rule, faults)) for rule, faults in rows], scheme(**terms))
    taken = sum(line.points for line in result.lines)
    assert result.total == max(0, round(100 - taken, 2))
    assert sum(line.points for line in result.lines if line.rule == "x") <= cap + 1e-9
