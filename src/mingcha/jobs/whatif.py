"""Two judgements of the same facts side by side: who rises or falls by which rules; which verdicts differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingcha.core.scoring import Grade, Score, fault_key
from mingcha.core.verdict import Outcome, Verdict
from mingcha.jobs.judging import Judged


@dataclass(frozen=True, slots=True)
class Cause:
    """What one rule (or row, or veto) took before and takes after: points with their sign, faults counted."""

    rule: str
    title: str
    before: float
    after: float
    faults_before: int
    faults_after: int


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose score, grade or vetoes differ; `causes` by weight."""

    before: Score
    after: Score
    causes: tuple[Cause, ...]
    vetoes_gone: tuple[str, ...]
    vetoes_new: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The unit's short name."""
        return self.after.unit

    @property
    def difference(self) -> float:
        """How many points more it has."""
        return round(self.after.total - self.before.total, 2)

    @property
    def rises(self) -> bool:
        """Whether it is better off: by its grade first, then by its points."""
        grades = _WORTH[self.after.grade] - _WORTH[self.before.grade]
        return (grades or self.difference or -len(self.vetoes_new)) > 0


_WORTH = {Grade.UNQUALIFIED: 0, Grade.NOT_GRADED: 1, Grade.QUALIFIED: 2}


def changes(before: Sequence[Score], after: Sequence[Score]) -> tuple[Change, ...]:
    """The units whose figures differ, those that lose most first."""
    known = {score.unit: score for score in before}
    found = [_change(known[score.unit], score) for score in after if score.unit in known]
    moved = [
        one
        for one in found
        if one.difference or one.before.grade is not one.after.grade or one.vetoes_gone or one.vetoes_new
    ]
    return tuple(sorted(moved, key=lambda one: (one.rises, one.difference)))


def _change(before: Score, after: Score) -> Change:
    return Change(
        before,
        after,
        tuple(sorted(_causes(before, after), key=lambda cause: cause.after - cause.before)),
        tuple(name for name in before.vetoes if name not in after.vetoes),
        tuple(name for name in after.vetoes if name not in before.vetoes),
    )


def _causes(before: Score, after: Score) -> Iterator[Cause]:
    rules = dict.fromkeys(line.rule for score in (before, after) for line in score.lines)
    for rule in rules:
        old, new = ([line for line in score.lines if line.rule == rule] for score in (before, after))
        was, now = (
            round(sum(line.points if line.bonus else -line.points for line in lines), 4)
            for lines in (old, new)
        )
        if was != now:
            title = (new or old)[0].title or rule
            yield Cause(rule, title, was, now, len(old), len(new))


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is another now than the stored one: outcomes, and findings that went or came."""

    unit: str
    host: str | None
    rule: str
    before: Outcome | None
    after: Outcome | None
    gone: tuple[str, ...]
    come: tuple[str, ...]


def turned(stored: Iterable[Judged], fresh: Iterable[Judged]) -> tuple[Turned, ...]:
    """The verdicts of rules that differ, before people's decisions; None where there was none, or is none."""
    old, new = _by_subject(stored), _by_subject(fresh)
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        before, after = (set() if one is None else _places(one) for one in (was, now))
        if was is None or now is None or was.outcome is not now.outcome or before != after:
            found.append(
                Turned(
                    *key,
                    was.outcome if was else None,
                    now.outcome if now else None,
                    tuple(sorted(before - after)),
                    tuple(sorted(after - before)),
                )
            )
    return tuple(found)


def _by_subject(rows: Iterable[Judged]) -> dict[tuple[str, str | None, str], Verdict]:
    return {
        (row.unit.short_name if row.unit else "", row.host, row.unsettled.rule): row.unsettled
        for row in rows
        if not row.by_person
    }


def _places(verdict: Verdict) -> set[str]:
    """Where the findings are, as one looks them up."""
    found = set()
    for finding in verdict.findings:
        parts = fault_key(verdict.rule, "", None, finding)[2:]
        found.add(" ".join(part for part in (*parts, "疑似" if finding.suspect else "") if part))
    return found
