"""Two scores of the same facts side by side: who rises or falls, and by which rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingcha.core.scoring import Grade, Score


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
