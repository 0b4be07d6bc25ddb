"""Sites, their columns, and what could not be checked."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.core.clock import china_day
from mingcha.core.page import Column as SiteColumn
from mingcha.core.page import ColumnKind, ListState
from mingcha.core.unit import SiteStatus
from mingcha.web import charts
from mingcha.web.access import ConsoleRequest, Scope
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.selectors.findings import findings_in, present
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.sites import column_key, site_detail, sites_in, unchecked_in
from mingcha.web.templatetags.mingcha import minute, rule_title
from mingcha.web.views.finding_list import finding_list, rule_filter, unit_filter
from mingcha.web.views.lists import list_page

OUTCOMES = {
    "passed": _("通过"),
    "failed": _("不合格"),
    "cant_tell": _("未能判定"),
    "inapplicable": _("不适用"),
}
STATES = {
    ListState.LISTED: _("有列表"),
    ListState.EMPTY: _("空白"),
    ListState.REMOTE: _("脚本填充，未读"),
    ListState.HUB: _("下级栏目页"),
    ListState.CONTENT: _("单页内容"),
    ListState.UNREAD: _("未读到"),
}
KINDS = {
    ColumnKind.HOME: _("首页"),
    ColumnKind.NEWS: _("动态"),
    ColumnKind.NOTICE: _("通知公告"),
    ColumnKind.POLICY: _("政策文件"),
    ColumnKind.EXPLANATION: _("政策解读"),
    ColumnKind.ANNUAL_REPORT: _("信息公开年报"),
    ColumnKind.CATALOGUE: _("公开目录"),
    ColumnKind.GUIDE: _("公开指南"),
    ColumnKind.LEADER: _("领导信息"),
    ColumnKind.ORGAN: _("机构信息"),
    ColumnKind.PERSONNEL: _("人事"),
    ColumnKind.PLAN: _("规划计划"),
    ColumnKind.FINANCE: _("财政"),
    ColumnKind.STATISTICS: _("统计"),
    ColumnKind.CONSULTATION: _("征集调查"),
    ColumnKind.SURVEY: _("网上调查"),
    ColumnKind.INTERVIEW: _("在线访谈"),
    ColumnKind.MESSAGE: _("留言"),
    ColumnKind.SERVICE: _("办事服务"),
    ColumnKind.VIDEO: _("视频"),
    ColumnKind.TOPIC: _("专题"),
    ColumnKind.OTHER: _("其他"),
}


def _site_list(names: Names, scope: Scope) -> Listing:
    return Listing(
        "sites",
        (
            Column(
                "name",
                _("网站"),
                lambda row: row.name or row.host,
                href=lambda row: reverse("site", args=[row.site_id]),
                sort="name",
            ),
            Column("host", _("域名"), lambda row: row.host, sort="host"),
            Column("code", _("网站标识码"), lambda row: row.site_code, sort="site_code"),
            Column(
                "unit",
                _("单位"),
                lambda row: names.short(row.unit_id),
                href=lambda row: reverse("unit", args=[row.unit_id]),
                sort="unit_id",
            ),
            Column("status", _("登记状态"), lambda row: row.status, sort="status"),
        ),
        (
            unit_filter(names, scope),
            Filter(
                "status",
                _("登记状态"),
                lambda rows, value: rows.filter(status=value),
                [("", _("全部状态")), *((one.value, one.value) for one in SiteStatus)],
            ),
            Filter(
                "words",
                _("名称或域名"),
                lambda rows, value: rows.filter(Q(name__contains=value) | Q(host__contains=value)),
            ),
        ),
        order="unit",
    )


@require_safe
def sites(request: ConsoleRequest) -> HttpResponseBase:
    """All sites that this person may see."""
    return list_page(request, "sites.html", _site_list(Names(), request.scope), sites_in(request.scope))


@require_safe
def site(request: ConsoleRequest, site_id: int) -> HttpResponseBase:
    """One site: what the register says, what was seen, what the rules say."""
    detail = site_detail(request.scope, site_id)
    if detail is None:
        raise Http404
    names = Names()
    host = detail.version.host
    faulty = present(findings_in(request.scope).filter(host=host)).exclude(column="")
    bad = set(faulty.values_list("column", flat=True))
    columns = detail.look.columns if detail.look else ()
    context = {
        "detail": detail,
        "version": detail.version,
        "site": detail.site,
        "unit_name": names.short(detail.version.unit_id),
        "columns": [
            (one, column_key(one.url), KINDS[one.kind], STATES[one.state], one.name in bad) for one in columns
        ],
        "verdicts": [(one, OUTCOMES.get(one.outcome, one.outcome)) for one in detail.verdicts],
    }
    listing = finding_list(names, request.scope, place=False)
    return list_page(request, "site.html", listing, findings_in(request.scope).filter(host=host), context)


@require_safe
def column(request: ConsoleRequest, site_id: int, key: str) -> HttpResponseBase:
    """One column: when it was kept up, its newest items, and what is wrong with it."""
    detail = site_detail(request.scope, site_id)
    look = detail.look if detail else None
    found = next((one for one in look.columns if column_key(one.url) == key), None) if look else None
    if detail is None or look is None or found is None:
        raise Http404
    names = Names()
    days = [item.date for item in found.items if item.date is not None]
    context = {
        "detail": detail,
        "version": detail.version,
        "unit_name": names.short(detail.version.unit_id),
        "look": look,
        "column": found,
        "kind": KINDS[found.kind],
        "state": STATES[found.state],
        "map": charts.heat_map(days, china_day(look.as_of)),
    }
    listing = finding_list(names, request.scope, place=False)
    rows = _of_column(findings_in(request.scope).filter(host=detail.version.host), found)
    return list_page(request, "column.html", listing, rows, context)


def _of_column(rows: Any, column: SiteColumn) -> Any:
    return rows.filter(Q(column=column.name) | Q(url=column.url))


@require_safe
def unchecked(request: ConsoleRequest) -> HttpResponseBase:
    """What could not be checked, why, and what to do about it."""
    names = Names()

    def host(row: Any) -> str:
        return row.site_run.host if row.site_run else ""

    def site_href(row: Any) -> str:
        known = names.site_id(host(row))
        return reverse("site", args=[known]) if known else ""

    listing = Listing(
        "unchecked",
        (
            Column("rule", _("规则"), lambda row: rule_title(row.rule), sort="rule"),
            Column(
                "unit",
                _("单位"),
                lambda row: names.short(row.unit_id),
                href=lambda row: reverse("unit", args=[row.unit_id]) if row.unit_id else "",
                sort="unit_id",
                short=True,
            ),
            Column("host", _("网站"), host, href=site_href),
            Column("reason", _("为什么，怎么办"), lambda row: row.reason or ""),
            Column("at", _("检查时间"), lambda row: minute(row.run.as_of), sort="id", short=True),
        ),
        (
            unit_filter(names, request.scope),
            rule_filter(),
            Filter("words", _("文字"), lambda rows, value: rows.filter(reason__contains=value)),
        ),
        order="unit",
    )
    return list_page(request, "unchecked.html", listing, unchecked_in(request.scope))
