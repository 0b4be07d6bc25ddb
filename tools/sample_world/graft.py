"""Puts more on a unit that has been written down already, so that plants can be read rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tools.sample_world.model import Column, Item, Site
from tools.sample_world.sample_build import Fault, Plan


@dataclass(frozen=True, slots=True)
class Graft:
    """What the first site of the unit `short` gets besides what it has.

    `columns` are added; `items` go to the end of a column, by slug; `change` alters a column, `drop` leaves
    it out. `home` and `serve` are added to what is there, `marks` and `site` replace fields. `suspects`,
    `faults` and `either` say what must come out; a graft without any is a look-alike.
    """

    short: str
    faults: tuple[Fault, ...] = ()
    suspects: tuple[Fault, ...] = ()
    either: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    change: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    home: str = ""
    serve: str = ""
    raw: tuple[tuple[str, bytes], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    site: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, str] = field(default_factory=dict)


def grafted(plans: Sequence[Plan], grafts: Iterable[Graft]) -> list[Plan]:
    """The plans, in their order, with everything put on."""
    by_short = {plan.short: plan for plan in plans}
    for graft in grafts:
        by_short[graft.short] = _put_on(by_short[graft.short], graft)
    return list(by_short.values())


def _put_on(plan: Plan, graft: Graft) -> Plan:
    return replace(
        plan,
        sites=(_site(plan.sites[0], graft), *plan.sites[1:]),
        faults=(*plan.faults, *graft.faults),
        suspects=(*plan.suspects, *graft.suspects),
        either=(*plan.either, *graft.either),
        row={**plan.row, **graft.row},
    )


def _site(site: Site, graft: Graft) -> Site:
    columns = []
    for column in site.columns:
        change = dict(graft.change.get(column.slug, {}))
        if change.pop("drop", False):
            continue
        items = (*change.pop("items", column.items), *graft.items.get(column.slug, ()))
        columns.append(replace(column, items=items, **change))
    return replace(
        site,
        columns=(*columns, *graft.columns),
        home_html=f"{site.home_html}\n{graft.home}" if graft.home else site.home_html,
        serve=f"{site.serve}{graft.serve}",
        raw=(*site.raw, *graft.raw),
        extra=(*site.extra, *graft.extra),
        marks=replace(site.marks, **graft.marks),
        **graft.site,
    )
