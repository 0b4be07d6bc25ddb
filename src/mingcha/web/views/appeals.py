"""Appeals, and the decision on one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mingcha.core.errors import UsageError
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.forms import AppealDecisionForm
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.selectors.appeals import appeals_in, open_appeal
from mingcha.web.selectors.names import Names
from mingcha.web.services import decisions
from mingcha.web.templatetags.mingcha import minute, rule_title
from mingcha.web.views.finding_list import rule_filter, unit_filter
from mingcha.web.views.lists import list_page

_STATES = {"": _("待决定"), "upheld": _("成立"), "rejected": _("不成立")}


def _state(row: Any) -> str:
    decision = row.decision or row.outcome or ""
    return str(_STATES.get(decision, decision))


@require_safe
def appeals(request: ConsoleRequest) -> HttpResponseBase:
    """All appeals that this person may see."""
    names = Names()
    decides = request.allowed.decide_appeal

    def decide_href(row: Any) -> str:
        waits = not row.decision and not row.outcome
        return reverse("appeal-decide", args=[row.id]) if decides and waits and row.finding else ""

    listing = Listing(
        "appeals",
        (
            Column("at", _("提出"), lambda row: minute(row.at), sort="at"),
            Column("unit", _("单位"), lambda row: names.short(row.unit_id) or row.unit_name, sort="unit_id"),
            Column(
                "rule",
                _("问题"),
                lambda row: rule_title(row.rule),
                href=lambda row: reverse("finding", args=[row.finding]) if row.finding else "",
                sort="rule",
            ),
            Column("reason", _("申诉理由"), lambda row: row.reason),
            Column(
                "state", _("决定"), _state, href=decide_href, mark=lambda row: row.outcome or row.decision
            ),
            Column("answer", _("决定的理由"), lambda row: row.answer or ""),
            Column("answered", _("决定时间"), lambda row: minute(row.answered)),
        ),
        (
            unit_filter(names, request.scope),
            rule_filter(),
            Filter(
                "state",
                _("决定"),
                lambda rows, value: (
                    rows.filter(decision="", outcome=None)
                    if value == "open"
                    else rows.exclude(decision="", outcome=None)
                ),
                [("", _("全部")), ("open", _("待决定")), ("decided", _("已决定"))],
            ),
        ),
        order="-at",
    )
    return list_page(request, "appeals.html", listing, appeals_in(request.scope))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ConsoleRequest, appeal_id: int) -> HttpResponse:
    """Decide an open appeal in writing."""
    found = open_appeal(request.scope, appeal_id)
    if found is None:
        raise Http404
    form = AppealDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decisions.decide_appeal(
                appeal_row=found.row,
                finding=found.finding,
                decision=form.cleaned_data["decision"],
                reason=form.cleaned_data["reason"].strip(),
                by=actor(request),
                at=clock.now(),
            )
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            return redirect("finding", found.finding.id)
    context = {"kind": "appeal-decide", "row": found.finding, "appeal": found.row, "form": form}
    return render(request, "decide.html", context, status=400 if form.is_bound else 200)
