"""The list of findings, as several pages show it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingcha import rules
from mingcha.core.standing import PRESENT, Standing
from mingcha.web.access import Scope
from mingcha.web.listing import Column, Filter, Listing, Words
from mingcha.web.models import FindingRow
from mingcha.web.selectors.names import Names
from mingcha.web.templatetags.mingcha import day, rule_title

STANDING_NAMES: dict[str, Words] = {
    Standing.FAULT.value: _("问题"),
    Standing.SUSPECT.value: _("待复核"),
    Standing.FALSE_ALARM.value: _("误报"),
    Standing.EXEMPT.value: _("已豁免"),
    Standing.UPHELD.value: _("申诉成立"),
    Standing.GONE.value: _("已消除"),
}
_PRESENT = "present"
_ALL = "all"


def standing_name(row: FindingRow) -> str:
    """How a finding stands, in words."""
    return str(STANDING_NAMES.get(row.standing, row.standing))


def where_short(url: str) -> str:
    """An address without its scheme: what a list has room for."""
    return url.partition("://")[2] or url


def _by_standing(rows: Any, value: str) -> Any:
    if value == _ALL:
        return rows
    wanted = [one.value for one in PRESENT] if value == _PRESENT else [value]
    return rows.filter(standing__in=wanted)


def _equals(field: str) -> Callable[[Any, str], Any]:
    return lambda rows, value: rows.filter(**{field: value})


def _words(rows: Any, value: str) -> Any:
    return rows.filter(Q(message__contains=value) | Q(url__contains=value))


def standing_filter() -> Filter:
    """By standing; what is present is usual."""
    choices: list[tuple[str, Words]] = [(_PRESENT, _("现存（问题和待复核）")), *STANDING_NAMES.items()]
    return Filter("standing", _("状态"), _by_standing, [*choices, (_ALL, _("全部"))], usual=_PRESENT)


def unit_filter(names: Names, scope: Scope) -> Filter:
    """By unit, among those that a person may see."""
    units = sorted(names.units.values(), key=lambda unit: unit.place)
    choices: list[tuple[str, Words]] = [("", _("全部单位"))]
    choices += [(str(unit.id), unit.short_name) for unit in units if scope.holds(unit.id)]
    return Filter("unit", _("单位"), _equals("unit_id"), choices)


def rule_filter() -> Filter:
    """By rule, or by a family of rules."""
    choices: list[tuple[str, Words]] = [("", _("全部规则"))]
    choices += [(rule.id, rule_title(rule.id)) for rule in rules.catalogue()]
    return Filter("rule", _("规则"), _equals("rule"), choices)


def finding_list(
    names: Names, scope: Scope, *, place: bool = True, fixed: dict[str, str] | None = None
) -> Listing:
    """Findings; `place` False leaves out unit and site, which the page already names."""
    columns = [
        Column(
            "finding",
            _("问题"),
            lambda row: row.message,
            href=lambda row: reverse("finding", args=[row.id]),
        ),
        Column("standing", _("状态"), standing_name, sort="standing", mark=lambda row: row.standing),
        Column("rule", _("规则"), lambda row: rule_title(row.rule), sort="rule"),
    ]
    if place:
        columns += [
            Column(
                "unit",
                _("单位"),
                lambda row: names.short(row.unit_id),
                href=lambda row: reverse("unit", args=[row.unit_id]) if row.unit_id else "",
                sort="unit_id",
                short=True,
            ),
            Column("host", _("网站"), lambda row: row.host, href=_site_of(names), sort="host"),
        ]
    columns += [
        Column("column", _("栏目"), lambda row: row.column, sort="column"),
        Column("url", _("所在页面"), lambda row: where_short(row.url)),
        Column("first", _("首次发现"), lambda row: day(row.first_seen), sort="first_seen", short=True),
        Column("last", _("最近发现"), lambda row: day(row.last_seen), sort="last_seen", short=True),
    ]
    filters = [standing_filter(), rule_filter()]
    if place:
        filters.insert(1, unit_filter(names, scope))
    filters.append(Filter("words", _("文字"), _words))
    return Listing("findings", tuple(columns), tuple(filters), order="-last")


def _site_of(names: Names) -> Callable[[FindingRow], str]:
    def href(row: FindingRow) -> str:
        site = names.site_id(row.host) if row.host else None
        return reverse("site", args=[site]) if site else ""

    return href
