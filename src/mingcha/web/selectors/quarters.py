"""A period as it stood at an instant, from stored views and verdicts: no request, nothing parsed again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mingcha import calendars, rules
from mingcha.core.casework import settle, with_filings
from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Ledger
from mingcha.core.rule import Subject
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import FaultKey, fault_key
from mingcha.core.view import SiteView
from mingcha.jobs.judging import Evidence, Judged, judge_units, people_rows, told_of
from mingcha.jobs.quarter import Quarter, draw_up
from mingcha.web.models import Run
from mingcha.web.selectors.accounts import accounts_until
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.register import register_on
from mingcha.web.selectors.runs import verdicts_of, views_of
from mingcha.web.selectors.schemes import scheme_as_used

FROM_LEDGER = frozenset(("late_feedback", "late_error_reply", "late_reply"))
"""Rules that judge by the ledger alone: judged anew where the ledger went on after the run."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A finished run: for which period, as of when, under which scheme."""

    id: int
    period: str
    as_of: datetime
    scheme: str
    scheme_sha256: str
    portal_host: str
    report_year: int | None

    @property
    def day(self) -> date:
        """The day of judging in China."""
        return china_day(self.as_of)


def run_by_id(run_id: int) -> StoredRun:
    """A finished run by its number; UsageError when there is none."""
    row = Run.objects.filter(id=run_id).first()
    if row is None or row.state != "done":
        known = "、".join(str(run.id) for run in Run.objects.filter(state="done").order_by("-id")[:10])
        raise UsageError(f"没有已完成的第 {run_id} 次检查：已完成的有 {known or '（无）'}")
    return _stored(row)


def run_of_period(period: str, as_of: datetime) -> StoredRun:
    """The latest finished run of a period by an instant; UsageError tells what there is instead."""
    done = Run.objects.filter(state="done", period__startswith=period)
    row = done.filter(as_of__lte=as_of, finished__lte=as_of).order_by("-as_of", "-id").first()
    if row is None:
        first = done.order_by("as_of").first()
        there = (
            f"最早的一次以 {first.as_of.astimezone(as_of.tzinfo):%Y-%m-%d %H:%M} 为准"
            if first
            else "还没有检查过"
        )
        raise UsageError(f"截至 {as_of:%Y-%m-%d %H:%M}，{period} 没有已完成的检查（{there}）")
    return _stored(row)


def latest_run() -> StoredRun | None:
    """The latest finished run of all, None when there is none."""
    row = Run.objects.filter(state="done").order_by("-as_of", "-id").first()
    return _stored(row) if row else None


def _stored(row: Run) -> StoredRun:
    return StoredRun(
        row.id, row.period, row.as_of, row.scheme, row.scheme_sha256, row.portal_host, row.report_year
    )


def evidence_of(run: StoredRun, as_of: datetime, views: Iterable[SiteView] | None = None) -> Evidence:
    """What a run judged, with its register, and ledger and accounts as they were known at `as_of`."""
    ledger = ledger_until(as_of, probes_from=as_of, names_on=run.day)  # the probes are in the views
    filed = ledger.until(run.as_of)
    return Evidence(
        as_of=as_of,
        register=with_filings(register_on(run.day), filed),
        ledger=ledger,
        calendar=calendars.shipped(),
        sites=tuple(views_of(run.id) if views is None else views),
        portal_host=run.portal_host or None,
        report_year=run.report_year,
        accounts=accounts_until(as_of),
        period=run.period,
    )


def quarter_at(run: StoredRun, as_of: datetime, period: str = "") -> Quarter:
    """The period as known at an instant, from what the rules said in the run under the run's scheme.

    People's decisions are those by `as_of`; the ledger's own figures too. What sites showed is of the run.
    `period`: whose findings of people count, where it is not the run's own.
    """
    used = scheme_as_used(run.scheme)
    at_run = evidence_of(run, run.as_of)
    now = at_run if as_of == run.as_of else evidence_of(run, as_of, at_run.sites)
    now = replace(now, period=period or run.period)
    judged = stored_judged(run, now)
    if _facts(now.ledger) != _facts(at_run.ledger):
        judged = _judged_anew(judged, now, used)
    return draw_up(
        now,
        used,
        judged,
        told=told_of(rules.catalogue(), run.day),
        earlier=counted_before(run, used, as_of),
        seen=at_run,
    )


def stored_judged(run: StoredRun, evidence: Evidence) -> tuple[Judged, ...]:
    """The verdicts of a run, settled by the ledger's decisions, then the findings of people."""
    units = evidence.register.by_code
    rows = []
    for row in verdicts_of(run.id):
        unit = units.get(row.unit_code)
        settled = settle(row.verdict, evidence.ledger, unit, row.host, run.day)
        rows.append(Judged(unit, row.host, settled, row.verdict))
    return (*rows, *people_rows(evidence.ledger, evidence.register, evidence.period, evidence.as_of))


def _facts(ledger: Ledger) -> Ledger:
    """What the ledger's own rules judge by."""
    return Ledger(
        orders=ledger.orders, feedbacks=ledger.feedbacks, messages=ledger.messages, replies=ledger.replies
    )


def _judged_anew(judged: tuple[Judged, ...], evidence: Evidence, scheme: Scheme) -> tuple[Judged, ...]:
    """The verdicts with those of the ledger's rules as of the evidence's instant."""
    anew = [rule for rule in rules.catalogue() if rule.id in FROM_LEDGER and rule.subject is Subject.UNIT]
    fresh = {(row.unit, row.verdict.rule): row for row in judge_units(evidence, scheme, anew)}
    return tuple(row if row.by_person else fresh.get((row.unit, row.verdict.rule), row) for row in judged)


def counted_before(run: StoredRun, scheme: Scheme, as_of: datetime) -> frozenset[FaultKey]:
    """Faults that the latest run of an earlier period counted within the scheme's days before this run.

    What was settled in the unit's favour by `as_of` was no fault.
    """
    since = run.as_of - timedelta(days=scheme.repeat.days)
    before = Run.objects.filter(state="done", as_of__gte=since, as_of__lt=run.as_of).exclude(period="")
    latest: dict[str, Run] = {}
    for row in before.exclude(period=run.period).order_by("as_of", "id"):
        latest[row.period] = row
    found: set[FaultKey] = set()
    for row in latest.values():
        past = _stored(row)
        for judged in stored_judged(past, evidence_of(past, as_of, ())):
            if judged.unit is not None:
                unit = judged.unit.short_name
                found.update(
                    fault_key(judged.verdict.rule, unit, judged.host, finding)
                    for finding in judged.verdict.faults
                )
    return frozenset(found)
