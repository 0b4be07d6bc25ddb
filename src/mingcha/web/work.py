"""What a worker does: the handlers of every kind of job, over the store that Django points at."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from mingcha.core.casework import with_filings
from mingcha.core.clock import Calendar, china_day
from mingcha.core.duty import feedback_states, message_states
from mingcha.core.errors import CannotDo
from mingcha.core.ledger import ProbeEvent
from mingcha.core.rule import Rule
from mingcha.core.scheme import Scheme
from mingcha.core.unit import Site, SiteKind
from mingcha.core.verdict import Verdict
from mingcha.core.view import SiteView
from mingcha.engine.chain import sealed_head
from mingcha.engine.verify import verify
from mingcha.jobs.conclusion import conclude_run
from mingcha.jobs.engine import Delivery, GiveBack, Handlers, JobEngine
from mingcha.jobs.inspection import running_sites
from mingcha.jobs.judging import Judged, judge_units
from mingcha.jobs.probing import ProbeTools, probe_shard
from mingcha.jobs.quarter import reply_terms
from mingcha.jobs.reminders import reminders
from mingcha.jobs.shards import InspectionTools, Shard, SiteClaim, inspect_shard
from mingcha.web.models import Run
from mingcha.web.selectors.evidence import anchors, relied_on
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.quarters import StoredRun, evidence_of
from mingcha.web.selectors.register import register_on
from mingcha.web.selectors.schemes import open_scheme, scheme_as_used
from mingcha.web.services import claims, runs
from mingcha.web.services.jobs import outages
from mingcha.web.services.ledger import record
from mingcha.web.services.reminders import record_reminders
from mingcha.web.services.schedules import mark_done
from mingcha.web.store import close_connection

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
WRITING_S = 900.0
"""Seconds until evidence is looked at again that a run is writing at the moment."""


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class WorkStore:
    """The store as jobs see it; a database that does not answer is StoreDown."""

    engine: JobEngine
    evidence: Path
    catalogue: Sequence[Rule]
    clock: Clock = now

    def claim(self, run: int, shard: int) -> Shard | None:
        """As `RunStore.claim`."""
        with outages():
            return claims.claim_shard(run_id=run, shard=shard, at=self.clock())

    def hold(self, held: Sequence[SiteClaim]) -> frozenset[int]:
        """As `RunStore.hold`."""
        with outages():
            return claims.hold(claims=held, at=self.clock())

    def save(self, claim: SiteClaim, view: SiteView, verdicts: Sequence[Verdict]) -> None:
        """As `RunStore.save`."""
        with outages():
            claims.save_claimed(claim=claim, view=view, verdicts=verdicts, at=self.clock())

    def shard_done(self, run: int) -> None:
        """As `RunStore.shard_done`."""
        with outages():
            if not claims.sites_left(run):
                self.engine.defer(claims.conclusion_job(run))

    def close(self) -> None:
        """As `RunStore.close`."""
        close_connection()

    def judged_units(self, run: int) -> Iterable[Judged] | None:
        """As `ConclusionStore.judged_units`."""
        with outages():
            row = Run.objects.filter(id=run, state="running").first()
            if row is None or claims.sites_left(run):
                return None
            stored = StoredRun(
                row.id, row.period, row.as_of, row.scheme, row.scheme_sha256, row.portal_host,
                row.report_year, row.calendar,
            )  # fmt: skip
            evidence = evidence_of(stored, row.as_of)
        return tuple(judge_units(evidence, scheme_as_used(row.scheme), self.catalogue))

    def conclude(self, run: int, judged: Iterable[Judged]) -> None:
        """As `ConclusionStore.conclude`."""
        by_unit: dict[str, list[Judged]] = {}
        for one in judged:
            if one.unit is not None:
                by_unit.setdefault(one.unit.code, []).append(one)
        at = self.clock()
        with outages(), transaction.atomic():
            claim = runs.claim_run(run_id=run, at=at)
            for rows in by_unit.values():
                unit = rows[0].unit
                assert unit is not None
                verdicts = [one.unsettled for one in rows]
                runs.save_unit_verdicts(run=claim, unit=unit, verdicts=verdicts, at=at)
            runs.finish_run(run=claim, at=at, evidence_head=sealed_head(self.evidence))

    def probed_sites(self, shard: int, shards: int) -> Sequence[Site]:
        """As `ProbeStore.probed_sites`."""
        return self.sites()[shard::shards]

    def record_probes(self, events: Sequence[ProbeEvent]) -> None:
        """As `ProbeStore.record_probes`."""
        with outages():
            record(entries=events)
            mark_done(name="probes", at=self.clock())

    def sites(self) -> tuple[Site, ...]:
        """The sites that are to be reached today: registered, running, not filed as offline."""
        at = self.clock()
        with outages():
            register = with_filings(register_on(china_day(at)), ledger_until(at, probes_from=at))
        return tuple(site for site in running_sites(register, at) if not site.offline_on(china_day(at)))

    def remind(self, scheme: Scheme, calendar: Calendar) -> int:
        """Keep what units are to be reminded of today; how many are new."""
        at = self.clock()
        ledger = ledger_until(at, probes_from=at)
        register = with_filings(register_on(china_day(at)), ledger)
        portals = [site.unit_code for site in register.sites if site.kind is SiteKind.PORTAL]
        portal = register.by_code.get(portals[0]) if portals else None
        found = reminders(
            feedback_states(ledger, register, portal, at),
            message_states(ledger, register, calendar, reply_terms(scheme), at),
            at,
        )
        return record_reminders(found=found, at=at)

    def begin_routine(self, scheme_id: str, calendar: Calendar) -> int | None:
        """Begin a routine run over all sites that no other run has; None when there is none."""
        at = self.clock()
        register = register_on(china_day(at))
        busy = claims.busy_addresses()
        free = [site for site in running_sites(register, at) if claims.key_of(site) not in busy]
        if not free:
            return None
        return claims.begin_run(
            engine=self.engine, scheme=open_scheme(scheme_id), sites=free, at=at, calendar=calendar
        )


@dataclass(frozen=True)
class WorkTools:
    """How jobs are carried out; `tend_s` is the silence after which a run's jobs are handed in again."""

    inspection: InspectionTools
    probing: ProbeTools
    scheme: Callable[[datetime], str]
    calendar: Calendar
    tend_s: float = 900.0


def handlers(store: WorkStore, tools: WorkTools) -> Handlers:
    """Every kind of job with its handler."""

    def inspect(delivery: Delivery) -> None:
        inspect_shard(delivery, store, tools.inspection)

    def conclude(delivery: Delivery) -> None:
        conclude_run(delivery, store)

    def probe(delivery: Delivery) -> None:
        probe_shard(delivery, store, tools.probing)

    def begin(_: Delivery) -> None:
        with outages():
            store.begin_routine(tools.scheme(store.clock()), tools.calendar)
            mark_done(name="inspection", at=store.clock())

    def tend(_: Delivery) -> None:
        with outages():
            for job in claims.jobs_lost(at=store.clock(), silent=timedelta(seconds=tools.tend_s)):
                store.engine.defer(job)
            mark_done(name="tend", at=store.clock())

    def remind(_: Delivery) -> None:
        with outages():
            scheme = open_scheme(tools.scheme(store.clock()))
            log.info("reminders: %d new", store.remind(scheme, tools.calendar))
            mark_done(name="reminders", at=store.clock())

    def check_evidence(_: Delivery) -> None:
        with outages():
            if Run.objects.filter(state="running").exists():
                raise GiveBack("检查正在写入证据，稍后再核对", WRITING_S)
            known, needed = anchors(), relied_on().pieces
        report = verify(store.evidence, known, needed)
        if not report.whole:
            raise CannotDo(f"证据库 {store.evidence} 有 {len(report.problems)} 处不符：{report.problems[0]}")
        with outages():
            mark_done(name="evidence", at=store.clock())

    return {
        "inspect": inspect,
        "conclude": conclude,
        "probe": probe,
        "begin": begin,
        "tend": tend,
        "verify": check_evidence,
        "remind": remind,
    }
