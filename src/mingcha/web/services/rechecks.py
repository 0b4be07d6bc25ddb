"""Looks that prove a fix: what a unit answered is inspected anew, then closed or returned."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from mingcha import rules, schemes
from mingcha.core.clock import china_day
from mingcha.core.errors import MingchaError
from mingcha.core.rule import Subject, judge
from mingcha.core.scheme import Scheme
from mingcha.core.standing import PRESENT
from mingcha.core.task import State
from mingcha.core.view import Probe, SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.chain import sealed_head
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.inspection import InspectionPlan, inspect_sites, probes_by_host
from mingcha.web import clock
from mingcha.web.models import FindingRow, Run, Task
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.pieces import evidence_folder
from mingcha.web.selectors.register import register_on
from mingcha.web.services import runs, tasks

MAX_PAGES = 500
_PROBES_LOOKED_BACK = timedelta(days=8)
_IN_PRESENT = tuple(one.value for one in PRESENT)


def waiting_task(until: datetime) -> int | None:
    """The task that waits longest for its look, taken so that no other process looks too; None for none."""
    waiting = Task.objects.filter(state=State.ANSWERED.value, recheck__lte=until).order_by("recheck", "id")
    for task_id, since in waiting.values_list("id", "recheck"):
        if Task.objects.filter(id=task_id, recheck=since).update(recheck=None):
            return task_id
    return None


def recheck(task_id: int) -> None:
    """Look anew at the sites of a task's findings, and close or return it by what is seen."""
    findings = list(FindingRow.objects.filter(tasks__task_id=task_id))
    hosts = {row.host for row in findings if row.host}
    now = clock.now()
    try:
        run_id = _look(hosts, now) if hosts else None
    except MingchaError as error:
        tasks.not_looked(task_id=task_id, why=str(error), at=clock.now())
        return
    left, unseen = _proof(findings, now)
    if run_id is None:
        tasks.not_looked(task_id=task_id, why="任务中没有可以自动复查的网站问题，请人工核实", at=clock.now())
    else:
        tasks.proved(task_id=task_id, left=left, unseen=unseen, run_id=run_id, at=clock.now())


def _proof(findings: Sequence[FindingRow], since: datetime) -> tuple[list[str], list[str]]:
    """What a look since an instant still saw, and what it could not see."""
    left: list[str] = []
    unseen: list[str] = []
    for row in FindingRow.objects.filter(Q(id__in=[one.id for one in findings])).order_by("id"):
        if row.standing not in _IN_PRESENT:
            continue
        (left if row.last_seen >= since else unseen).append(row.message)
    return left, unseen


def _look(hosts: set[str], now: datetime) -> int:
    """Inspect registered sites as a run of its own, judged by every rule about sites; the run's number."""
    day = china_day(now)
    register = register_on(day)
    sites = [site for site in register.sites if site.host in hosts]
    scheme = _scheme(day)
    claim = runs.start_run(as_of=now, scheme=scheme, sites=sites, at=now)
    try:
        ledger = ledger_until(now, probes_from=now - _PROBES_LOOKED_BACK)
        probes = probes_by_host(ledger.probes, register)
        plan = InspectionPlan(register, sites, now, CrawlSettings(MAX_PAGES))
        for view in asyncio.run(_inspect(plan, probes, f"recheck {claim.id}")):
            verdicts = [
                judge(rule, view, scheme.params_for(rule))
                for rule in rules.catalogue()
                if rule.subject is Subject.SITE
            ]
            runs.save_site_result(run=claim, view=view, verdicts=verdicts, at=clock.now())
    except BaseException:
        runs.finish_run(run=claim, at=clock.now(), state="stopped")
        raise
    runs.finish_run(run=claim, at=clock.now(), evidence_head=sealed_head(evidence_folder()))
    return claim.id


def _scheme(day: date) -> Scheme:
    """The scheme of the latest finished run for a period, else the one in force."""
    last = Run.objects.filter(state="done", scores__isnull=False).order_by("-as_of").first()
    known = rules.by_id()
    return schemes.load(last.scheme, known) if last else schemes.in_force(day, known)


async def _inspect(
    plan: InspectionPlan, probes: dict[str, tuple[Probe, ...]], run: str
) -> tuple[SiteView, ...]:
    fetching: FetchSettings = settings.RECHECK_FETCHING or FetchSettings()
    archive = Archive(evidence_folder())
    try:
        async with Fetcher(fetching, clock.now) as fetcher:
            return await inspect_sites(plan, Source(fetcher, archive, run), probes)
    finally:
        archive.close()
