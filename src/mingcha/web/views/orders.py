"""Orders: the list, one with its tasks, a new one."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mingcha import rules
from mingcha.core.errors import UsageError
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.forms import OrderForm
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.tasks import orders_in, tasks_in
from mingcha.web.services.tasks import NewOrder, issue_order
from mingcha.web.templatetags.mingcha import day, rule_title
from mingcha.web.views.lists import list_page
from mingcha.web.views.tasks import task_list

ORDERS = Listing(
    "orders",
    (
        Column(
            "number",
            _("文号"),
            lambda row: row.number,
            href=lambda row: reverse("order", args=[row.id]),
            sort="number",
        ),
        Column("title", _("标题"), lambda row: row.title, sort="title"),
        Column("at", _("交办"), lambda row: day(row.at), sort="at"),
        Column("due", _("期限"), lambda row: day(row.due), sort="due"),
        Column("tasks", _("任务"), lambda row: row.task_count, number=True),
        Column("closed", _("已销号"), lambda row: row.closed_count, number=True),
    ),
    (
        Filter(
            "words",
            _("文号或标题"),
            lambda rows, value: rows.filter(title__contains=value) | rows.filter(number__contains=value),
        ),
    ),
    order="-at",
)


@require_safe
def orders(request: ConsoleRequest) -> HttpResponseBase:
    """All orders that concern units this person may see."""
    return list_page(request, "orders.html", ORDERS, orders_in(request.scope))


@require_safe
def order(request: ConsoleRequest, order_id: int) -> HttpResponseBase:
    """One order with its tasks."""
    row = orders_in(request.scope).filter(id=order_id).first()
    if row is None:
        raise Http404
    names = Names()
    asked = [
        names.short(unit_id) or name
        for unit_id, name in row.addressees.order_by("id").values_list("unit_id", "unit_name")
    ]
    if request.scope.unit_ids is not None:
        mine = {names.short(unit_id) for unit_id in request.scope.unit_ids}
        asked = [name for name in asked if name in mine or name == "*"]
    context = {"order": row, "asked": ["全部单位" if name == "*" else name for name in asked]}
    listing = task_list(names, request.scope, of_order=True)
    return list_page(
        request, "order.html", listing, tasks_in(request.scope).filter(order_id=order_id), context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ConsoleRequest) -> HttpResponse:
    """Issue an order."""
    names = Names()
    known = [(rule.id, rule_title(rule.id)) for rule in rules.catalogue()]
    start = {"units": request.GET.getlist("unit"), "rule": request.GET.get("rule", "")}
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        names=names,
        scope=request.scope,
        rules=known,
        initial=start,
    )
    if form.is_valid():
        said = form.cleaned_data
        wanted = NewOrder(
            number=said["number"].strip(),
            title=said["title"].strip(),
            due=said["due"],
            about=said["about"].strip(),
            unit_ids=tuple(int(unit) for unit in said["units"]),
            rule=said["rule"],
        )
        try:
            row = issue_order(order=wanted, by=actor(request), at=clock.now())
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            return redirect("order", row.id)
    return render(request, "order_new.html", {"form": form}, status=400 if form.is_bound else 200)
