"""The queries about websites: figures over all of them, failing ones, and problems class by class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.reports.bulletin import BulletinData, FailingSite, Overall, PeriodFigures, Place, ProblemClass
from mingcha.reports.phrases import Scope, Value
from mingcha.reports.wording import (
    Mentions,
    decimal_text,
    enumeration,
    from_page,
    percentage,
    period_text,
    share,
    without_stop,
)

NOTHING = Overall(0, 0, 0, 0)


def site_values(data: BulletinData) -> dict[str, Value]:
    """Figures over all sites, their change since the period before, and runs of periods without a failure."""
    figures = data.overall or NOTHING
    clean = figures.checked - figures.failing
    unqualified = figures.unqualified or 0
    qualified = figures.checked - unqualified
    kinds = [
        Scope({"kind": Value.words(row.kind), "kind.sites": Value.count(row.sites)})
        for row in figures.by_kind
        if row.sites
    ]
    return {
        "sites.total": Value.count(figures.sites),
        "sites.checked": Value.count(figures.checked),
        "sites.not_checked": Value.count(figures.not_checked),
        "sites.all_checked": Value.flag(0 < figures.sites == figures.checked),
        "sites.check_rate": Value.words(percentage(figures.checked, figures.sites) if figures.sites else ""),
        "sites.failing": Value.count(figures.failing),
        "sites.clean": Value.count(clean),
        "sites.clean_rate": Value.words(percentage(clean, figures.checked) if figures.checked else ""),
        "sites.opened": Value.count(figures.opened or 0),
        "sites.closed": Value.count(figures.closed),
        "sites.graded": Value.flag(figures.unqualified is not None and figures.checked > 0),
        "sites.qualified": Value.count(qualified),
        "sites.unqualified": Value.count(unqualified),
        "sites.pass_rate": Value.words(percentage(qualified, figures.checked) if figures.checked else ""),
        "sites.kinds": Value(
            "", len(kinds) > 1, tuple(kinds), Scope({"kind": Value.words(""), "kind.sites": Value.count(0)})
        ),
        **_change(data, figures),
    }


def _rate(figures: Overall | PeriodFigures) -> float | None:
    """The share of checked sites that passed, in percent as printed; None where nothing was graded."""
    if figures.unqualified is None or not figures.checked:
        return None
    return share(figures.checked - figures.unqualified, figures.checked)


def _change(data: BulletinData, figures: Overall) -> dict[str, Value]:
    """Against the period right before, where its figures are stored; no other period is compared with."""
    now = _rate(figures)
    before = next((row for row in data.earlier if row.period == previous_period(data.period)), None)
    then = _rate(before) if before else None
    known = data.overall is not None and now is not None and then is not None
    points = round((now or 0) - (then or 0), 1) if known else 0.0
    run = _full_periods(data) if data.overall is not None else 0
    return {
        "change": Value.flag(known),
        "change.up": Value.flag(points > 0),
        "change.down": Value.flag(points < 0),
        "change.points": Value.words(decimal_text(abs(points)) if points else ""),
        "change.since": Value.words(_since(data)),
        "streak": Value.flag(now == 100 and run > 0),
        "streak.periods": Value.count(run + 1 if now == 100 and run else 0),
        "streak.broken": Value.flag(now is not None and now < 100 and run > 1),
        "streak.before": Value.count(run if now is not None and now < 100 and run > 1 else 0),
    }


def _full_periods(data: BulletinData) -> int:
    """How many periods in a row before this one had no failing site, all of them stored."""
    known = {row.period: row for row in data.earlier}
    period, run = previous_period(data.period), 0
    while (row := known.get(period)) is not None and _rate(row) == 100:
        run += 1
        period = previous_period(period)
    return run


def previous_period(period: str) -> str:
    """2017Q4 for 2018Q1, 2017 for 2018."""
    year, _, quarter = period.partition("Q")
    if not quarter:
        return str(int(year) - 1)
    return f"{year}Q{int(quarter) - 1}" if quarter != "1" else f"{int(year) - 1}Q4"


def _since(data: BulletinData) -> str:
    period = previous_period(data.period)
    return period_text(int(period[:4]), int(period[5]) if len(period) > 4 else None)


def failing_site_rows(data: BulletinData | None) -> list[dict[str, Value]]:
    """One row for each failing site, in register order of its unit; without data one blank row."""
    sites: Sequence[FailingSite] = (FailingSite("", "", "", "", ()),)
    if data is not None:
        order = {unit.short_name: place for place, unit in enumerate(data.units)}
        sites = sorted(data.failing_sites, key=lambda site: order[site.unit])
    return [
        {
            "site.unit": Value.words(site.unit),
            "site.name": Value.words(site.name),
            "site.code": Value.words(site.site_code),
            "site.reasons": Value.words(enumeration(site.reasons)),
        }
        for site in sites
    ]


def class_rows(data: BulletinData | None, mentions: Mentions) -> list[dict[str, Value]]:
    """One row for each class of problems that has places; without data one blank row."""
    if data is None:
        return [_class(None, ProblemClass("", "", "", ()), mentions)]
    return [_class(data, problem, mentions) for problem in data.problems if problem.places]


def _class(data: BulletinData | None, problem: ProblemClass, mentions: Mentions) -> dict[str, Value]:
    by_unit: dict[str, list[Place]] = {}
    for place in problem.places:
        by_unit.setdefault(place.unit, []).append(place)
    names = data.in_order(by_unit) if data else ()
    sites = {(place.unit, place.site, place.url) for place in problem.places}
    details = [(unit, places_text(by_unit[unit])) for unit in names]
    rows = tuple(Scope({"unit": Value.words(unit), "place": Value.words(text)}) for unit, text in details)
    basis = without_stop(problem.basis)
    return {
        "class.title": Value.words(without_stop(problem.title)),
        "class.units": Value.words(enumeration(names)),
        "class.units.count": Value.count(len(names)),
        "class.sites.count": Value.count(len(sites)),
        "class.count": Value.count(sum(place.count for place in problem.places)),
        "class.one_site_each": Value.flag(len(sites) == len(names)),
        "class.of_sites": Value.flag(any(place.site for place in problem.places)),
        "class.places": Value(
            "", bool(rows), rows, Scope({"unit": Value.words(""), "place": Value.words("")})
        ),
        "class.long": Value.flag(any("；" in text or "，" in text for _, text in details)),
        "class.basis": Value(lambda: _clause(mentions.expand(basis)), bool(basis)),
    }


def _clause(basis: str) -> str:
    """A basis as the middle of a sentence: “规范：底部功能区” becomes “规范关于底部功能区”."""
    return re.sub("[：:]", "关于", re.sub(r"\s+", "", without_stop(basis)))


def places_text(places: Sequence[Place]) -> str:
    """“（“通知公告”“工作动态”栏目）”, by site where the unit has several; empty for one fault of its only
    site."""
    by_site: dict[str, list[Place]] = {}
    for place in places:
        by_site.setdefault(place.site, []).append(place)
    if len(by_site) == 1:
        detail = _site_detail(places)
        return f"（{detail}）" if detail else ""
    return f"（{'；'.join(site + _site_detail(items) for site, items in by_site.items())}）"


def _site_detail(places: Sequence[Place]) -> str:
    columns = list(dict.fromkeys(from_page(place.column) for place in places if place.column))
    others = sum(place.count for place in places if not place.column)
    links = sum(place.links for place in places)
    parts = []
    if columns:
        names = "".join(f"“{name}”" for name in columns)
        parts.append(f"{names}{f'等{len(columns)}个' if len(columns) > 2 else ''}栏目")
    if others > 1 or (others and columns):
        parts.append(f"{'其他' if columns else ''}{others}处")
    if links:
        parts.append(f"同一原因涉及{links}处")
    return "，".join(parts)
