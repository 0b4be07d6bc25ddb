"""How far runs are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from mingcha.web.models import Run


@dataclass(frozen=True, slots=True)
class RunInBrief:
    """A run with how many of its sites have a result."""

    id: int
    period: str
    state: str
    scheme: str
    sites: int
    done: int
    started: datetime
    finished: datetime | None


def runs_in_brief(most: int = 50) -> tuple[RunInBrief, ...]:
    """The latest runs, the newest first."""
    rows = Run.objects.annotate(all=Count("sites"), done=Count("sites", filter=Q(sites__saved__isnull=False)))
    return tuple(
        RunInBrief(row.id, row.period, row.state, row.scheme, row.all, row.done, row.started, row.finished)
        for row in rows.order_by("-id")[:most]
    )
