"""整改任务: what one unit has to put right for one order, and everything that happened to it."""

from __future__ import annotations

from datetime import date

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.ledger import Order
from mingcha.web.models.register import Unit
from mingcha.web.models.run import FindingRow, Run


class Task(models.Model):
    """整改任务. `state` is one of `core.task.State`; overdue is derived from `due`, which an extension moves.

    `recheck` is since when a look is wanted that proves the fix, None while none is.
    """

    id: int
    order_id: int
    unit_id: int
    order: models.ForeignKey[Order, Order] = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="tasks"
    )
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="tasks"
    )
    state = f.text(index=True)
    due: models.DateField[date, date] = models.DateField(db_index=True)
    changed = f.instant()
    recheck = f.later_instant()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["order", "unit"], name="one_task_per_order_and_unit"),)


class TaskFinding(models.Model):
    """A finding that a task asks to be put right."""

    id: int
    task_id: int
    finding_id: int
    task: models.ForeignKey[Task, Task] = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="findings"
    )
    finding: models.ForeignKey[FindingRow, FindingRow] = models.ForeignKey(
        FindingRow, on_delete=models.PROTECT, related_name="tasks"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["task", "finding"], name="a_finding_once_in_a_task"),)


class TaskEvent(models.Model):
    """One transition of a task: what was done, by whom, with which words; `run` is the look that proved it.

    `until` is the day that an extension asks for or grants.
    """

    id: int
    task_id: int
    task: models.ForeignKey[Task, Task] = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="events"
    )
    at = f.instant()
    action = f.text()
    state = f.text()
    person = f.text()
    text = f.text()
    until = f.day()
    run: models.ForeignKey[Run | None, Run | None] = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, related_name="+"
    )
