"""Orders with their tasks: issued, read, answered, proved or returned; every step leaves an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingcha.core import ledger as core
from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.standing import Standing
from mingcha.core.task import Action, State, after
from mingcha.web import models
from mingcha.web.models import FindingRow, Task, TaskEvent, TaskFinding, UnitVersion
from mingcha.web.services.audit import PROGRAM, Actor, note
from mingcha.web.services.ledger import record


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as it is issued; `rule` "" puts every fault of the units into their tasks."""

    number: str
    title: str
    due: date
    about: str
    unit_ids: tuple[int, ...]
    rule: str = ""


def issue_order(*, order: NewOrder, by: Actor, at: datetime) -> models.Order:
    """Issue an order with one task a unit. Only faults are put into tasks, nothing that waits for review.

    UsageError for a number that is taken, a day that is over, or a unit that is not registered.
    """
    if order.due < china_day(at):
        raise UsageError(f"整改期限 {order.due} 已过：请填写今天或以后的日期")
    if models.Order.objects.filter(number=order.number).exists():
        raise UsageError(f"文号 {order.number} 已经用过：请核对，或换一个")
    names = dict(
        UnitVersion.objects.filter(until=None, unit_id__in=order.unit_ids).values_list(
            "unit_id", "short_name"
        )
    )
    if len(names) != len(set(order.unit_ids)):
        raise UsageError("所选单位中有的已不在登记中：请刷新页面后重选")
    to = tuple(names[unit_id] for unit_id in order.unit_ids)
    with transaction.atomic():
        record(entries=[core.Order(at, order.number, order.title, to, order.due, order.about)])
        row = models.Order.objects.get(number=order.number)
        for unit_id in order.unit_ids:
            _new_task(row, unit_id, order, by, at)
        note(by=by, action="order.issue", subject=f"order {order.number}", at=at, data=order)
    return row


def _new_task(row: models.Order, unit_id: int, order: NewOrder, by: Actor, at: datetime) -> None:
    task = Task.objects.create(
        order=row, unit_id=unit_id, state=State.ISSUED.value, due=order.due, changed=at
    )
    faults = FindingRow.objects.filter(unit_id=unit_id, standing=Standing.FAULT.value)
    if order.rule:
        faults = faults.filter(rule=order.rule)
    TaskFinding.objects.bulk_create([TaskFinding(task=task, finding=fault) for fault in faults])
    TaskEvent.objects.create(
        task=task, at=at, action=Action.ISSUE.value, state=task.state, person=by.login, text=order.about
    )


def read(*, task_id: int, by: Actor, at: datetime) -> None:
    """The unit has seen the task; seen again, nothing happens."""
    with transaction.atomic():
        task = Task.objects.select_for_update().get(id=task_id)
        if task.state == State.ISSUED.value:
            _move(task, Action.READ, by, at)


def answer(*, task_id: int, text: str, by: Actor, at: datetime) -> None:
    """The unit says what it did; a look that proves it is wanted from now on."""
    with transaction.atomic():
        task = _locked(task_id)
        name = UnitVersion.objects.get(unit_id=task.unit_id, until=None).short_name
        record(entries=[core.Feedback(at, task.order.number, name, text)])
        _move(task, Action.ANSWER, by, at, text=text, recheck=at)


def ask_time(*, task_id: int, until: date, text: str, by: Actor, at: datetime) -> None:
    """The unit asks for more time; one request can be open. UsageError for a day before the present end."""
    with transaction.atomic():
        task = _locked(task_id)
        if until <= task.due:
            raise UsageError(f"申请的日期 {until} 不晚于现有期限 {task.due}：请填写更晚的日期")
        if open_request(task) is not None:
            raise UsageError("已有一次延期申请尚待答复：请等市级主管部门答复")
        _move(task, Action.ASK_TIME, by, at, text=text, until=until)


def judge(*, task_id: int, action: Action, text: str, by: Actor, at: datetime) -> None:
    """The office closes, returns or withdraws a task, or answers a request for more time."""
    with transaction.atomic():
        task = _locked(task_id)
        until = None
        if action in (Action.GRANT_TIME, Action.REFUSE_TIME):
            request = open_request(task)
            if request is None:
                raise UsageError("没有待答复的延期申请：请刷新页面查看")
            until = request.until if action is Action.GRANT_TIME else None
        if until is not None:
            task.due = until
        _move(task, action, by, at, text=text, until=until)


def want_recheck(*, task_id: int, by: Actor, at: datetime) -> None:
    """Ask for another look at a task that was answered."""
    with transaction.atomic():
        task = _locked(task_id)
        if task.state != State.ANSWERED.value:
            raise UsageError("任务还没有反馈，不用复查；请刷新页面查看")
        task.recheck = at
        task.save(update_fields=["recheck"])
        note(by=by, action="task.recheck", subject=f"task {task_id}", at=at)


def proved(*, task_id: int, left: Sequence[str], unseen: Sequence[str], run_id: int, at: datetime) -> None:
    """What a look proved: `left` is still there, `unseen` could not be looked at."""
    with transaction.atomic():
        task = _locked(task_id)
        if task.state != State.ANSWERED.value:
            return
        if left:
            told = "复查时仍然存在：" + "；".join(left)
            _move(task, Action.RETURN, PROGRAM, at, text=told, run_id=run_id)
        elif unseen:
            told = "以下问题未能复查，请人工核实：" + "；".join(unseen)
            _event(task, "recheck", PROGRAM, at, text=told, run_id=run_id)
        else:
            _move(task, Action.CLOSE, PROGRAM, at, text="复查证明问题已消除", run_id=run_id)


def not_looked(*, task_id: int, why: str, at: datetime) -> None:
    """A look could not be taken at all: said in the task, for a person to go on."""
    with transaction.atomic():
        _event(_locked(task_id), "recheck", PROGRAM, at, text=f"未能复查：{why}")


def open_request(task: Task) -> TaskEvent | None:
    """The request for more time that has no answer yet."""
    asked = (Action.ASK_TIME.value, Action.GRANT_TIME.value, Action.REFUSE_TIME.value)
    last = task.events.filter(action__in=asked).order_by("-id").first()
    return last if last is not None and last.action == Action.ASK_TIME.value else None


def _locked(task_id: int) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("order").get(id=task_id)


def _move(
    task: Task,
    action: Action,
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    until: date | None = None,
    recheck: datetime | None = None,
    run_id: int | None = None,
) -> None:
    before = task.state
    task.state = after(State(task.state), action).value
    task.changed, task.recheck = at, recheck
    task.save(update_fields=["state", "changed", "recheck", "due"])
    _event(task, action.value, by, at, text=text, until=until, run_id=run_id)
    data = {"before": before, "after": task.state, "text": text, "until": until}
    note(by=by, action=f"task.{action.value}", subject=f"task {task.id}", at=at, data=data)


def _event(
    task: Task,
    action: str,
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    until: date | None = None,
    run_id: int | None = None,
) -> None:
    TaskEvent.objects.create(
        task=task,
        at=at,
        action=action,
        state=task.state,
        person=by.login,
        text=text,
        until=until,
        run_id=run_id,
    )
