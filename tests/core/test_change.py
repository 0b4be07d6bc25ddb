"""Who rises and who falls: by grade first, then by points; and which rules made the difference."""

from mingcha.core.change import changes
from mingcha.core.scoring import Grade, Score, ScoreLine
from mingcha.core.verdict import Finding, Text


def line(rule: str, points: float, bonus: bool = False) -> ScoreLine:
    return ScoreLine(
        rule, "h", Finding("http://a/", Text("错", "wrong")), points, title=f"《{rule}》", bonus=bonus
    )


def made(unit: str, total: float, *lines: ScoreLine, grade: Grade = Grade.QUALIFIED, veto: str = "") -> Score:
    vetoes = (veto,) if veto else ()
    return Score(unit, "s", total, lines, vetoes, 1, 1, grade=grade)


def test_a_unit_that_stands_as_it_stood_is_no_change() -> None:
    assert changes([made("甲", 90, line("x", 10))], [made("甲", 90, line("y", 10))]) == ()


def test_more_points_rise_and_fewer_fall_those_that_lose_most_first() -> None:
    before = [made("甲", 90), made("乙", 90), made("丙", 90), made("丁", 90)]
    after = [made("甲", 95), made("乙", 80), made("丙", 85), made("丁", 90)]
    assert [(one.unit, one.rises, one.difference) for one in changes(before, after)] == [
        ("乙", False, -10),
        ("丙", False, -5),
        ("甲", True, 5),
    ]


def test_a_better_grade_rises_whatever_the_points() -> None:
    before = [made("甲", 70, grade=Grade.UNQUALIFIED, veto="v")]
    (one,) = changes(before, [made("甲", 65)])
    assert (one.rises, one.vetoes_gone, one.vetoes_new) == (True, ("v",), ())
    (other,) = changes([made("甲", 65)], before)
    assert (other.rises, other.vetoes_new) == (False, ("v",))


def test_causes_are_told_by_rule_with_their_sign_and_add_up() -> None:
    before = made("甲", 94, line("x", 3), line("x", 3), line("same", 1))
    after = made("甲", 98, line("x", 1), line("y", 2), line("good", 1, bonus=True), line("same", 1))
    (one,) = changes([before], [after])
    told = {why.rule: (why.before, why.after, why.faults_before, why.faults_after) for why in one.causes}
    assert told == {"x": (-6, -1, 2, 1), "y": (0, -2, 0, 1), "good": (0, 1, 0, 1)}
    assert sum(cause.after - cause.before for cause in one.causes) == one.difference
    assert one.causes[0].title == "《y》"


def test_a_unit_that_only_one_side_knows_is_left_out() -> None:
    assert changes([made("甲", 90)], [made("乙", 80)]) == ()
