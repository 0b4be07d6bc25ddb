"""Runs that workers carry out: begun with their jobs in one transaction, worked on shard by shard."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from mingcha.core.casework import with_filings
from mingcha.core.clock import Calendar, china_day
from mingcha.core.scheme import Scheme
from mingcha.core.unit import Site
from mingcha.core.verdict import Verdict
from mingcha.core.view import SiteView
from mingcha.jobs.engine import Job, JobEngine, Queue
from mingcha.jobs.inspection import probes_by_host
from mingcha.jobs.shards import LostRun, Shard, SiteClaim
from mingcha.registry.fields import address_key
from mingcha.web import models
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.register import register_on
from mingcha.web.selectors.schemes import scheme_as_used
from mingcha.web.services import runs

SHARD_SITES = 40
"""Sites of one job: so many share an event loop, and so many are begun again after a crash."""
PROBED_DAYS = 9
"""Availability visits of so many days go into a view: seven whole ones are asked for."""


def inspection_job(run_id: int, shard: int, queue: Queue = Queue.INSPECTIONS) -> Job:
    """The job that inspects one shard of a run."""
    return Job("inspect", queue, {"run": run_id, "shard": shard}, key=f"inspect {run_id}/{shard}")


def conclusion_job(run_id: int) -> Job:
    """The job that concludes a run none of whose sites is left."""
    return Job("conclude", Queue.INSPECTIONS, {"run": run_id}, key=f"conclude {run_id}")


def begin_run(
    *,
    engine: JobEngine,
    scheme: Scheme,
    sites: Sequence[Site],
    at: datetime,
    as_of: datetime | None = None,
    purpose: runs.Purpose | None = None,
    calendar: Calendar | None = None,
    queue: Queue = Queue.INSPECTIONS,
    shard_sites: int = SHARD_SITES,
) -> int:
    """Begin a run and hand its jobs in, both or neither; its number. Raises as `runs.start_run`.

    Neighbours in the register are in different shards: a unit's sites, often on one server, are not visited
    all at once.
    """
    shards = -(-len(sites) // shard_sites)
    with transaction.atomic():
        run = runs.start_run(
            as_of=as_of or at,
            scheme=scheme,
            sites=sites,
            at=at,
            purpose=purpose or runs.Purpose(),
            calendar=calendar,
        )
        rows = list(models.SiteRun.objects.filter(run_id=run.id).order_by("id").only("id", "shard"))
        for place, row in enumerate(rows):
            row.shard = place % shards
        models.SiteRun.objects.bulk_update(rows, ["shard"], batch_size=runs.BATCH)
        for shard in range(shards):
            engine.defer(inspection_job(run.id, shard, queue))
    return run.id


def stop_run(*, run_id: int, at: datetime) -> None:
    """End a run early: its sites are free, whoever works on it loses it. UsageError when none runs."""
    runs.finish_run(run=runs.claim_run(run_id=run_id, at=at), at=at, state="stopped")


def claim_shard(*, run_id: int, shard: int, at: datetime) -> Shard | None:
    """Claim what is left of a shard; who had it before can no longer save. None when the run has ended."""
    with transaction.atomic():
        if not models.Run.objects.filter(id=run_id, state="running").update(beat=at):
            return None
        left = models.SiteRun.objects.filter(run_id=run_id, shard=shard, saved=None)
        left.update(epoch=F("epoch") + 1, beat=at)
        claimed = list(left.order_by("id").values_list("id", "epoch", "address_key"))
    run = models.Run.objects.get(id=run_id)
    day = china_day(run.as_of)
    ledger = ledger_until(run.as_of, probes_from=run.as_of - timedelta(days=PROBED_DAYS))
    register = with_filings(register_on(day), ledger)
    by_key = {key_of(site): site for site in register.sites}
    gone = [row for row, _, key in claimed if key not in by_key]  # corrected away since the run began
    models.SiteRun.objects.filter(id__in=gone, saved=None).update(saved=at, active=False)
    return Shard(
        run=run_id,
        began=run.started,
        as_of=run.as_of,
        scheme=scheme_as_used(run.scheme),
        claims=tuple(SiteClaim(row, epoch, by_key[key]) for row, epoch, key in claimed if key in by_key),
        units=register.by_code,
        probes=probes_by_host(ledger.probes, register),
    )


def hold(*, claims: Sequence[SiteClaim], at: datetime) -> frozenset[int]:
    """Say that claims are alive; the ids of those that are no longer ours to save."""
    epochs = {claim.id: claim.epoch for claim in claims}
    ours = models.SiteRun.objects.filter(id__in=epochs, saved=None, run__state="running")
    held = {row for row, epoch in ours.values_list("id", "epoch") if epochs[row] == epoch}
    models.SiteRun.objects.filter(id__in=held).update(beat=at)
    models.Run.objects.filter(sites__in=held, state="running").update(beat=at)
    return frozenset(epochs.keys() - held)


def save_claimed(*, claim: SiteClaim, view: SiteView, verdicts: Sequence[Verdict], at: datetime) -> None:
    """Keep a site's result while the claim holds. Raises LostRun, and then nothing was written."""
    with transaction.atomic():
        ours = models.SiteRun.objects.filter(id=claim.id, epoch=claim.epoch, saved=None, run__state="running")
        if not ours.update(saved=at):
            raise LostRun(f"网站 {claim.site.host} 的检查已由别的进程接手或已结束：本进程的结果不再写入")
        row = models.SiteRun.objects.get(id=claim.id)
        runs.keep_site(row=row, view=view, verdicts=verdicts, at=at)


def sites_left(run_id: int) -> int:
    """How many sites of a run have no result yet."""
    return models.SiteRun.objects.filter(run_id=run_id, saved=None).count()


def key_of(site: Site) -> str:
    """What a site is known by in runs: its home page's address in plain form."""
    return address_key(site.home_url)


def busy_addresses() -> frozenset[str]:
    """Keys of the sites that a run has at present."""
    return frozenset(models.SiteRun.objects.filter(active=True).values_list("address_key", flat=True))


def jobs_lost(*, at: datetime, silent: timedelta, using: str = "default") -> tuple[Job, ...]:
    """Jobs to hand in again for runs on which nobody has worked for long: the rows are the truth, whatever
    became of the queue."""
    found = []
    running = models.Run.objects.using(using).filter(state="running", started__lte=at - silent).order_by("id")
    for run_id in running.values_list("id", flat=True):
        left = models.SiteRun.objects.using(using).filter(run_id=run_id, saved=None)
        shards = left.values("shard").annotate(latest=Max("beat")).order_by("shard")
        found += [
            inspection_job(run_id, row["shard"])
            for row in shards.filter(Q(latest=None) | Q(latest__lte=at - silent))
        ]
        if not left.exists():
            found.append(conclusion_job(run_id))
    return tuple(found)
