"""Tasks: the list, one with its steps, and the steps themselves."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingcha import calendars
from mingcha.core.clock import CountedDay, china_day
from mingcha.core.errors import NoCalendar, UsageError
from mingcha.core.task import Action, State, allowed, deadline
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, Scope, actor
from mingcha.web.forms import AnswerForm, AskTimeForm, JudgeForm
from mingcha.web.listing import Column, Filter, Listing, Words
from mingcha.web.models import Task
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.tasks import OPEN, TaskDetail, task_detail, tasks_in
from mingcha.web.services import tasks as services
from mingcha.web.templatetags.mingcha import day
from mingcha.web.views.finding_list import standing_name, unit_filter
from mingcha.web.views.lists import list_page

STATES: dict[str, Words] = {
    State.ISSUED.value: _("待签收"),
    State.READ.value: _("整改中"),
    State.ANSWERED.value: _("待复查"),
    State.RETURNED.value: _("已退回"),
    State.CLOSED.value: _("已销号"),
    State.WITHDRAWN.value: _("已撤销"),
}
ACTIONS: dict[str, Words] = {
    Action.ISSUE.value: _("交办"),
    Action.READ.value: _("签收"),
    Action.ANSWER.value: _("反馈"),
    Action.CLOSE.value: _("销号"),
    Action.RETURN.value: _("退回"),
    Action.ASK_TIME.value: _("申请延期"),
    Action.GRANT_TIME.value: _("同意延期"),
    Action.REFUSE_TIME.value: _("不同意延期"),
    Action.WITHDRAW.value: _("撤销"),
    "recheck": _("复查"),
}
RECHECK = "recheck"
_PLACES: dict[type, str] = {AnswerForm: "answer", AskTimeForm: "ask", JudgeForm: "judge"}


def _left(task: Task) -> str:
    stands = deadline(State(task.state), task.due, clock.today())
    if not stands.open:
        return ""
    if stands.overdue:
        return str(_("逾期 %(days)s 天") % {"days": -stands.days_left})
    return str(_("还有 %(days)s 天") % {"days": stands.days_left})


def _by_state(rows: Any, value: str) -> Any:
    if value == "open":
        return rows.filter(OPEN)
    if value == "overdue":
        return rows.filter(OPEN, due__lt=clock.today())
    return rows.filter(state=value)


def task_list(names: Names, scope: Scope, *, of_order: bool = False) -> Listing:
    """Tasks; `of_order` leaves out the order, which the page already names."""
    columns = [
        Column(
            "unit",
            _("单位"),
            lambda row: names.short(row.unit_id),
            href=lambda row: reverse("task", args=[row.id]),
            sort="unit_id",
        ),
        Column(
            "state",
            _("状态"),
            lambda row: str(STATES.get(row.state, row.state)),
            sort="state",
            mark=lambda row: row.state,
        ),
        Column("due", _("期限"), lambda row: day(row.due), sort="due"),
        Column("left", _("剩余"), _left),
        Column("findings", _("问题"), lambda row: row.finding_count, sort="finding_count", number=True),
        Column("changed", _("最近变动"), lambda row: day(row.changed), sort="changed"),
    ]
    if not of_order:
        order = Column(
            "order",
            _("交办文件"),
            lambda row: f"{row.order.number} {row.order.title}",
            href=lambda row: reverse("task", args=[row.id]),
            sort="order_id",
        )
        columns.insert(0, order)
    states = [
        ("", _("全部")),
        ("open", _("办理中")),
        ("overdue", _("已逾期")),
        *STATES.items(),
    ]
    filters = (unit_filter(names, scope), Filter("state", _("状态"), _by_state, states))
    return Listing("tasks", tuple(columns), filters, order="due")


@require_safe
def tasks(request: ConsoleRequest) -> HttpResponseBase:
    """All tasks that this person may see."""
    return list_page(request, "tasks.html", task_list(Names(), request.scope), tasks_in(request.scope))


@require_safe
def task(request: ConsoleRequest, task_id: int) -> HttpResponse:
    """One task. Seen by the unit for the first time, it counts as received."""
    detail = _detail(request, task_id)
    own = detail.task.unit_id == request.scope.own
    if own and request.method == "GET" and detail.task.state == State.ISSUED.value:
        services.read(task_id=task_id, by=actor(request), at=clock.now())
        detail = _detail(request, task_id)
    return _page(request, detail)


def _detail(request: ConsoleRequest, task_id: int) -> TaskDetail:
    detail = task_detail(request.scope, task_id, clock.today())
    if detail is None:
        raise Http404
    return detail


def _page(request: ConsoleRequest, detail: TaskDetail, form: Any = None) -> HttpResponse:
    row = detail.task
    own = row.unit_id == request.scope.own
    can = allowed(State(row.state))
    answers = request.allowed.answer and own and Action.ANSWER in can
    judges = request.allowed.judge_task and not own
    actions = _judgements(row) if judges else []
    forms = {
        "answer": AnswerForm() if answers else None,
        "ask": AskTimeForm() if answers and services.open_request(row) is None else None,
        "judge": JudgeForm(actions=actions) if actions else None,
    }
    if form is not None:
        forms[_PLACES[type(form)]] = form
    names = Names()
    context = {
        "task": row,
        "detail": detail,
        "state": STATES[row.state],
        "unit_name": names.short(row.unit_id),
        "findings": [(one, standing_name(one)) for one in detail.findings],
        "events": [
            (one, ACTIONS.get(one.action, one.action), names.person(one.person)) for one in detail.events
        ],
        "days": _days(china_day(row.order.at), row.due),
        "left": _left(row),
        **forms,
    }
    return render(request, "task.html", context, status=400 if form is not None else 200)


def _judgements(row: Task) -> list[tuple[str, str]]:
    can = allowed(State(row.state))
    wanted = [Action.CLOSE, Action.RETURN, Action.WITHDRAW]
    if services.open_request(row) is not None:
        wanted = [Action.GRANT_TIME, Action.REFUSE_TIME, *wanted]
    found = [(one.value, str(ACTIONS[one.value])) for one in wanted if one in can]
    if row.state == State.ANSWERED.value:
        found.append((RECHECK, str(_("再次复查"))))
    return found


def _days(start: date, due: date) -> tuple[CountedDay, ...]:
    """Every day from the order to the due day, counted or not; none where a year has no holiday table."""
    calendar = calendars.shipped()
    try:
        n = calendar.workdays_between(start, due)
        counted = calendar.count(start, n) if n else ()
    except NoCalendar:
        return ()
    return counted


@require_POST
def answer(request: ConsoleRequest, task_id: int) -> HttpResponse:
    """The unit's feedback."""
    detail = _own(request, task_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, detail, form)
    try:
        services.answer(
            task_id=task_id, text=form.cleaned_data["text"].strip(), by=actor(request), at=clock.now()
        )
    except UsageError as error:
        form.add_error(None, str(error))
        return _page(request, detail, form)
    return redirect("task", task_id)


@require_POST
def ask_time(request: ConsoleRequest, task_id: int) -> HttpResponse:
    """The unit's request for more time."""
    detail = _own(request, task_id)
    form = AskTimeForm(request.POST)
    if not form.is_valid():
        return _page(request, detail, form)
    try:
        services.ask_time(
            task_id=task_id,
            until=form.cleaned_data["until"],
            text=form.cleaned_data["text"].strip(),
            by=actor(request),
            at=clock.now(),
        )
    except UsageError as error:
        form.add_error("until", str(error))
        return _page(request, detail, form)
    return redirect("task", task_id)


@require_http_methods(["POST"])
def judge(request: ConsoleRequest, task_id: int) -> HttpResponse:
    """What the office says of a task; nobody judges the task of his own unit."""
    detail = _detail(request, task_id)
    if detail.task.unit_id == request.scope.own:
        raise Http404
    form = JudgeForm(request.POST, actions=_judgements(detail.task))
    if not form.is_valid():
        return _page(request, detail, form)
    action, text = form.cleaned_data["action"], form.cleaned_data["text"].strip()
    try:
        if action == RECHECK:
            services.want_recheck(task_id=task_id, by=actor(request), at=clock.now())
        else:
            services.judge(
                task_id=task_id, action=Action(action), text=text, by=actor(request), at=clock.now()
            )
    except UsageError as error:
        form.add_error(None, str(error))
        return _page(request, detail, form)
    return redirect("task", task_id)


def _own(request: ConsoleRequest, task_id: int) -> TaskDetail:
    detail = _detail(request, task_id)
    if detail.task.unit_id != request.scope.own:
        raise Http404
    return detail
