"""Runs: what was inspected when, how far it is, what came of it."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.web import clock
from mingcha.web.access import ConsoleRequest
from mingcha.web.listing import Column, Filter, Listing, Words
from mingcha.web.models import SiteRun
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.run_list import outcomes_of, sites_of, stands_still
from mingcha.web.selectors.run_list import runs as all_runs
from mingcha.web.templatetags.mingcha import minute
from mingcha.web.views.lists import list_page

STATES: dict[str, Words] = {
    "running": _("进行中"),
    "done": _("已完成"),
    "stopped": _("已停止"),
    "abandoned": _("已中断"),
}

RUNS = Listing(
    "runs",
    (
        Column(
            "number",
            _("编号"),
            lambda row: row.id,
            href=lambda row: reverse("run", args=[row.id]),
            sort="id",
            number=True,
        ),
        Column("period", _("时段"), lambda row: row.period or "—", sort="period"),
        Column("as_of", _("以何时为准"), lambda row: minute(row.as_of), sort="as_of"),
        Column(
            "state",
            _("状态"),
            lambda row: str(STATES.get(row.state, row.state)),
            sort="state",
            mark=lambda row: row.state,
        ),
        Column("scheme", _("考核方案"), lambda row: row.scheme, sort="scheme"),
        Column("sites", _("网站"), lambda row: f"{row.saved_count}/{row.site_count}", number=True),
        Column("started", _("开始"), lambda row: minute(row.started), sort="started"),
        Column("finished", _("结束"), lambda row: minute(row.finished)),
    ),
    (
        Filter(
            "state",
            _("状态"),
            lambda rows, value: rows.filter(state=value),
            [("", _("全部")), *STATES.items()],
        ),
    ),
    order="-number",
)


@require_safe
def runs(request: ConsoleRequest) -> HttpResponseBase:
    """All runs."""
    return list_page(request, "runs.html", RUNS, all_runs())


@require_safe
def run(request: ConsoleRequest, run_id: int) -> HttpResponseBase:
    """One run, with its sites."""
    row = all_runs().filter(id=run_id).first()
    if row is None:
        raise Http404
    names = Names()

    def site_href(one: SiteRun) -> str:
        known = names.site_id(one.host)
        return reverse("site", args=[known]) if known else ""

    def count(one: SiteRun, outcome: str) -> int:
        return int(one.outcomes.get(outcome, 0))

    listing = Listing(
        "run-sites",
        (
            Column("host", _("网站"), lambda one: one.host, href=site_href, sort="host"),
            Column("saved", _("结果写入"), lambda one: minute(one.saved) or str(_("尚无结果"))),
            Column("failed", _("不合格"), lambda one: count(one, "failed"), number=True),
            Column("cant_tell", _("未能判定"), lambda one: count(one, "cant_tell"), number=True),
            Column("passed", _("通过"), lambda one: count(one, "passed"), number=True),
        ),
        (
            Filter(
                "result",
                _("结果"),
                lambda rows, value: rows.filter(saved__isnull=value == "none"),
                [("", _("全部")), ("some", _("已有结果")), ("none", _("尚无结果"))],
            ),
        ),
        order="host",
    )
    context = {
        "run": row,
        "state": STATES.get(row.state, row.state),
        "outcomes": outcomes_of(run_id),
        "still": stands_still(row, clock.now()),
    }
    return list_page(request, "run.html", listing, sites_of(run_id), context)
