"""A period as it was known at an instant, from stored views and verdicts: no request, nothing parsed again.

Two times are kept apart. What sites showed and how duties stood is that of the run; what people entered,
decided and found is what was known at the instant that is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mingcha import rules
from mingcha.core.casework import settle, with_filings
from mingcha.core.clock import CHINA, china_day
from mingcha.core.codec import from_plain
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Ledger
from mingcha.core.rule import Subject
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import FaultKey, fault_key
from mingcha.core.vetoes import Told
from mingcha.core.view import SiteView
from mingcha.jobs.judging import Evidence, Judged, judge_all, judge_units, people_rows, told_of
from mingcha.jobs.quarter import Quarter, draw_up
from mingcha.web.models import Run
from mingcha.web.selectors.accounts import accounts_until
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.register import register_on
from mingcha.web.selectors.runs import verdicts_of, views_of
from mingcha.web.selectors.schemes import calendar_as_used, scheme_as_used

FROM_LEDGER = frozenset(("late_feedback", "late_error_reply", "late_reply"))
"""Rules that judge by the ledger, late_reply by pages too: judged anew where entries came in later."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A finished run: for which period, as of when, under which scheme, by which working days."""

    id: int
    period: str
    as_of: datetime
    scheme: str
    scheme_sha256: str
    portal_host: str
    report_year: int | None
    calendar: str = ""
    finished: datetime | None = None

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
    row = done.filter(finished__lte=as_of).order_by("-as_of", "-id").first()
    if row is None:
        there = _there_is(done.order_by("finished").first())
        raise UsageError(f"截至 {_minute(as_of)}，{period} 没有已完成的检查（{there}）")
    return _stored(row)


def _there_is(first: Run | None) -> str:
    """What there is instead: the period's first run, which ended later; else the periods that have one."""
    if first is not None and first.finished is not None:
        return f"最早的一次以 {_minute(first.as_of)} 为准，{_minute(first.finished)} 完成"
    periods = Run.objects.filter(state="done").exclude(period="").order_by("period")
    known = dict.fromkeys(periods.values_list("period", flat=True))
    return f"有检查的时段：{'、'.join(known)}" if known else "还没有检查过"


def latest_run() -> StoredRun | None:
    """The latest finished run of all, None when there is none."""
    row = Run.objects.filter(state="done").order_by("-as_of", "-id").first()
    return _stored(row) if row else None


def _minute(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _stored(row: Run) -> StoredRun:
    return StoredRun(
        id=row.id,
        period=row.period,
        as_of=row.as_of,
        scheme=row.scheme,
        scheme_sha256=row.scheme_sha256,
        portal_host=row.portal_host,
        report_year=row.report_year,
        calendar=row.calendar,
        finished=row.finished,
    )


def told_in(run: StoredRun) -> dict[str, Told]:
    """How each rule was named in a run; today's names for a run that kept none."""
    data = Run.objects.values_list("told", flat=True).get(id=run.id)
    kept = {name: from_plain(Told, row) for name, row in data.items()}
    return told_of(rules.catalogue(), run.day) | kept


def evidence_of(
    run: StoredRun, known: datetime, views: Iterable[SiteView] | None = None, period: str = ""
) -> Evidence:
    """What a run judged, with what was entered and decided by the instant `known`.

    `period`: whose findings of people count, where it is not the run's own.
    """
    entered = ledger_until(known, probes_from=known, names_on=run.day)  # the probes are in the views
    facts = entered.until(run.as_of)
    return Evidence(
        as_of=run.as_of,
        register=with_filings(register_on(run.day), facts),
        ledger=replace(
            facts,
            exemptions=entered.exemptions,
            appeals=entered.appeals,
            confirmations=entered.confirmations,
            person_findings=entered.person_findings,
        ),
        calendar=calendar_as_used(run.calendar),
        sites=tuple(views_of(run.id) if views is None else views),
        portal_host=run.portal_host or None,
        report_year=run.report_year,
        accounts=accounts_until(run.as_of),
        period=period or run.period,
    )


def quarter_at(
    run: StoredRun, known: datetime, period: str = "", views: Iterable[SiteView] | None = None
) -> Quarter:
    """The period as known at an instant, from what the rules said in the run under the run's scheme.

    `views` are the run's, where they are at hand; scores need none of them.
    """
    used = scheme_as_used(run.scheme)
    evidence = evidence_of(run, known, views, period)
    judged = stored_judged(run, evidence)
    then = ledger_until(run.as_of, probes_from=run.as_of, names_on=run.day)
    if _facts(evidence.ledger) != _facts(then):
        whole = evidence if evidence.sites else evidence_of(run, known, period=period)
        judged = _judged_anew(judged, whole, used)
    earlier = counted_before(run.period, run.as_of, used, known)
    return draw_up(evidence, used, judged, told=told_in(run), earlier=earlier)


def rejudged_at(
    run: StoredRun, scheme: Scheme, known: datetime, views: Iterable[SiteView] | None = None
) -> Quarter:
    """The run's stored views judged again by today's rules under a scheme, with what was known then."""
    evidence = evidence_of(run, known, views)
    judged = judge_all(evidence, scheme, rules.catalogue())
    earlier = counted_before(run.period, run.as_of, scheme, known)
    return draw_up(evidence, scheme, judged, told=told_of(rules.catalogue(), run.day), earlier=earlier)


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
    """The verdicts with those of the ledger's rules by the entries that came in after the run."""
    anew = [rule for rule in rules.catalogue() if rule.id in FROM_LEDGER and rule.subject is Subject.UNIT]
    fresh = {(row.unit, row.verdict.rule): row for row in judge_units(evidence, scheme, anew)}
    return tuple(row if row.by_person else fresh.get((row.unit, row.verdict.rule), row) for row in judged)


def counted_before(period: str, as_of: datetime, scheme: Scheme, known: datetime) -> frozenset[FaultKey]:
    """Faults that the latest run of an earlier period counted within the scheme's days before an instant.

    What was settled in the unit's favour, as known now, was no fault.
    """
    since = as_of - timedelta(days=scheme.repeat.days)
    before = Run.objects.filter(state="done", as_of__gte=since, as_of__lt=as_of).exclude(period="")
    latest: dict[str, Run] = {}
    for row in before.exclude(period=period).order_by("as_of", "id"):
        latest[row.period] = row
    found: set[FaultKey] = set()
    for row in latest.values():
        past = _stored(row)
        for judged in stored_judged(past, evidence_of(past, known, ())):
            if judged.unit is not None:
                unit = judged.unit.short_name
                found.update(
                    fault_key(judged.verdict.rule, unit, judged.host, finding)
                    for finding in judged.verdict.faults
                )
    return frozenset(found)
