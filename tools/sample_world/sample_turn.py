"""The same city in other clothes: other layouts, encodings and footers, the truth unchanged.

What is planted does not depend on how a site looks, so what must come out is the same after every turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tools.sample_world.layouts import LAYOUTS
from tools.sample_world.model import Site
from tools.sample_world.sample_build import Plan

TURNS = len(LAYOUTS)
_ENCODINGS = (
    ("utf-8", "utf-8"),
    ("gb18030", "gb2312"),
    ("utf-8", "gb2312"),
    ("gb18030", ""),
    ("utf-8-sig", "utf-8"),
    ("utf-16", "unicode"),
    ("utf-8", ""),
)
_PLACES = ("static", "script", "iframe")
_UNTURNED = ("xfj.", "wsb.", "jgj.", "scjgj.", "wwj.")
"""Sites whose point is their layout: frames; no date anywhere, not even in an address; a tree of columns."""


def turned(plans: Sequence[Plan], turn: int, as_of: date) -> list[Plan]:
    """The plans with every site turned so many times; 0 leaves them as they are."""
    if turn == 0:
        return list(plans)
    sites = 0
    changed = []
    for plan in plans:
        new = []
        for site in plan.sites:
            sites += 1
            new.append(_turned(site, sites, turn, as_of))
        changed.append(replace(plan, sites=tuple(new)))
    return changed


def _turned(site: Site, number: int, turn: int, as_of: date) -> Site:
    if site.host.startswith(_UNTURNED):
        return site
    names = [name for name in LAYOUTS if _can_wear(site, name, as_of)]
    layout = (
        names[(names.index(site.layout) + turn) % len(names)]
        if site.layout in names
        else names[turn % len(names)]
    )
    place = _PLACES[(number + turn) % len(_PLACES)] if site.marks.place in _PLACES else site.marks.place
    encoding, declared = _ENCODINGS[(number + turn) % len(_ENCODINGS)]
    if encoding == "utf-16" and (place != "static" or site.extra):
        encoding, declared = "utf-8", "utf-8"
    return replace(
        site, layout=layout, encoding=encoding, declared=declared, marks=replace(site.marks, place=place)
    )


def _can_wear(site: Site, layout: str, as_of: date) -> bool:
    """Whether a layout can show the site's lists as they are meant."""
    items = [item for column in site.columns for item in column.items if column.kind != "信息公开年报"]
    if layout == "month":  # its days stand under the head of their month, so it cannot leave a date out
        return all(item.shown is None for item in items)
    if layout == "yearless":  # a day of an earlier year would be read as one of this year
        return all(item.day > as_of - timedelta(days=365) for item in items)
    return True
