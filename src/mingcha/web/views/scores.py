"""Scores of a run, and one score with the lines of its sum."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.core.scheme import UNCERTAIN
from mingcha.core.scoring import Grade, ScoreLine, Why
from mingcha.core.unit import UnitKind
from mingcha.web.access import ConsoleRequest
from mingcha.web.listing import Column, Filter, Listing, Words
from mingcha.web.models import FindingRow, Run, ScoreRow
from mingcha.web.selectors.findings import findings_in
from mingcha.web.selectors.names import Names
from mingcha.web.selectors.scores import score_of, scored_runs, scores_in
from mingcha.web.templatetags.mingcha import day, rule_title
from mingcha.web.views.lists import list_page

GRADES: dict[str, Words] = {
    Grade.QUALIFIED.value: _("合格"),
    Grade.UNQUALIFIED.value: _("不合格"),
    Grade.NOT_GRADED.value: _("检查不足，不定等次"),
}
WHYS: dict[Why, Words] = {
    Why.CAP: _("已达扣分上限"),
    Why.SAME_FAULT: _("与另一规则为同一问题，不重复扣分"),
    Why.OUT_OF_SCOPE: _("本方案不对该网站计分"),
    Why.NOT_EXAMINED: _("该部分不考核"),
    Why.NO_BONUS: _("未达加分线"),
    Why.REPEATED: _("重复出现"),
}


def _label(run: Run) -> str:
    return f"{run.period or day(run.as_of)} · {run.scheme}"


@require_safe
def scores(request: ConsoleRequest) -> HttpResponseBase:
    """The scores of one run, the latest unless another is chosen."""
    known = scored_runs()
    if not known:
        return render(request, "scores.html", {"list": None, "runs": ()})
    wanted = request.GET.get("run", "")
    run = next((one for one in known if str(one.id) == wanted), known[0])
    names = Names()

    def kind(rows: Any, value: str) -> Any:
        ids = [unit.id for unit in names.units.values() if unit.kind == value]
        return rows.filter(unit_id__in=ids)

    listing = Listing(
        "scores",
        (
            Column(
                "unit",
                _("单位"),
                lambda row: names.short(row.unit_id),
                href=lambda row: reverse("score", args=[row.run_id, row.unit_id]),
                sort="unit_id",
            ),
            Column("kind", _("类别"), lambda row: _kind_of(names, row)),
            Column("total", _("得分"), lambda row: row.total, sort="total", number=True),
            Column(
                "grade",
                _("等次"),
                lambda row: str(GRADES.get(row.data.get("grade", "qualified"), "")),
                mark=lambda row: row.data.get("grade", "qualified"),
            ),
            Column(
                "vetoes", _("单项否决"), lambda row: "、".join(map(rule_title, row.data.get("vetoes", [])))
            ),
            Column(
                "checked",
                _("已检查项"),
                lambda row: f"{row.data.get('checked', 0)}/{row.data.get('asked', 0)}",
                number=True,
            ),
        ),
        (
            Filter(
                "kind",
                _("同类单位"),
                kind,
                [("", _("全部类别")), *((one.value, one.value) for one in UnitKind)],
            ),
        ),
        order="-total",
        fixed={"run": str(run.id)},
    )
    context = {"run": run, "runs": [(one.id, _label(one)) for one in known]}
    return list_page(request, "scores.html", listing, scores_in(request.scope, run.id), context)


def _kind_of(names: Names, row: ScoreRow) -> str:
    unit = names.units.get(row.unit_id)
    return unit.kind if unit else ""


@require_safe
def score(request: ConsoleRequest, run_id: int, unit_id: int) -> HttpResponseBase:
    """One score with every line of its sum; each line opens its proof."""
    found = score_of(request.scope, run_id, unit_id)
    if found is None:
        raise Http404
    row, told = found
    names = Names()
    ids = _finding_ids(request, unit_id)
    context = {
        "row": row,
        "run": row.run,
        "score": told,
        "grade": GRADES[told.grade.value],
        "unit": names.units.get(unit_id),
        "lines": [
            (
                line,
                line.title or rule_title(line.rule),
                WHYS[line.why] if line.why else "",
                line.certainty in UNCERTAIN,
                ids.get(_key(line)),
            )
            for line in told.lines
        ],
        "vetoes": [(line, line.certainty in UNCERTAIN) for line in told.veto_lines],
    }
    return render(request, "score.html", context)


def _finding_ids(request: ConsoleRequest, unit_id: int) -> dict[tuple[str, str, str, str, str], int]:
    """The findings of a unit by what a score's line says of them."""
    rows = findings_in(request.scope).filter(unit_id=unit_id)
    return {_row_key(row): row.id for row in rows}


def _row_key(row: FindingRow) -> tuple[str, str, str, str, str]:
    return row.rule, row.host, row.url, row.target, row.column


def _key(line: ScoreLine) -> tuple[str, str, str, str, str]:
    one = line.finding
    return line.rule, line.host or "", one.url, one.target or "", one.column or ""
