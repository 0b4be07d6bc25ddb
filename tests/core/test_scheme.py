"""A scheme is refused where its pieces do not fit; a used one stays readable without its rules."""

from datetime import date
from typing import Any

import pytest

from mingcha.core.errors import UsageError
from mingcha.core.scheme import UNCERTAIN, parse_scheme

WHOLE: dict[str, Any] = {
    "id": "x",
    "title": "方案",
    "since": date(2018, 1, 1),
    "full_marks": 100,
    "rules": {},
    "parts": {"a": {"title": "甲", "points": 60}, "b": {"title": "乙", "points": 40}},
    "indicators": {
        "A1": {"title": "一", "points": 35, "part": "a"},
        "A2": {"title": "二", "points": 25, "part": "a"},
    },
    "rows": {"other": {"title": "其他", "open": True, "cap": 10}},
}


def test_a_whole_scheme_is_taken_and_what_is_not_said_is_uncertain() -> None:
    scheme = parse_scheme(WHOLE, {})
    assert scheme.part_of("A1") == "a"
    assert {
        scheme.rows["other"].certainty,
        scheme.parts["a"].certainty,
        scheme.pass_line_certainty,
    } <= UNCERTAIN


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"parts": {"a": {"title": "甲", "points": 60}}}, "各部分合计 60 分，应为满分 100 分"),
        (
            {"indicators": {"A1": {"title": "一", "points": 35, "part": "a"}}},
            "部分 a 的指标合计 35 分，应为该部分的 60 分",
        ),
        ({"indicators": {"A1": {"title": "一", "points": 35, "part": "c"}}}, "没有部分 c"),
        ({"rows": {"other": {"title": "其他", "indicator": "Z9"}}}, "没有指标 Z9"),
        ({"rows": {"other": {}}}, "缺少 title"),
        ({"scope": "some"}, "scope 应为 all portal 之一，现为 some"),
        ({"unexamined": "c"}, "没有部分 c"),
        ({"pass_line_certainty": "sure"}, "pass_line_certainty 应为"),
        ({"vetoes": [{"id": "v", "title": "否决", "at_least": 5}]}, "vetoes v 缺少 counts"),
        (
            {"vetoes": [{"id": "v", "title": "否决", "at_least": 5, "counts": [{"rule": "stale_column"}]}]},
            "规则 stale_column 不存在于该方案",
        ),
        ({"same_fault": [{"rules": ["other"], "by": "day"}]}, "by 应为 page host target 之一，现为 day"),
        ({"same_fault": [{"rules": ["none"]}]}, "规则 none 不存在于该方案"),
    ],
)
def test_pieces_that_do_not_fit_are_refused_with_place_and_value(
    change: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        parse_scheme(WHOLE | change, {})


def test_a_used_scheme_is_read_without_asking_which_rules_there_are() -> None:
    used = WHOLE | {"rules": {"gone_rule": {"points": 2, "params": {"old": 1}}}}
    scheme = parse_scheme(used, None)
    assert scheme.rules["gone_rule"].points == 2
    with pytest.raises(UsageError, match="规则 gone_rule 不存在"):
        parse_scheme(used, {})
