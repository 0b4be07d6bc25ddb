"""Where everybody begins: how things stand, and what waits for this person."""

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingcha.web import charts, clock
from mingcha.web.access import ConsoleRequest
from mingcha.web.selectors.findings import findings_in, present_counts
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.overview import latest_run, trend
from mingcha.web.selectors.overview import overview as figures
from mingcha.web.selectors.tasks import tasks_due
from mingcha.web.templatetags.mingcha import day

_ROWS = 10
K = TypeVar("K")


def _most(counts: dict[K, tuple[int, int]]) -> list[tuple[K, tuple[int, int]]]:
    """Those with most faults first, then with most suspects."""
    return sorted(counts.items(), key=lambda row: (-row[1][0], -row[1][1]))


@require_safe
def overview(request: ConsoleRequest) -> HttpResponseBase:
    """The figures, the units and rules with most faults, and this person's tasks."""
    names = Names()
    counts = present_counts(findings_in(request.scope))
    past = trend(request.scope)
    context = {
        "figures": figures(request.scope, counts),
        "run": latest_run(),
        "units": [
            (names.units[unit_id], *found)
            for unit_id, found in _most(counts.of_units)
            if unit_id is not None and unit_id in names.units
        ][:_ROWS],
        "rules": [(rule, *found) for rule, found in _most(counts.of_rules)][:_ROWS],
        "trend": past,
        "bars": charts.bars([(one.run.period or day(one.run.as_of), one.failed) for one in past]),
        "tasks": tasks_due(request.scope, clock.today()),
    }
    return render(request, "overview.html", context)
