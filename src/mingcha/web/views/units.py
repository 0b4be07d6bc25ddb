"""The list of units, and one unit with its sites, findings and scores."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.core.unit import UnitKind
from mingcha.web import charts
from mingcha.web.access import ConsoleRequest
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.models import UnitVersion
from mingcha.web.selectors.findings import findings_in
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.scores import history_of
from mingcha.web.selectors.sites import sites_in, unchecked_in
from mingcha.web.selectors.units import units_in
from mingcha.web.templatetags.mingcha import day
from mingcha.web.views.finding_list import finding_list
from mingcha.web.views.lists import list_page


def _href(row: UnitVersion) -> str:
    return reverse("unit", args=[row.unit_id])


def _findings(row: UnitVersion, standing: str) -> str:
    return f"{reverse('findings')}?unit={row.unit_id}&standing={standing}"


UNITS = Listing(
    "units",
    (
        Column("place", _("排序"), lambda row: row.order, sort="order", number=True),
        Column("unit", _("单位"), lambda row: row.short_name, href=_href, sort="short_name"),
        Column("kind", _("类别"), lambda row: row.kind, sort="kind"),
        Column("sites", _("网站"), lambda row: row.sites, sort="sites", number=True),
        Column(
            "faults",
            _("问题"),
            lambda row: row.faults,
            href=lambda row: _findings(row, "fault"),
            sort="faults",
            number=True,
        ),
        Column(
            "suspects",
            _("待复核"),
            lambda row: row.suspects,
            href=lambda row: _findings(row, "suspect"),
            sort="suspects",
            number=True,
        ),
        Column(
            "unchecked",
            _("未能检查"),
            lambda row: row.unchecked,
            href=lambda row: f"{reverse('unchecked')}?unit={row.unit_id}",
            sort="unchecked",
            number=True,
        ),
    ),
    (
        Filter(
            "kind",
            _("类别"),
            lambda rows, value: rows.filter(kind=value),
            [("", _("全部类别")), *((kind.value, kind.value) for kind in UnitKind)],
        ),
        Filter(
            "with",
            _("情况"),
            lambda rows, value: rows.filter(**{f"{value}__gt": 0}),
            [
                ("", _("全部")),
                ("faults", _("有问题")),
                ("suspects", _("有待复核")),
                ("unchecked", _("有未能检查")),
            ],
        ),
        Filter("words", _("名称"), lambda rows, value: rows.filter(name__contains=value)),
    ),
    order="place",
)


@require_safe
def units(request: ConsoleRequest) -> HttpResponseBase:
    """All units that this person may see."""
    return list_page(request, "units.html", UNITS, units_in(request.scope))


@require_safe
def unit(request: ConsoleRequest, unit_id: int) -> HttpResponseBase:
    """One unit: its sites, what is wrong, what could not be checked, how it scored."""
    version = units_in(request.scope).filter(unit_id=unit_id).first()
    if version is None:
        raise Http404
    names = Names()
    history = history_of(request.scope, unit_id)
    context = {
        "unit": version,
        "parent": names.units.get(version.parent_id or 0),
        "sites_of": sites_in(request.scope).filter(unit_id=unit_id).order_by("position"),
        "unchecked": unchecked_in(request.scope).filter(unit_id=unit_id).order_by("rule")[:20],
        "history": history,
        "bars": charts.bars([(one.period or day(one.as_of), one.total) for one in history]),
    }
    listing = finding_list(names, request.scope, place=False)
    rows = findings_in(request.scope).filter(unit_id=unit_id)
    return list_page(request, "unit.html", listing, rows, context)
