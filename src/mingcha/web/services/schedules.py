"""Schedules: rows with a due time; a restart forgets nothing, two schedulers hand nothing in twice.

Whoever moves a row's due time on hands its jobs in, in the same transaction. What fell due while nobody was
there is made up for once, not once a period.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from mingcha.core.errors import UsageError
from mingcha.jobs.engine import Job, JobEngine, Queue
from mingcha.jobs.probing import EVERY_S, probe_jobs
from mingcha.web.models import Schedule

log = logging.getLogger(__name__)
DAY_S = 86_400

DEFAULTS: Mapping[str, tuple[int, bool]] = {
    "tend": (60, True),
    "probes": (EVERY_S, True),
    "inspection": (7 * DAY_S, False),
    "evidence": (DAY_S, True),
    "reminders": (DAY_S, True),
}
"""Name → period in seconds, and whether it runs from the start. An office decides itself when to inspect."""

SHORTEST_S = 10


def jobs_of(name: str, sites: Callable[[], int]) -> Sequence[Job]:
    """The jobs that a schedule hands in; `sites` counts the running ones."""
    if name == "probes":
        return probe_jobs(sites())
    queues = {"inspection": Queue.INSPECTIONS, "evidence": Queue.EVIDENCE}
    kinds = {"tend": "tend", "inspection": "begin", "evidence": "verify", "reminders": "remind"}
    return (Job(kinds[name], queues.get(name, Queue.REMINDERS), {}, key=f"schedule {name}"),)


def make_schedules(*, at: datetime) -> None:
    """Make the rows that are not there; what an office changed stays."""
    for name, (every_s, active) in DEFAULTS.items():
        Schedule.objects.get_or_create(name=name, defaults={"every_s": every_s, "active": active, "due": at})


def set_schedule(
    *,
    name: str,
    at: datetime,
    every_s: int | None = None,
    active: bool | None = None,
    due: datetime | None = None,
) -> None:
    """Change a schedule; a new period counts from now. UsageError for an unknown name or a silly period."""
    make_schedules(at=at)
    if name not in DEFAULTS:
        raise UsageError(f"没有名为“{name}”的定期工作：有 {'、'.join(DEFAULTS)}")
    if every_s is not None and every_s < SHORTEST_S:
        raise UsageError(f"周期 {every_s} 秒太短：不少于 {SHORTEST_S} 秒")
    row = Schedule.objects.get(name=name)
    if active is not None:
        row.due = at if active and not row.active else row.due
        row.active = active
    if every_s is not None:
        row.every_s, row.due = every_s, min(row.due, at + timedelta(seconds=every_s))
    if due is not None:
        if not at <= due <= at + timedelta(seconds=row.every_s):
            raise UsageError(f"下次时间 {due:%Y-%m-%d %H:%M} 应在现在之后、一个周期（{row.every_s} 秒）之内")
        row.due = due
    row.save()


def hand_in_due(*, engine: JobEngine, at: datetime, sites: Callable[[], int]) -> tuple[str, ...]:
    """Hand in the jobs of every schedule that is due; the names of those that were ours to hand in."""
    handed = []
    _heal(at)
    for row in Schedule.objects.filter(active=True, due__lte=at).order_by("due", "id"):
        with transaction.atomic():
            mine = Schedule.objects.filter(id=row.id, active=True, due=row.due)
            if not mine.update(due=next_due(row.due, row.every_s, at), handed_in=at):
                continue
            for job in jobs_of(row.name, sites):
                engine.defer(job)
        handed.append(row.name)
    return tuple(handed)


def next_due(due: datetime, every_s: int, at: datetime) -> datetime:
    """The first due time after an instant, in step with the last one."""
    missed = int((at - due).total_seconds()) // every_s
    return due + timedelta(seconds=every_s * (missed + 1))


def _heal(at: datetime) -> None:
    """A due time further off than a period was written by a clock that has been set back since: due now."""
    for row in Schedule.objects.filter(active=True):
        far = row.due > at + timedelta(seconds=row.every_s + 1)
        if far and Schedule.objects.filter(id=row.id, due=row.due).update(due=at):
            log.warning("the clock was set back: %s is due again", row.name)


def mark_done(*, name: str, at: datetime) -> None:
    """Say that work of a schedule ended well."""
    Schedule.objects.filter(name=name).update(done=at)
