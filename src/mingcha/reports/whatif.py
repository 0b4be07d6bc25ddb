"""Who would rise and fall, in lines and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mingcha.core.change import Change
from mingcha.core.scoring import Score
from mingcha.reports.score_sheet import GRADES, total_text


def change_json(one: Change) -> dict[str, Any]:
    """A unit's rise or fall as plain data."""
    return {
        "unit": one.unit,
        "rises": one.rises,
        "before": {"score": one.before.total, "grade": one.before.grade.value},
        "after": {"score": one.after.total, "grade": one.after.grade.value},
        "difference": one.difference,
        "vetoes_gone": list(one.vetoes_gone),
        "vetoes_new": list(one.vetoes_new),
        "causes": [
            {
                "rule": cause.rule,
                "title": cause.title,
                "before": cause.before,
                "after": cause.after,
                "faults_before": cause.faults_before,
                "faults_after": cause.faults_after,
            }
            for cause in one.causes
        ],
    }


def changes_text(moved: Sequence[Change], units: int) -> list[str]:
    """Who falls, who rises, and why, in lines."""
    up = sum(one.rises for one in moved)
    lines = [f"上升 {up} 个单位，下降 {len(moved) - up} 个，不变 {units - len(moved)} 个。"]
    for one in moved:
        grades = f"{GRADES[one.before.grade]} → {GRADES[one.after.grade]}"
        same = one.before.grade is one.after.grade
        lines.append(
            f"{'↑' if one.rises else '↓'} {one.unit}  {total_text(one.before)} → {total_text(one.after)}"
            f"（{one.difference:+g}）  {GRADES[one.after.grade] if same else grades}"
        )
        lines += [f"    不再否决：{_veto_title(one.before, name)}" for name in one.vetoes_gone]
        lines += [f"    新增否决：{_veto_title(one.after, name)}" for name in one.vetoes_new]
        lines += [
            f"    {cause.after - cause.before:+g}  {cause.title}（{cause.rule}）："
            f"{_priced(cause.faults_before, cause.before)} → {_priced(cause.faults_after, cause.after)}"
            for cause in one.causes
        ]
    return lines


def _priced(faults: int, points: float) -> str:
    """How many faults, and what they cost together."""
    return f"{faults} 处 {points:+g} 分" if points else f"{faults} 处不扣分"


def _veto_title(score: Score, name: str) -> str:
    return next((line.title for line in score.veto_lines if line.id == name), name)
