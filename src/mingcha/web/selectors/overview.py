"""The figures with which a person's day begins, over what that person may see."""

from dataclasses import dataclass

from django.db.models import Count

from mingcha.web.access import Scope
from mingcha.web.models import Run, VerdictRow
from mingcha.web.selectors.findings import Counts
from mingcha.web.selectors.sites import asked_in, sites_in


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand; `reached` of `asked` checks could be made."""

    sites: int
    faults: int
    suspects: int
    reached: int
    asked: int

    @property
    def unreached(self) -> int:
        """Checks that could not be made."""
        return self.asked - self.reached


@dataclass(frozen=True, slots=True)
class Trend:
    """One finished run: in how many checks faults were found."""

    run: Run
    failed: int
    unreached: int


def overview(scope: Scope, counts: Counts) -> Overview:
    """The figures of the moment."""
    reached, asked = asked_in(scope)
    return Overview(
        sites=sites_in(scope).count(),
        faults=counts.faults,
        suspects=counts.suspects,
        reached=reached,
        asked=asked,
    )


def latest_run() -> Run | None:
    """The latest finished run that inspected for a period, or any."""
    done = Run.objects.filter(state="done").order_by("-as_of", "-id")
    return done.exclude(period="").first() or done.first()


def trend(scope: Scope, *, runs: int = 8) -> tuple[Trend, ...]:
    """The latest runs over the whole register, the oldest first; looks at single sites are left out."""
    latest = list(Run.objects.filter(state="done", scores__isnull=False).distinct().order_by("-as_of")[:runs])
    rows = scope.filter(VerdictRow.objects.filter(run__in=latest, outcome__in=("failed", "cant_tell")))
    found = rows.order_by().values_list("run_id", "outcome").annotate(count=Count("id"))
    counts = {(run, outcome): count for run, outcome, count in found}
    return tuple(
        Trend(run, counts.get((run.id, "failed"), 0), counts.get((run.id, "cant_tell"), 0))
        for run in reversed(latest)
    )
