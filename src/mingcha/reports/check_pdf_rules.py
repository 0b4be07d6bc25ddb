"""Head and imprint on the pages of a .pdf: the mark's height, red rules, rules and page of the imprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingcha.reports import layout
from mingcha.reports.check import Deviation, check_length
from mingcha.reports.check_roles import Role
from mingcha.reports.document import Format
from mingcha.reports.layout import mm_to_pt, pt_to_mm
from mingcha.reports.pdf_marks import Line, Rule

# Where a large character's top and a body character's foot are from the base line, in ems, for Chinese fonts.
_TOP_EM = 0.82
_FOOT_EM = 0.12
# Fonts differ by some hundredths of an em, which is a millimetre in a mark of 60 pt.
_MARK_TOLERANCE_MM = 3.0
_PLACE_TOLERANCE_MM = 2.0


@dataclass(frozen=True, slots=True)
class Located:
    """A paragraph's role and lines."""

    role: Role
    lines: tuple[Line, ...]


def check_head_rules(located: Sequence[Located], rules: Sequence[Rule], kind: Format) -> list[Deviation]:
    """The head by its format."""
    mark = next((one.lines[0] for one in located if one.role is Role.MASTHEAD), None)
    number = next((one.lines[0] for one in located if one.role is Role.NUMBER), None)
    red = [rule for rule in rules if rule.red and rule.page == 1]
    if kind is Format.LETTER:
        return [*_check_mark(mark, layout.LETTER_MARK_FROM_TOP_MM, "上边缘距页上边"), *_check_letter(red)]
    from_top = layout.MARGIN_TOP_MM + layout.MASTHEAD_BELOW_TEXT_TOP_MM
    deviations = _check_mark(mark, from_top, "上边缘距页上边")
    if number is None:
        return deviations
    below = [rule for rule in red if rule.y_pt < number.first.y_pt]
    if not below:
        return [*deviations, Deviation("第1页", "红色分隔线", "发文字号下 4 mm 处有", "无")]
    rule = below[0]
    length_mm = pt_to_mm(rule.length_pt)
    gap_mm = pt_to_mm(number.first.y_pt - _FOOT_EM * number.first.size_pt - rule.y_pt)
    wanted_mm = layout.RED_RULE_BELOW_NUMBER_MM
    return [
        *deviations,
        *check_length("第1页", "红色分隔线长度", layout.TEXT_WIDTH_MM, length_mm, 2, "mm"),
        *check_length("第1页", "红色分隔线距发文字号", wanted_mm, gap_mm, 2, "mm"),
    ]


def _check_mark(mark: Line | None, from_top_mm: float, what: str) -> list[Deviation]:
    if mark is None:
        return []
    first = mark.first
    top_mm = layout.PAGE_HEIGHT_MM - pt_to_mm(first.y_pt + _TOP_EM * first.size_pt)
    return check_length("第1页", f"发文机关标志{what}", from_top_mm, top_mm, _MARK_TOLERANCE_MM, "mm")


def _check_letter(red: Sequence[Rule]) -> list[Deviation]:
    """A double rule under the mark and one near the foot, each of 170 mm; thick and thin face outwards."""
    middle_pt = mm_to_pt(layout.PAGE_HEIGHT_MM / 2)
    deviations = []
    for name, rules, thick_first in (
        ("上", [rule for rule in red if rule.y_pt > middle_pt], True),
        ("下", [rule for rule in red if rule.y_pt < middle_pt], False),
    ):
        what = f"{name}端红色双线"
        if not rules:
            deviations.append(Deviation("第1页", what, "有", "无"))
            continue
        length_mm = pt_to_mm(max(rule.length_pt for rule in rules))
        wanted_mm = layout.LETTER_RULE_LENGTH_MM
        deviations += check_length("第1页", f"{what}长度", wanted_mm, length_mm, 2, "mm")
        if len(rules) == 1:
            deviations.append(Deviation("第1页", what, "双线（一粗一细）", "单线"))
        elif (rules[0].thickness_pt > rules[-1].thickness_pt) is not thick_first:
            wanted = "上粗下细" if thick_first else "上细下粗"
            deviations.append(Deviation("第1页", what, wanted, "上细下粗" if thick_first else "上粗下细"))
        if not thick_first:
            from_foot_mm = pt_to_mm(rules[-1].y_pt)
            place_mm = layout.LETTER_LOWER_RULE_FROM_BOTTOM_MM
            deviations += check_length("第1页", f"{what}距页下边", place_mm, from_foot_mm, 2, "mm")
    return deviations


_PARTS = (Role.COPIES, Role.PRINTED)


def check_imprint_rules(
    located: Sequence[Located], rules: Sequence[Rule], counted: Mapping[int, int]
) -> list[Deviation]:
    """The imprint stands on an even page, its rules are as long as the text, the last at the block's foot.

    `counted`: the number of each page that carries one. An imprint alone on a page without one follows a
    blank page, which some programs leave out of the file: its page cannot be counted and is not judged.
    """
    printed = next((one.lines[-1] for one in located if one.role is Role.PRINTED), None)
    if printed is None:
        return []
    page = printed.page
    deviations = []
    alone = all(one.role in _PARTS for one in located if one.lines[0].page == page)
    if counted.get(page, page) % 2 and not (alone and page not in counted):
        deviations.append(Deviation(f"第{page}页", "版记所在页", "偶数页", "奇数页"))
    top = next(one.lines[0] for one in located if one.role in _PARTS)
    high = top.first.y_pt + 2 * layout.LINE_PITCH_PT
    low = printed.first.y_pt - layout.LINE_PITCH_PT
    near = [
        rule
        for rule in rules
        if rule.page == page and low < rule.y_pt < high and rule.length_pt > mm_to_pt(100)
    ]
    wanted = 3 if any(one.role is Role.COPIES for one in located) else 2
    if len(near) < wanted:
        return [*deviations, Deviation(f"第{page}页", "版记分隔线", f"{wanted} 条", f"{len(near)} 条")]
    for rule in (near[0], near[-1]):
        length_mm = pt_to_mm(rule.length_pt)
        deviations += check_length(f"第{page}页", "版记分隔线长度", layout.TEXT_WIDTH_MM, length_mm, 2, "mm")
    inner = max((rule.thickness_pt for rule in near[1:-1]), default=0.0)
    outer = min(near[0].thickness_pt, near[-1].thickness_pt)
    if inner > outer + 0.05:
        thick, thin = f"{pt_to_mm(outer):.2f} mm", f"{pt_to_mm(inner):.2f} mm"
        wanted_text = (
            f"首条、末条粗于中间（{layout.IMPRINT_THICK_RULE_MM} mm、{layout.IMPRINT_THIN_RULE_MM} mm）"
        )
        deviations.append(Deviation(f"第{page}页", "版记分隔线粗细", wanted_text, f"{thick}、{thin}"))
    foot_mm = pt_to_mm(near[-1].y_pt)
    deviations += check_length(
        f"第{page}页", "版记末线距页下边", layout.MARGIN_BOTTOM_MM, foot_mm, _PLACE_TOLERANCE_MM, "mm"
    )
    return deviations
