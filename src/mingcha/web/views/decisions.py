"""What a person decides about a finding, from its own page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.core.errors import UsageError
from mingcha.core.standing import Standing
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.forms import AppealForm, DecisionForm, ExemptForm
from mingcha.web.models import FindingRow
from mingcha.web.selectors.findings import findings_in
from mingcha.web.services import decisions

_METHODS = ["GET", "HEAD", "POST"]


def _finding(request: ConsoleRequest, finding_id: int) -> FindingRow:
    row = findings_in(request.scope).filter(id=finding_id).first()
    if row is None:
        raise Http404
    return row


def _page(request: ConsoleRequest, kind: str, row: FindingRow, form: Any) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "decide.html", {"kind": kind, "row": row, "form": form}, status=status)


@require_http_methods(_METHODS)
def decide(request: ConsoleRequest, finding_id: int) -> HttpResponse:
    """Confirm, or mark as a false alarm."""
    row = _finding(request, finding_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "decide", row, form)
    decisions.decide(
        finding=row,
        decision=form.cleaned_data["decision"],
        reason=form.cleaned_data["reason"].strip(),
        by=actor(request),
        at=clock.now(),
    )
    return redirect("finding", finding_id)


@require_http_methods(_METHODS)
def exempt(request: ConsoleRequest, finding_id: int) -> HttpResponse:
    """Excuse until a day."""
    row = _finding(request, finding_id)
    form = ExemptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "exempt", row, form)
    try:
        decisions.exempt(
            finding=row,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"].strip(),
            by=actor(request),
            at=clock.now(),
        )
    except UsageError as error:
        form.add_error("until", str(error))
        return _page(request, "exempt", row, form)
    return redirect("finding", finding_id)


@require_http_methods(_METHODS)
def appeal(request: ConsoleRequest, finding_id: int) -> HttpResponse:
    """Contest, once; for the unit's own findings."""
    row = _finding(request, finding_id)
    present = row.standing in (Standing.FAULT.value, Standing.SUSPECT.value)
    if row.unit_id is None or row.unit_id != request.scope.own or not present:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "appeal", row, form)
    reason = form.cleaned_data["reason"].strip()
    try:
        decisions.appeal(finding=row, reason=reason, by=actor(request), at=clock.now())
    except UsageError as error:
        form.add_error(None, str(error))
        return _page(request, "appeal", row, form)
    return redirect("finding", finding_id)
