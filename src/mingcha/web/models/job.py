"""Background jobs of the embedded engine, and the schedules that hand them in on either engine."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingcha.web.models import fields as f
from mingcha.web.models.register import Unit


class JobRow(models.Model):
    """One job. `state` is "waiting", "running" or "failed" (put aside); a job that was done has no row.

    Taking it raises `epoch`; whoever has it raises `pulse` as a sign of life.
    """

    id: int
    kind = f.text()
    queue = f.text()
    args = f.data()
    key = f.text()
    state = f.text(index=True)
    since = f.instant()
    not_before = f.later_instant()
    epoch = f.number()
    pulse = f.number()
    attempts = f.number()
    error = f.text()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="waiting") & ~Q(key=""), name="a_key_waits_once"
            ),
        )


class Schedule(models.Model):
    """定期工作: every `every_s` seconds its jobs are handed in, next at `due`.

    `handed_in` is when they last were, `done` when work of it last ended well.
    """

    id: int
    name = f.text(unique=True)
    every_s = f.number()
    active = f.flag()
    due = f.instant()
    handed_in = f.later_instant()
    done = f.later_instant()


class Reminder(models.Model):
    """提醒 to a unit of a deadline that is near or past; each matter once a stage, by its key."""

    id: int
    unit_id: int
    key = f.text(unique=True)
    at = f.instant()
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = f.day(index=True)
    overdue = f.flag()
    text = f.text()
