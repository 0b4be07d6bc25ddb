"""The one-page sheet of a score: every point with its proof, and the sum spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingcha.core.clock import CHINA
from mingcha.core.codec import to_plain
from mingcha.core.scheme import UNCERTAIN, Scheme
from mingcha.core.scoring import Grade, Score, ScoreLine, Why
from mingcha.core.vetoes import VetoLine

GRADES = {Grade.QUALIFIED: "合格", Grade.UNQUALIFIED: "不合格", Grade.NOT_GRADED: "核查不足，不评等次"}
OURS = "*"
"""Marks points that are from memory or our own: never to be printed as the State Council's."""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The scores of a period: of which run, as of when it looked, by what was known when."""

    period: str
    run: int
    as_of: datetime
    known: datetime
    scheme: Scheme
    scores: tuple[Score, ...]


def sheet_json(sheet: ScoreSheet) -> dict[str, Any]:
    """The sheet as plain data."""
    return {
        "period": sheet.period,
        "run": sheet.run,
        "as_of": _instant(sheet.as_of),
        "known": _instant(sheet.known),
        "scheme": {
            "id": sheet.scheme.id,
            "title": sheet.scheme.title,
            "sha256": sheet.scheme.sha256,
            "full_marks": sheet.scheme.full_marks,
            "pass_line": sheet.scheme.pass_line,
            "pass_line_certainty": sheet.scheme.pass_line_certainty,
        },
        "scores": [score_json(score) for score in sheet.scores],
    }


def score_json(score: Score) -> dict[str, Any]:
    """One unit's score as plain data."""
    return {
        "unit": score.unit,
        "score": score.total,
        "grade": score.grade.value,
        "vetoes": list(score.vetoes),
        "scored": score.scored,
        "base": score.base,
        "factor": score.factor,
        "checked": score.checked,
        "asked": score.asked,
        "lines": [_line_json(line) for line in score.lines],
        "veto_lines": [to_plain(line) for line in score.veto_lines],
        "warnings": [to_plain(line) for line in score.warnings],
    }


def _line_json(line: ScoreLine) -> dict[str, Any]:
    finding = line.finding
    return {
        "rule": line.rule,
        "title": line.title,
        "host": line.host,
        "bonus": line.bonus,
        "worth": line.worth,
        "points": line.points,
        "capped": line.capped,
        "why": line.why.value if line.why else None,
        "note": line.note,
        "repeated": line.repeated,
        "certainty": line.certainty,
        "basis": line.basis,
        "url": finding.url,
        "target": finding.target,
        "column": finding.column,
        "kind": finding.kind,
        "message": finding.message.zh,
        "excerpt": finding.excerpt,
        "evidence": finding.evidence,
        "seen_at": _instant(finding.seen_at) if finding.seen_at else None,
    }


def sheet_text(sheet: ScoreSheet) -> str:
    """The sheet for the terminal: a head, then each unit with its lines and its sum."""
    scheme = sheet.scheme
    lines = [
        f"{sheet.period} 得分：{scheme.title}（{scheme.id}）",
        f"第 {sheet.run} 次检查，以 {_minute(sheet.as_of)} 为准；人工认定和申诉计至 {_minute(sheet.known)}",
        f"方案校验值 sha256 {scheme.sha256[:16]}…；带 {OURS} 的分值为本系统默认，不是上级规定",
    ]
    for score in sheet.scores:
        lines += ["", *score_text(score, scheme)]
    return "\n".join(lines) + "\n"


def score_text(score: Score, scheme: Scheme) -> list[str]:
    """One unit: what it came to, every veto, every line, the sum, how much was checked."""
    lines = [f"{score.unit}  {total_text(score)}  {GRADES[score.grade]}"]
    lines += [f"  单项否决：{_veto(line)}" for line in score.veto_lines]
    lines += [f"  临近否决：{_veto(line)}" for line in score.warnings]
    for line in score.lines:
        lines += _line_text(line, scheme)
    if score.scored:
        lines.append(f"  {sum_text(score, scheme)}")
    lines.append(f"  {_share(score)}")
    return lines


def total_text(score: Score) -> str:
    """The points, or that the scheme gives this unit none."""
    return f"{score.total:g} 分" if score.scored else "不计分"


def _veto(line: VetoLine) -> str:
    where = f"（{line.host}）" if line.host else ""
    places = "、".join(line.places[:3]) + ("等" if len(line.places) > 3 else "")
    mark = OURS if line.certainty in UNCERTAIN else ""
    return f"{line.title}{mark}{where}，{line.count} 处" + (f"：{places}" if places else "")


def _line_text(line: ScoreLine, scheme: Scheme) -> list[str]:
    """The points with the rule and the reason for other points, then where and by what it is proved."""
    mark = OURS if line.certainty in UNCERTAIN and line.worth else ""
    points = f"{'+' if line.bonus else '-'}{line.points:g}{mark}" if line.worth else "不计分"
    said = f"  {points}  {line.title or line.rule}（{line.rule}）"
    if changed := _changed(line, scheme):
        said += f"  [{changed}]"
    finding = line.finding
    where = " → ".join(part for part in (finding.url, finding.target or "") if part)
    details = [finding.message.zh, where, f"栏目：{finding.column}" if finding.column else ""]
    proof = [f"依据：{line.basis}" if line.basis else "", finding.evidence or ""]
    return [said, *(f"       {text}" for text in (_joined(details), _joined(proof)) if text)]


def _changed(line: ScoreLine, scheme: Scheme) -> str:
    """Why the points are not those of the scheme: repetition first, then what it was cut to."""
    due, parts = line.worth, []
    if line.repeated:
        due *= scheme.repeat.factor
        heavier = f"，{line.worth:g} × {scheme.repeat.factor:g}" if scheme.repeat.factor != 1 else ""
        parts.append(f"{scheme.repeat.days}天内重复出现{heavier}")
    if line.why is Why.SAME_FAULT:
        parts.append(f"同一问题已按 {line.note} 扣分，不重复扣分")
    elif line.why is Why.CAP:
        parts.append(f"封顶：{line.note}，应为 {due:g} 分")
    elif line.why is not Why.REPEATED and line.worth:
        parts.append(line.note)
    return "；".join(part for part in parts if part)


def sum_text(score: Score, scheme: Scheme) -> str:
    """The sum as a person would check it: full marks, deductions, the 4/3 rule, the bonus."""
    minus = [line.points for line in score.lines if not line.bonus and line.points]
    plus = [line.points for line in score.lines if line.bonus and line.points]
    start = scheme.full_marks / score.factor
    words = f"{start:g}" + "".join(f" - {points:g}" for points in minus)
    if score.factor != 1:
        words = f"({words}) × {scheme.full_marks:g}/{start:g}"
    if sum(minus) > start:
        words += f" → {score.base:g}"
    words += "".join(f" + {points:g}" for points in plus)
    return f"{words} = {score.total:g}"


def _share(score: Score) -> str:
    if not score.asked:
        return "没有可核查的项"
    unchecked = score.asked - score.checked
    said = f"已核查 {score.checked}/{score.asked} 项（{score.checked / score.asked:.0%}）"
    return said + (f"；{unchecked} 项未能核查，不扣分" if unchecked else "")


def _joined(parts: Iterable[str]) -> str:
    return "  ".join(part for part in parts if part)


def _instant(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat()


def _minute(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def of_units(scores: Sequence[Score], names: Sequence[str]) -> tuple[Score, ...]:
    """The scores of the named units; all where none is named."""
    return tuple(score for score in scores if not names or score.unit in names)
