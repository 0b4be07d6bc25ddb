"""Tasks and orders, limited to what a person may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingcha.core.task import Deadline, State, deadline
from mingcha.web.access import Scope
from mingcha.web.models import FindingRow, Order, Task, TaskEvent

_OPEN = tuple(state.value for state in (State.ISSUED, State.READ, State.RETURNED))
OPEN = Q(state__in=_OPEN)


@dataclass(frozen=True, slots=True)
class TasksDue:
    """What waits: tasks that are open, of these overdue, and answered ones that wait for a look."""

    open: int
    overdue: int
    answered: int
    next: tuple[tuple[Task, Deadline], ...]


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task with its findings and everything that happened to it."""

    task: Task
    deadline: Deadline
    findings: tuple[FindingRow, ...]
    events: tuple[TaskEvent, ...]


def tasks_in(scope: Scope) -> QuerySet[Task]:
    """Every task that a person may see, each with the count of its `finding_count` findings."""
    rows = scope.filter(Task.objects.select_related("order"))
    return rows.annotate(finding_count=Count("findings"))  # type: ignore[no-any-return]


def tasks_due(scope: Scope, today: date) -> TasksDue:
    """The counts, and the open tasks that are due first."""
    rows = scope.filter(Task.objects.all())
    counts = rows.aggregate(
        open=Count("id", filter=OPEN),
        overdue=Count("id", filter=OPEN & Q(due__lt=today)),
        answered=Count("id", filter=Q(state=State.ANSWERED.value)),
    )
    first = rows.filter(OPEN).select_related("order").order_by("due", "id")[:5]
    return TasksDue(
        **counts, next=tuple((task, deadline(State(task.state), task.due, today)) for task in first)
    )


def task_detail(scope: Scope, task_id: int, today: date) -> TaskDetail | None:
    """A task; None when there is none that this person may see."""
    task = tasks_in(scope).filter(id=task_id).first()
    if task is None:
        return None
    findings = FindingRow.objects.filter(tasks__task_id=task_id).order_by("rule", "id")
    return TaskDetail(
        task,
        deadline(State(task.state), task.due, today),
        tuple(findings),
        tuple(task.events.select_related("run").order_by("id")),
    )


def orders_in(scope: Scope) -> QuerySet[Any]:
    """The orders that concern the units that a person may see, or all of them; with counts of their tasks."""
    rows = Order.objects.all()
    tasks = Q()
    if scope.unit_ids is not None:
        tasks = Q(tasks__unit_id__in=scope.unit_ids)
        asked = Q(addressees__unit_id__in=scope.unit_ids) | Q(addressees__unit_name="*")
        rows = rows.filter(id__in=Order.objects.filter(asked).values("id"))
    return rows.annotate(
        task_count=Count("tasks", filter=tasks) if tasks else Count("tasks"),
        closed_count=Count("tasks", filter=tasks & Q(tasks__state=State.CLOSED.value)),
    )
