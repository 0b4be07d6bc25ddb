"""Runs with what came of them, for the console."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from mingcha.web.models import Run, SiteRun, VerdictRow

STANDS_STILL_MINUTES = 10
"""A running run that gave no sign for so long is said to stand still; a worker beats every few seconds."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How the checks of a rule ended in a run."""

    rule: str
    passed: int
    failed: int
    cant_tell: int
    inapplicable: int


def runs() -> QuerySet[Run]:
    """All runs, with how many sites they have and how many are done."""
    return Run.objects.annotate(
        site_count=Count("sites"), saved_count=Count("sites", filter=Q(sites__saved__isnull=False))
    )


def outcomes_of(run_id: int) -> tuple[Outcomes, ...]:
    """Outcomes by rule."""
    rows = VerdictRow.objects.filter(run_id=run_id).order_by().values_list("rule", "outcome")
    found: dict[str, dict[str, int]] = {}
    for rule, outcome, count in rows.annotate(count=Count("id")):
        found.setdefault(rule, {})[outcome] = count
    return tuple(
        Outcomes(rule, *(one.get(name, 0) for name in ("passed", "failed", "cant_tell", "inapplicable")))
        for rule, one in sorted(found.items())
    )


def sites_of(run_id: int) -> QuerySet[SiteRun]:
    """The sites of a run, without their views."""
    return SiteRun.objects.filter(run_id=run_id).defer("view")


def stands_still(run: Run, now: datetime) -> bool:
    """Whether a run that should be going on has given no sign for long."""
    silent = (now - run.beat).total_seconds() / 60
    return run.state == "running" and silent > STANDS_STILL_MINUTES
