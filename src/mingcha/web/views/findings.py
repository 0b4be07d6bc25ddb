"""The list of findings, and one finding with its proof."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingcha import rules
from mingcha.core.clock import china_day
from mingcha.core.standing import Standing
from mingcha.web.access import ConsoleRequest
from mingcha.web.selectors.findings import finding_detail, findings_in
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.pieces import piece
from mingcha.web.views.finding_list import finding_list, standing_name
from mingcha.web.views.lists import list_page
from mingcha.web.views.rules import fix_of


@require_safe
def findings(request: ConsoleRequest) -> HttpResponseBase:
    """All findings that this person may see."""
    listing = finding_list(Names(), request.scope)
    return list_page(request, "findings.html", listing, findings_in(request.scope))


@require_safe
def finding(request: ConsoleRequest, finding_id: int) -> HttpResponseBase:
    """One finding: rule, place, proof, history, and what may be done about it."""
    detail = finding_detail(request.scope, finding_id)
    if detail is None:
        raise Http404
    row, latest = detail.row, detail.latest
    rule = rules.by_id().get(row.rule)
    names = Names()
    own = row.unit_id is not None and row.unit_id == request.scope.own
    present = row.standing in (Standing.FAULT.value, Standing.SUSPECT.value)
    contested = detail.appeal is not None or detail.decision is not None
    context = {
        "detail": detail,
        "events": [(event, names.person(event.person)) for event in detail.events],
        "row": row,
        "latest": latest,
        "standing": standing_name(row),
        "rule": rule,
        "fix": fix_of(rule) if rule else "",
        "bases": rule.basis_on(china_day(row.last_seen)) if rule else (),
        "unit_name": names.short(row.unit_id),
        "site_id": names.site_id(row.host) if row.host else None,
        "piece": piece(latest.evidence) if latest and latest.evidence else None,
        "may_appeal": request.allowed.appeal and own and present and not contested,
        "may_decide": request.allowed.decide,
        "may_exempt": request.allowed.exempt and row.unit_id is not None and present,
    }
    return render(request, "finding.html", context)
