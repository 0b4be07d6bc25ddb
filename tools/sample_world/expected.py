"""What must come out of a planned city: the rows of expected.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tools.sample_world.render import Renderer
from tools.sample_world.sample_build import Fault, Plan


def check_plan(plan: Plan) -> None:
    """A plan that contradicts itself is a mistake of ours."""
    rules = {fault.rule for fault in plan.faults}
    assert ("late_annual_report" in rules) == (plan.status in ("late", "missing")), plan.short
    assert not rules & set(plan.not_checked), plan.short


def expected_of(
    plans: Sequence[Plan],
    *,
    orders: Mapping[str, Any],
    messages: Mapping[str, Any],
    conflicts: Sequence[Mapping[str, str]],
    owed: Mapping[str, Iterable[Fault]],
) -> Mapping[str, Any]:
    """expected.json; `owed` are the faults in the ledger, by the unit's short name."""

    def units(status: str) -> list[str]:
        return [plan.short for plan in plans if plan.status == status]

    faults = [_row(plan, fault) for plan in plans for fault in (*plan.faults, *owed.get(plan.short, ()))]
    return {
        "duties": {
            "annual_report": {status: units(status) for status in ("on_time", "late", "missing", "cant_tell")}
        },
        "orders": orders,
        "messages": messages,
        "faults": faults,
        "suspects": [_row(plan, fault) for plan in plans for fault in plan.suspects],
        "not_checked": [_pair(plan, rule) for plan in plans for rule in plan.not_checked],
        "open": [_pair(plan, rule) for plan in plans for rule in plan.either],
        "bulletin": {"conflicts": conflicts},
    }


def _pair(plan: Plan, rule: str) -> dict[str, str | None]:
    """Site and rule of an entry of `not_checked` or `either`: `rule`, or `1:rule` for the second site."""
    place, _, name = rule.rpartition(":")
    return {"host": plan.sites[int(place or 0)].host if plan.sites else None, "rule": name}


def _row(plan: Plan, fault: Fault) -> dict[str, str | None]:
    """The row of result.json for a planted fault; `url` is null where more than one would be right."""
    site = plan.sites[fault.site] if plan.sites else None
    row: dict[str, str | None] = {"host": site.host if site else None, "rule": fault.rule, "url": None}
    if fault.page:
        row["url"] = fault.page
    elif site is not None and fault.where == "":
        row["url"] = f"http://{site.host}/"
    elif site is not None and fault.where:
        column = next(column for column in site.columns if column.slug == fault.where)
        row["url"] = f"http://{site.host}{Renderer(site).column_url(column)}"
    if fault.target:
        row["target"] = fault.target
    return row
