"""Scores of runs as they were computed, for the console."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from mingcha.core.codec import from_plain
from mingcha.core.scoring import Score
from mingcha.web.access import Scope
from mingcha.web.models import Run, ScoreRow


@dataclass(frozen=True, slots=True)
class Point:
    """A unit's score in one run."""

    run_id: int
    as_of: datetime
    period: str
    scheme: str
    total: float


def scored_runs() -> tuple[Run, ...]:
    """The finished runs that have scores, the latest first."""
    return tuple(Run.objects.filter(state="done", scores__isnull=False).distinct().order_by("-as_of", "-id"))


def scores_in(scope: Scope, run_id: int) -> QuerySet[ScoreRow]:
    """The scores of a run that a person may see."""
    return scope.filter(ScoreRow.objects.filter(run_id=run_id))  # type: ignore[no-any-return]


def score_of(scope: Scope, run_id: int, unit_id: int) -> tuple[ScoreRow, Score] | None:
    """One unit's score with its lines, under the run's own scheme."""
    row = scores_in(scope, run_id).select_related("run").filter(unit_id=unit_id).order_by("-id").first()
    return (row, from_plain(Score, row.data)) if row else None


def history_of(scope: Scope, unit_id: int) -> tuple[Point, ...]:
    """A unit's scores over the runs, the oldest first."""
    rows = scope.filter(ScoreRow.objects.filter(unit_id=unit_id, run__state="done")).select_related("run")
    rows = rows.defer("data").order_by("run__as_of", "id")
    return tuple(Point(row.run_id, row.run.as_of, row.run.period, row.scheme, row.total) for row in rows)
