"""An inspection as data for programs and as text for the terminal (contract, section 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingcha import __version__
from mingcha.core.fetch import FetchFailure
from mingcha.core.page import Column
from mingcha.core.rule import Rule
from mingcha.core.verdict import Finding, Outcome, Verdict
from mingcha.core.view import SiteView

OUTCOME_ZH = {
    Outcome.PASSED: "合格",
    Outcome.FAILED: "不合格",
    Outcome.CANT_TELL: "未能判定",
    Outcome.INAPPLICABLE: "不适用",
}


@dataclass(frozen=True)
class SiteReport:
    """One inspected site and the verdicts on it."""

    view: SiteView
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class InspectionReport:
    """One inspection of one or more sites under one scheme."""

    as_of: datetime
    scheme: str
    sites: tuple[SiteReport, ...]


def inspection_json(report: InspectionReport) -> dict[str, Any]:
    """The result of `inspect --format json`."""
    return {
        "mingcha": __version__,
        "as_of": report.as_of.isoformat(),
        "scheme": report.scheme,
        "sites": [_site(site) for site in report.sites],
    }


def _site(report: SiteReport) -> dict[str, Any]:
    view = report.view
    return {
        "home_url": view.site.home_url,
        "host": view.site.host,
        "site_code": view.site.site_code or None,
        "unit": view.unit.short_name if view.unit else None,
        "pages": len(view.pages),
        "requests": view.requests,
        "complete": view.complete,
        "columns": [_column(column) for column in view.columns],
        "failures": [_failure(failure) for failure in view.failures],
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "url": column.url,
        "kind": column.kind.value,
        "state": column.state.value,
        "items": len(column.items),
        "newest": column.newest.isoformat() if column.newest else None,
    }


def _failure(failure: FetchFailure) -> dict[str, Any]:
    return {
        "url": failure.url,
        "kind": failure.kind.value,
        "status": failure.status,
        "detail": failure.detail,
        "looks": failure.looks,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    row = {
        "rule": verdict.rule,
        "outcome": verdict.outcome.value,
        "reason": verdict.reason,
        "findings": [_finding(finding) for finding in verdict.findings],
        "warnings": [_finding(finding) for finding in verdict.warnings],
    }
    return row if verdict.traceback is None else {**row, "traceback": verdict.traceback}


def _finding(finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {
        "url": finding.url,
        "column": finding.column,
        "message": finding.message.zh,
        "excerpt": finding.excerpt,
        "suspect": finding.suspect,
        "evidence": finding.evidence,
        "seen_at": finding.seen_at.isoformat() if finding.seen_at else None,
    }
    if finding.target is not None:
        row["target"] = finding.target
    if finding.kind is not None:
        row["kind"] = finding.kind
    if finding.count > 1:
        row["count"] = finding.count
    if finding.settled is not None:
        row["settled"] = finding.settled
    return row


def inspection_text(report: InspectionReport, catalogue: Sequence[Rule]) -> str:
    """The result for a person at a terminal: faults first, then what could not be told."""
    titles = {rule.id: rule.title.zh for rule in catalogue}
    return "\n\n".join("\n".join(_site_lines(site, titles)) for site in report.sites) + "\n"


def _site_lines(report: SiteReport, titles: dict[str, str]) -> Iterable[str]:
    view = report.view
    name = view.site.name or (view.home.title if view.home else "") or view.site.host
    yield f"■ {name}  {view.site.home_url}"
    budget = "" if view.complete else "，页面预算用完，未读完全站"
    yield f"  读取 {len(view.pages)} 页，栏目 {len(view.columns)} 个{budget}"
    if view.home is None and view.home_failure is not None:
        yield f"  首页未能取得：{view.home_failure.detail}"
    failed = [verdict for verdict in report.verdicts if verdict.faults]
    yield f"  问题 {sum(len(verdict.faults) for verdict in failed)} 处" + ("：" if failed else "")
    for verdict in failed:
        yield f"  ✗ {titles[verdict.rule]}（{verdict.rule}）"
        yield from (line for finding in verdict.faults for line in _finding_lines(finding))
    for verdict in report.verdicts:
        if verdict.suspects:
            yield f"  ? 待人工复核：{titles[verdict.rule]}（{verdict.rule}）"
            yield from (line for finding in verdict.suspects for line in _finding_lines(finding))
    for verdict in report.verdicts:
        if verdict.warnings:
            yield f"  ! 预警：{titles[verdict.rule]}（{verdict.rule}）"
            yield from (line for finding in verdict.warnings for line in _finding_lines(finding))
    untold = [v for v in report.verdicts if v.outcome is Outcome.CANT_TELL and v.reason]
    for reason in dict.fromkeys(verdict.reason for verdict in untold):
        rules = "、".join(titles[verdict.rule] for verdict in untold if verdict.reason == reason)
        yield f"  － 未能判定：{rules}。原因：{reason}"
    for verdict in untold:
        if verdict.traceback is not None:
            yield f"      技术详情（{verdict.rule}）：{verdict.traceback.strip().splitlines()[-1]}"
    passed = sum(verdict.outcome is Outcome.PASSED for verdict in report.verdicts)
    yield f"  ✓ 合格 {passed} 项"


def _finding_lines(finding: Finding) -> Iterable[str]:
    column = f"【{finding.column}】" if finding.column else ""
    yield f"      {column}{finding.message.zh}"
    yield f"      页面：{finding.url}"
    if finding.target is not None:
        yield f"      链接：{finding.target}"
    if finding.excerpt:
        yield f"      原文：{finding.excerpt}"
