"""Scores with the lines of their sum; what could not be checked costs nothing and is counted beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.core.scheme import Scheme
from mingcha.core.verdict import Finding, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One deduction: rule, host (None for the unit itself), finding, points taken after the cap."""

    rule: str
    host: str | None
    finding: Finding
    points: float
    capped: bool


@dataclass(frozen=True, slots=True)
class Score:
    """得分 of one unit under one scheme. `checked` of `asked` verdicts could be reached."""

    unit: str
    scheme: str
    total: float
    lines: tuple[ScoreLine, ...]
    vetoes: tuple[str, ...]
    checked: int
    asked: int


def score(unit: str, verdicts: Iterable[tuple[str | None, Verdict]], scheme: Scheme) -> Score:
    """The score of a unit (short name) from its (host or None, verdict) rows, in their order.

    Points of a rule over all sites of the unit never exceed the rule's cap; the total never falls below 0.
    """
    taken: dict[str, float] = {}
    lines: list[ScoreLine] = []
    vetoes: list[str] = []
    checked = asked = 0
    for host, verdict in verdicts:
        asked += verdict.outcome is not Outcome.INAPPLICABLE
        checked += verdict.outcome in (Outcome.PASSED, Outcome.FAILED)
        terms = scheme.rules.get(verdict.rule)
        if terms is None or verdict.outcome is not Outcome.FAILED:
            continue
        if terms.veto and verdict.rule not in vetoes:
            vetoes.append(verdict.rule)
        for finding in verdict.faults:
            before = taken.get(verdict.rule, 0.0)
            room = terms.points if terms.cap is None else min(terms.points, terms.cap - before)
            points = max(0.0, room)
            taken[verdict.rule] = before + points
            lines.append(ScoreLine(verdict.rule, host, finding, points, capped=points < terms.points))
    total = max(0.0, round(scheme.full_marks - sum(taken.values()), 2))
    return Score(unit, scheme.id, total, tuple(lines), tuple(vetoes), checked, asked)
