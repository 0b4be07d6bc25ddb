"""The sheet of a score: the sum as a person checks it, every line with its reason, what is ours marked."""

from dataclasses import replace
from datetime import date

import pytest

from mingcha.core.clock import end_of_day
from mingcha.core.scheme import Bonus, Indicator, Part, Repeat, Row, RuleTerms, SameFault, Scheme
from mingcha.core.scoring import Circumstances, Score, fault_key, score
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.core.vetoes import Told
from mingcha.reports.score_sheet import ScoreSheet, of_units, score_text, sheet_json, sheet_text, sum_text

SCHEME = Scheme(
    "s",
    "方案",
    date(2018, 1, 1),
    date(2018, 12, 31),
    100.0,
    {
        "x": RuleTerms(3, 5),
        "y": RuleTerms(50, certainty="V", indicator="D1"),
        "z": RuleTerms(4),
        "v": RuleTerms(veto=True, certainty="V2"),
    },
    sha256="ab" * 32,
    unexamined="service",
    parts={"main": Part("发布", 75), "service": Part("服务", 25)},
    indicators={"D1": Indicator("动态", 75, "main")},
    rows={"good": Row("好做法", bonus=True, open=True)},
    same_fault=(SameFault(("x", "z")),),
    bonus=Bonus(80, 30),
    repeat=Repeat(90, 2),
)


def fault(n: int, **more: object) -> Finding:
    return replace(Finding(f"http://a/{n}", Text(f"第{n}处", "wrong")), **more)  # type: ignore[arg-type]


def failed(rule: str, *findings: Finding) -> tuple[str | None, Verdict]:
    return "h", Verdict(rule, Outcome.FAILED, findings)


def made(*rows: tuple[str | None, Verdict], known: Circumstances | None = None) -> Score:
    return score("市水利局", rows, SCHEME, known)


SERVICE_LEFT_OUT = Circumstances(unexamined=frozenset(("service",)))
GOOD = (None, Verdict("good", Outcome.FAILED, (fault(9, points=5.0),)))


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (made(failed("v", fault(1))), "100 = 100"),
        (made(failed("x", fault(1), fault(2))), "100 - 3 - 2 = 95"),
        (made(failed("x", fault(1)), known=SERVICE_LEFT_OUT), "(75 - 3) × 100/75 = 96"),
        (made(failed("x", fault(1)), GOOD), "100 - 3 + 5 = 102"),
        (made(failed("y", fault(1), fault(2))), "100 - 50 - 25 = 25"),
    ],
)
def test_the_sum_is_spelled_out(result: Score, told: str) -> None:
    assert sum_text(result, SCHEME) == told


def test_a_sum_below_zero_says_that_it_ends_at_zero() -> None:
    scheme = replace(SCHEME, rules={"x": RuleTerms(60)}, indicators={}, parts={}, unexamined="")
    result = score("甲", [failed("x", fault(1), fault(2))], scheme)
    assert sum_text(result, scheme) == "100 - 60 - 60 → 0 = 0"


def test_each_line_says_rule_points_place_basis_and_evidence_and_marks_what_is_ours() -> None:
    told_by = {"x": Told("栏目更新不及时", "国办发〔2015〕15号"), "y": Told("首页不更新", "依据乙")}
    known = Circumstances(told=told_by)
    result = made(
        failed("x", fault(1, evidence="sha256:ab", column="通知", target="http://b/")),
        failed("y", fault(2)),
        known=known,
    )
    told = score_text(result, SCHEME)
    assert told[1:4] == [
        "  -3*  栏目更新不及时（x）",
        "       第1处  http://a/1 → http://b/  栏目：通知",
        "       依据：国办发〔2015〕15号  sha256:ab",
    ]
    assert told[4] == "  -50  首页不更新（y）"


def test_other_points_than_the_schemes_are_explained() -> None:
    earlier = Circumstances(earlier=frozenset((fault_key("x", "", "h", fault(1)),)))
    result = made(failed("x", fault(1), fault(2)), failed("z", fault(2)), known=earlier)
    told = [line for line in score_text(result, SCHEME) if line.startswith("  -")]
    assert told == [
        "  -5*  x（x）  [90天内重复出现，3 × 2；封顶：本项最多5分，应为 6 分]",
        "  -0*  x（x）  [封顶：本项最多5分，应为 3 分]",
        "  -0*  z（z）  [同一问题已按 x 扣分，不重复扣分]",
    ]


def test_a_veto_is_named_and_how_much_was_checked_is_said() -> None:
    unread = ("h", Verdict("x", Outcome.CANT_TELL, reason="未能取得"))
    told = score_text(made(failed("v", fault(1)), unread), SCHEME)
    assert told[0] == "市水利局  100 分  不合格"
    assert told[1] == "  单项否决：v（h），1 处：http://a/1"
    assert told[-1] == "  已核查 1/2 项（50%）；1 项未能核查，不扣分"


def test_a_unit_that_the_scheme_does_not_score_has_no_points() -> None:
    result = score("甲", [failed("x", fault(1))], replace(SCHEME, scope="portal"))
    assert score_text(result, SCHEME)[0] == "甲  不计分  合格"


def test_a_sheet_holds_the_schemes_seal_and_both_instants() -> None:
    at = end_of_day(date(2018, 4, 18))
    scores = (made(failed("x", fault(1))), score("甲", [], SCHEME))
    sheet = ScoreSheet("2018Q1", 3, at, at, SCHEME, scores)
    told = sheet_json(sheet)
    assert told["scheme"]["sha256"] == "ab" * 32
    assert (told["as_of"], told["known"]) == ("2018-04-18T23:59:59+08:00",) * 2
    assert told["scores"][0]["lines"][0]["points"] == 3
    assert sheet_text(sheet).count("\n\n") == 2
    assert of_units(scores, ["甲"]) == scores[1:]
    assert of_units(scores, []) == scores
