"""What a scheme can say, term by term: kinds, indicators, vetoes, bonus, the 4/3 rule, one price a fault."""

from dataclasses import replace
from datetime import date

import pytest

from mingcha.core.scheme import (
    Bonus,
    Counted,
    Indicator,
    KindTerms,
    Part,
    Repeat,
    Row,
    RuleTerms,
    SameFault,
    Scheme,
    Veto,
)
from mingcha.core.scoring import Circumstances, Grade, Score, Why, fault_key, score
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.core.vetoes import Told

Rows = list[tuple[str | None, Verdict]]
PLAIN = Scheme("s", "方案", date(2018, 1, 1), date(2018, 12, 31), 100.0, {})


def scheme(rules: dict[str, RuleTerms], **more: object) -> Scheme:
    return replace(PLAIN, rules=rules, **more)  # type: ignore[arg-type]


def fault(n: int = 0, kind: str | None = None, **more: object) -> Finding:
    return replace(Finding(f"http://a/{n}", Text("错", "wrong"), kind=kind), **more)  # type: ignore[arg-type]


def failed(rule: str, *findings: Finding) -> Verdict:
    return Verdict(rule, Outcome.FAILED, findings or (fault(),))


def passed(*rules: str, host: str | None = "h") -> Rows:
    return [(host, Verdict(rule, Outcome.PASSED)) for rule in rules]


def points(result: Score) -> list[float]:
    return [line.points for line in result.lines]


# ---- points by kind


def test_a_kind_with_terms_of_its_own_costs_these_and_the_others_the_rules() -> None:
    terms = RuleTerms(0.1, 5, kinds={"home": KindTerms(1, certainty="M")})
    result = score(
        "甲",
        [("h", failed("dead_link", fault(1, "home"), fault(2), fault(3, "deep")))],
        scheme({"dead_link": terms}),
    )
    assert points(result) == [1, 0.1, 0.1]
    assert [line.certainty for line in result.lines] == ["M", "L", "L"]
    assert result.total == 98.8


def test_the_rules_cap_holds_over_all_kinds_and_a_kinds_cap_over_its_own() -> None:
    terms = RuleTerms(1, 5, kinds={"home": KindTerms(2, 3)})
    rows: Rows = [("h", failed("x", *(fault(n, "home") for n in range(3)), *(fault(n) for n in range(3, 7))))]
    result = score("甲", rows, scheme({"x": terms}))
    assert points(result) == [2, 1, 0, 1, 1, 0, 0]
    assert result.total == 95
    assert {line.note for line in result.lines if line.capped} == {"本项最多3分", "本项最多5分"}


# ---- indicators and parts

PARTS = {
    "parts": {"update": Part("更新", 75), "service": Part("服务", 25)},
    "indicators": {
        "D1": Indicator("动态", 5, "update"),
        "D2": Indicator("其他", 70, "update"),
        "D3": Indicator("服务", 25, "service"),
    },
    "unexamined": "service",
}


def test_rules_of_one_indicator_take_together_no_more_than_its_points() -> None:
    rules = {"x": RuleTerms(3, indicator="D1"), "y": RuleTerms(4, indicator="D1")}
    result = score("甲", [("h", failed("x")), ("h", failed("y"))], scheme(rules, **PARTS))
    assert points(result) == [3, 2]
    assert result.lines[1].why is Why.CAP
    assert result.lines[1].note == "指标“动态”最多5分"
    assert result.lines[1].worth == 4


def test_kinds_of_one_rule_may_count_for_different_indicators() -> None:
    kinds = {"news": KindTerms(9, indicator="D1"), "policy": KindTerms(9, indicator="D2")}
    rows: Rows = [("h", failed("x", fault(1, "news"), fault(2, "policy")))]
    assert points(score("甲", rows, scheme({"x": RuleTerms(kinds=kinds)}, **PARTS))) == [5, 9]


def test_a_part_that_is_not_examined_is_left_out_and_the_rest_counts_four_thirds() -> None:
    rules = {"x": RuleTerms(6, indicator="D2"), "y": RuleTerms(20, indicator="D3")}
    rows: Rows = [("h", failed("x")), ("h", failed("y"))]
    known = Circumstances(unexamined=frozenset(("service",)))
    result = score("甲", rows, scheme(rules, **PARTS), known)
    assert points(result) == [6, 0]
    assert result.lines[1].why is Why.NOT_EXAMINED
    assert result.factor == pytest.approx(4 / 3)
    assert result.total == 92  # (75 - 6) × 4/3
    assert score("甲", rows, scheme(rules, **PARTS)).total == 74


def test_full_marks_stay_full_marks_under_the_four_thirds_rule() -> None:
    known = Circumstances(unexamined=frozenset(("service",)))
    assert score("甲", passed("x"), scheme({"x": RuleTerms(1)}, **PARTS), known).total == 100


# ---- vetoes

COLUMNS = (
    Veto("frequent", "常更栏目", 5, (Counted("stale", ("news", "notice", "policy")),), 4),
    Veto("stale", "应更新栏目", 10, (Counted("stale"), Counted("empty", but=("structural",))), 8),
    Veto("empty", "空白栏目", 5, (Counted("empty", but=("structural",)),), 2),
)


def columns(stale: int = 0, news: int = 0, empty: int = 0, structural: int = 0, host: str = "h") -> Rows:
    found = [fault(n, "other") for n in range(stale)] + [fault(100 + n, "news") for n in range(news)]
    blank = [fault(200 + n) for n in range(empty)] + [fault(300 + n, "structural") for n in range(structural)]
    rows: Rows = []
    for rule, findings in (("stale", found), ("empty", blank)):
        outcome = Outcome.FAILED if findings else Outcome.PASSED
        rows.append((host, Verdict(rule, outcome, tuple(findings))))
    return rows


def judged(rows: Rows) -> Score:
    return score("甲", rows, scheme({"stale": RuleTerms(), "empty": RuleTerms()}, vetoes=COLUMNS))


@pytest.mark.parametrize(
    ("rows", "vetoes", "warnings"),
    [
        (columns(news=3), (), ()),
        (columns(news=4), (), ("frequent",)),
        (columns(news=5), ("frequent",), ()),
        (columns(stale=9), (), ("stale",)),
        (columns(stale=7, empty=1), (), ("stale",)),
        (columns(stale=10), ("stale",), ()),
        (columns(stale=7, empty=3), ("stale",), ("empty",)),
        (columns(empty=1), (), ()),
        (columns(empty=4), (), ("empty",)),
        (columns(empty=5), ("empty",), ()),
        (columns(structural=5), (), ()),
        (columns(stale=9, structural=5), (), ("stale",)),
        (columns(stale=5, news=5, empty=5), ("frequent", "stale", "empty"), ()),
    ],
)
def test_columns_veto_from_five_frequent_ten_in_all_five_blank(
    rows: Rows, vetoes: tuple[str, ...], warnings: tuple[str, ...]
) -> None:
    result = judged(rows)
    assert result.vetoes == vetoes
    assert tuple(line.id for line in result.warnings) == warnings
    assert result.grade is (Grade.UNQUALIFIED if vetoes else Grade.QUALIFIED)


def test_columns_of_two_sites_are_not_added_up() -> None:
    assert judged(columns(empty=4) + columns(empty=4, host="g")).vetoes == ()


def test_what_a_person_settled_and_what_is_only_suspected_veto_nothing() -> None:
    rows: Rows = [
        (
            "h",
            failed("empty", *(fault(n) for n in range(4)), fault(4, settled="误报"), fault(5, suspect=True)),
        )
    ]
    assert judged(rows).vetoes == ()


def test_a_veto_says_where_and_over_how_many() -> None:
    (line,) = judged(columns(empty=6)).veto_lines
    assert (line.title, line.host, line.count, len(line.places)) == ("空白栏目", "h", 6, 6)


def test_a_rules_veto_may_be_of_some_kinds_only_and_is_named_by_the_rules_title() -> None:
    terms = {"late_reply": RuleTerms(1, veto=True, veto_kinds=("veto",))}
    known = Circumstances(told={"late_reply": Told("咨询逾期未答复", "国办发〔2015〕15号")})
    late = score("甲", [("h", failed("late_reply", fault(1, "late")))], scheme(terms), known)
    assert (late.vetoes, late.total, late.grade) == ((), 99, Grade.QUALIFIED)
    over = score("甲", [("h", failed("late_reply", fault(1, "veto")))], scheme(terms), known)
    assert (over.vetoes, over.grade) == (("late_reply",), Grade.UNQUALIFIED)
    assert over.veto_lines[0].title == "咨询逾期未答复"
    assert late.lines[0].basis == "国办发〔2015〕15号"


# ---- the pass line and the bonus


@pytest.mark.parametrize(
    ("taken", "grade"), [(39, Grade.QUALIFIED), (40, Grade.QUALIFIED), (40.5, Grade.UNQUALIFIED)]
)
def test_sixty_passes_and_less_does_not(taken: float, grade: Grade) -> None:
    assert score("甲", [("h", failed("x"))], scheme({"x": RuleTerms(taken)})).grade is grade


def bonus_of(taken: float, *given: float, veto: bool = False, unread: int = 0) -> Score:
    rules = {"x": RuleTerms(taken), "v": RuleTerms(veto=True)}
    rows: Rows = [("h", failed("x")), *passed("y")]
    rows += [("h", failed("v"))] if veto else []
    rows += [("h", Verdict("v", Outcome.CANT_TELL, reason="未能取得"))] * unread
    rows += [(None, failed("good", *(fault(n, points=value) for n, value in enumerate(given))))]
    good = Row("好做法", bonus=True, open=True, cap=50)
    return score("甲", rows, scheme(rules, rows={"good": good}, bonus=Bonus(80, 30)))


@pytest.mark.parametrize(("taken", "total"), [(19.5, 85.5), (20, 80), (21, 79)])
def test_a_bonus_is_given_only_above_eighty(taken: float, total: float) -> None:
    result = bonus_of(taken, 5)
    assert result.total == total
    assert result.base == 100 - taken
    if total <= 80:
        assert result.lines[-1].why is Why.NO_BONUS


def test_a_bonus_has_its_cap_and_may_pass_the_full_marks() -> None:
    result = bonus_of(0, 20, 20)
    assert points(result)[1:] == [20, 10]
    assert result.total == 130
    assert result.lines[-1].note == "加分最多30分"


def test_beside_a_veto_there_is_no_bonus() -> None:
    assert bonus_of(0, 5, veto=True).total == 100


def test_a_scheme_without_a_bonus_gives_none() -> None:
    rows: Rows = [*passed("x"), (None, failed("good", fault(points=5.0)))]
    good = Row("好做法", bonus=True, open=True)
    result = score("甲", rows, scheme({"x": RuleTerms()}, rows={"good": good}))
    assert (result.total, result.lines[0].note) == (100, "方案不设加分")


# ---- what could not be checked


def test_lacking_data_gives_no_grade_and_no_bonus_and_costs_nothing() -> None:
    assert bonus_of(0, 5, unread=1).total == 105
    little = bonus_of(0, 5, unread=2)
    assert (little.total, little.grade, little.checked, little.asked) == (100, Grade.NOT_GRADED, 1, 3)
    assert little.lines[-1].note == "核查不足，不加分"


def test_what_was_proved_fails_a_unit_however_little_was_checked() -> None:
    unread: Rows = [("h", Verdict("x", Outcome.CANT_TELL, reason="未能取得"))] * 9
    rules = {"x": RuleTerms(50), "v": RuleTerms(veto=True)}
    assert score("甲", [*unread, ("h", failed("x"))], scheme(rules)).grade is Grade.UNQUALIFIED
    assert score("甲", [*unread, ("h", failed("v"))], scheme(rules)).grade is Grade.UNQUALIFIED


def test_a_unit_of_which_nothing_was_asked_is_not_graded() -> None:
    assert score("甲", [], scheme({})).grade is Grade.NOT_GRADED


def test_missing_data_never_raises_a_score_above_what_is_proved() -> None:
    """Whatever could not be told, the points are those of the faults that are there."""
    rows: Rows = [("h", failed("x", fault(1), fault(2))), *passed("y")]
    terms = scheme({"x": RuleTerms(5), "y": RuleTerms(5)})
    more: Rows = [
        ("g", Verdict("y", Outcome.CANT_TELL, reason="未能取得")),
        ("g", Verdict("x", Outcome.INAPPLICABLE)),
    ]
    with_more, without = score("甲", [*rows, *more], terms), score("甲", rows, terms)
    assert (with_more.total, with_more.checked) == (without.total, without.checked)
    assert (with_more.asked, without.asked) == (3, 2)


# ---- scope


def test_only_portals_are_scored_but_vetoes_hold_for_every_site() -> None:
    rules = {"x": RuleTerms(5), "v": RuleTerms(veto=True)}
    rows: Rows = [("p", failed("x", fault(1))), ("d", failed("x", fault(2))), ("d", failed("v"))]
    result = score("甲", rows, scheme(rules, scope="portal"), Circumstances(portals=frozenset("p")))
    assert points(result) == [5, 0, 0]
    assert result.lines[1].why is Why.OUT_OF_SCOPE
    assert (result.total, result.scored, result.vetoes) == (95, True, ("v",))
    other = score("甲", rows, scheme(rules, scope="portal"))
    assert (other.scored, other.total, other.grade) == (False, 100, Grade.UNQUALIFIED)


# ---- one fault, one price


def same(by: str) -> Scheme:
    rules = {"first": RuleTerms(2), "second": RuleTerms(5), "free": RuleTerms(0)}
    return scheme(rules, same_fault=(SameFault(("free", "first", "second"), by),))


@pytest.mark.parametrize(
    ("by", "one", "other", "costs"),
    [
        ("page", fault(1), fault(1), [0, 2]),
        ("page", fault(1), fault(1, url="http://a/1#top"), [0, 2]),
        ("page", fault(1), fault(2), [5, 2]),
        ("host", fault(1), fault(2), [0, 2]),
        ("target", fault(1, target="http://b/"), fault(2, target="http://b/"), [0, 2]),
        ("target", fault(1, target="http://b/"), fault(1, target="http://c/"), [5, 2]),
        ("target", fault(1), fault(1), [5, 2]),
    ],
)
def test_a_fault_that_two_rules_see_costs_once(
    by: str, one: Finding, other: Finding, costs: list[float]
) -> None:
    result = score("甲", [("h", failed("second", one)), ("h", failed("first", other))], same(by))
    assert points(result) == costs
    if costs[0] == 0:
        assert (result.lines[0].why, result.lines[0].note) == (Why.SAME_FAULT, "first")


def test_faults_of_two_sites_are_two_faults() -> None:
    assert points(score("甲", [("h", failed("second")), ("g", failed("first"))], same("host"))) == [5, 2]


def test_a_rule_that_costs_nothing_does_not_take_a_fault_from_one_that_does() -> None:
    rows: Rows = [("h", failed("free")), ("h", failed("second"))]
    result = score("甲", rows, same("page"))
    assert points(result) == [0, 5]
    assert result.lines[0].why is None


def test_what_machine_and_person_both_found_costs_once() -> None:
    rows: Rows = [("h", failed("x", fault(1))), ("h", failed("x", fault(1, evidence="sha256:ab")))]
    result = score("甲", rows, scheme({"x": RuleTerms(5)}))
    assert points(result) == [5, 0]
    assert result.lines[1].why is Why.SAME_FAULT


# ---- repetition


def test_a_fault_that_was_counted_before_weighs_more_and_says_so() -> None:
    earlier = frozenset((fault_key("x", "甲", "h", fault(1)),))
    rows: Rows = [("h", failed("x", fault(1, message=Text("别的话", "other words")), fault(2)))]
    result = score(
        "甲", rows, scheme({"x": RuleTerms(3)}, repeat=Repeat(90, 2)), Circumstances(earlier=earlier)
    )
    assert [(line.points, line.repeated, line.worth) for line in result.lines] == [
        (6, True, 3),
        (3, False, 3),
    ]
    assert result.lines[0].why is Why.REPEATED


def test_a_repeated_fault_of_a_scheme_that_does_not_weigh_it_is_only_marked() -> None:
    earlier = frozenset((fault_key("x", "甲", "h", fault(1)),))
    result = score(
        "甲", [("h", failed("x", fault(1)))], scheme({"x": RuleTerms(3)}), Circumstances(earlier=earlier)
    )
    assert [(line.points, line.repeated, line.why) for line in result.lines] == [(3, True, None)]


def test_the_cap_holds_for_repeated_faults_too() -> None:
    earlier = frozenset((fault_key("x", "甲", "h", fault(1)),))
    terms = scheme({"x": RuleTerms(3, 4)}, repeat=Repeat(90, 2))
    result = score("甲", [("h", failed("x", fault(1)))], terms, Circumstances(earlier=earlier))
    assert [(line.points, line.capped, line.repeated) for line in result.lines] == [(4, True, True)]


def test_a_bonus_is_never_a_repetition() -> None:
    earlier = frozenset((fault_key("good", "甲", None, fault(0, points=5.0)),))
    good = {"good": Row("好做法", bonus=True, open=True)}
    terms = scheme({"x": RuleTerms()}, rows=good, bonus=Bonus(80, 30), repeat=Repeat(90, 2))
    rows: Rows = [*passed("x"), (None, failed("good", fault(0, points=5.0)))]
    result = score("甲", rows, terms, Circumstances(earlier=earlier))
    assert (result.total, result.lines[0].repeated) == (105, False)


# ---- rows of people


def test_a_row_has_its_own_points_an_open_row_those_of_the_person_and_both_a_cap() -> None:
    rows_of_scheme = {
        "closed": Row("不准确", 2, 3, basis="依据"),
        "open": Row("其他", open=True, cap=10),
        "fatal": Row("泄密", veto=True, certainty="V"),
    }
    rows: Rows = [
        (None, failed("closed", fault(1), fault(2))),
        (None, failed("open", fault(3, points=8.0), fault(4, points=8.0))),
        (None, failed("fatal", fault(5))),
    ]
    result = score("甲", [*passed("x"), *rows], scheme({"x": RuleTerms()}, rows=rows_of_scheme))
    assert points(result) == [2, 1, 8, 2, 0]
    assert (result.lines[0].title, result.lines[0].basis) == ("不准确", "依据")
    assert (result.vetoes, result.veto_lines[0].title) == (("fatal",), "泄密")


def test_an_event_that_is_told_again_is_no_repetition() -> None:
    earlier = frozenset((fault_key("x", "甲", "h", fault(1)),))
    terms = scheme({"x": RuleTerms(3)}, repeat=Repeat(90, 2, events=("x",)))
    result = score("甲", [("h", failed("x", fault(1)))], terms, Circumstances(earlier=earlier))
    assert [(line.points, line.repeated) for line in result.lines] == [(3, False)]
