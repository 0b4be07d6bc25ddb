"""The quarter as it stands at one instant: duties, orders, messages, faults, scores; and its result file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mingcha.core.clock import china_day
from mingcha.core.duty import (
    FeedbackState,
    MessageState,
    ReplyTerms,
    State,
    feedback_states,
    message_states,
)
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import FaultKey, Score
from mingcha.core.unit import Unit
from mingcha.core.verdict import Finding, Outcome
from mingcha.core.vetoes import Told
from mingcha.jobs.judging import Evidence, Judged, not_examined, scores_of
from mingcha.rules.disclosure._annual_report import ReportStatus, report_status

LINK_RULES = frozenset(("dead_link", "dead_attachment", "dead_exit", "unregistered_site"))
"""Rules whose findings are about an address; their rows name it as `target`."""


@dataclass(frozen=True)
class Quarter:
    """Everything that a result file and a bulletin say, each list in register order."""

    evidence: Evidence
    scheme: Scheme
    judged: tuple[Judged, ...]
    reports: tuple[tuple[Unit, ReportStatus], ...]
    orders: tuple[FeedbackState, ...]
    messages: tuple[MessageState, ...]
    scores: tuple[Score, ...]

    def host_of(self, row: Judged) -> str | None:
        """The host that a verdict is filed under: its own, else the unit's first in register order."""
        if row.host is not None or row.unit is None:
            return row.host
        return next((site.host for site in self.evidence.register.sites_of(row.unit)), None)


def draw_up(
    evidence: Evidence,
    scheme: Scheme,
    judged: tuple[Judged, ...],
    *,
    told: Mapping[str, Told] | None = None,
    earlier: frozenset[FaultKey] = frozenset(),
) -> Quarter:
    """The quarter from what was judged; `earlier` are faults that were counted not long before."""
    register, ledger, as_of = evidence.register, evidence.ledger, evidence.as_of
    reports = (
        tuple((unit, report_status(evidence.unit_view(unit))) for unit in register.units)
        if evidence.report_year is not None
        else ()
    )
    day = china_day(as_of)
    return Quarter(
        evidence=evidence,
        scheme=scheme,
        judged=judged,
        reports=reports,
        orders=feedback_states(ledger, register, evidence.portal_unit, as_of),
        messages=message_states(ledger, register, evidence.calendar, reply_terms(scheme), as_of),
        scores=scores_of(
            judged,
            register,
            scheme,
            told=told,
            earlier=earlier,
            unexamined=not_examined(ledger, register, scheme, day),
        ),
    )


def reply_terms(scheme: Scheme) -> ReplyTerms:
    """The working days to answer under a scheme."""
    terms = scheme.rules.get("late_error_reply")
    workdays = terms.params.get("workdays") if terms else None
    return ReplyTerms() if workdays is None else ReplyTerms(error_report=int(workdays))


def result(quarter: Quarter, bulletin: dict[str, Any]) -> dict[str, Any]:
    """The content of result.json (contract, section 4)."""
    return {
        "duties": {"annual_report": _annual_report(quarter)},
        "orders": _orders(quarter),
        "messages": _messages(quarter),
        "faults": _rows(quarter, lambda row: row.verdict.faults),
        "suspects": _rows(quarter, lambda row: row.verdict.suspects),
        "not_checked": [
            {"host": quarter.host_of(row), "rule": row.verdict.rule, "reason": row.verdict.reason}
            for row in quarter.judged
            if row.verdict.outcome is Outcome.CANT_TELL and row.verdict.reason is not None
        ],
        "scores": [
            {"unit": row.unit, "score": row.total, "vetoes": list(row.vetoes)} for row in quarter.scores
        ],
        "bulletin": bulletin,
    }


def _annual_report(quarter: Quarter) -> dict[str, list[str]]:
    states = (State.ON_TIME, State.LATE, State.MISSING, State.CANT_TELL)
    return {
        state.value: [unit.short_name for unit, status in quarter.reports if status.state is state]
        for state in states
    }


def _orders(quarter: Quarter) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {
        order.number: {"on_time": [], "late": [], "missing": [], "praised": []}
        for order in quarter.evidence.ledger.orders
    }
    for row in quarter.orders:
        lists = found[row.order.number]
        if row.state.value in lists:
            lists[row.state.value].append(row.unit.short_name)
        if row.praised:
            lists["praised"].append(row.unit.short_name)
    return found


def _messages(quarter: Quarter) -> dict[str, Any]:
    def ids(state: State) -> list[str]:
        return [row.message.id for row in quarter.messages if row.state is state]

    return {
        "received": len(quarter.messages),
        "on_time": len(ids(State.ON_TIME)),
        "late": len(ids(State.LATE)),
        "open": len(ids(State.OPEN)),
        "overdue": ids(State.MISSING),
    }


def _rows(quarter: Quarter, pick: Callable[[Judged], Iterable[Finding]]) -> list[dict[str, Any]]:
    rows = []
    for judged in quarter.judged:
        for finding in pick(judged):
            row = {"host": quarter.host_of(judged), "rule": judged.verdict.rule, "url": finding.url}
            if finding.target is not None and judged.verdict.rule in LINK_RULES:
                row["target"] = finding.target
            rows.append(row)
    return rows
