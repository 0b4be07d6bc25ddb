"""Runs and their results, fenced: whoever lost a run writes nothing more into it.

A run has an epoch. Claiming it raises the epoch, and every write asks first, inside its transaction, whether
the writer's epoch is still the run's. So a worker that was only asleep cannot overwrite its successor.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from mingcha import calendars, rules
from mingcha.core.clock import Calendar, china_day
from mingcha.core.codec import to_plain
from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import Score
from mingcha.core.unit import Site, Unit
from mingcha.core.verdict import Verdict
from mingcha.core.view import SiteView
from mingcha.jobs.judging import told_of
from mingcha.jobs.shards import LostRun
from mingcha.registry.fields import address_key
from mingcha.web import models
from mingcha.web.selectors.register import unit_ids_by_name
from mingcha.web.services.findings import save_verdicts
from mingcha.web.services.schemes import keep_calendar, keep_scheme

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class RunClaim:
    """The right to write into a run, until its epoch is raised."""

    id: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a run counts for: its period ("" for a look between), the city portal, the report year."""

    period: str = ""
    portal_host: str = ""
    report_year: int | None = None


def start_run(
    *,
    as_of: datetime,
    scheme: Scheme,
    sites: Iterable[Site],
    at: datetime,
    purpose: Purpose = Purpose(),
    calendar: Calendar | None = None,
) -> RunClaim:
    """Begin a run of registered sites. With it are kept the scheme, the working days (the shipped ones where
    no `calendar` is given) and the names of the rules, so that its figures can be told again as they were.

    Raises UsageError for a site that is not registered and for a scheme that was edited after its first use,
    CannotDo while another run has one of the sites.
    """
    wanted = list(sites)
    with transaction.atomic():
        keep_scheme(scheme=scheme, at=at)
        current = models.SiteVersion.objects.filter(until=None)
        ids = dict(current.values_list("address_key", "site_id"))
        unknown = [site.home_url for site in wanted if address_key(site.home_url) not in ids]
        if unknown:
            raise UsageError(f"网站 {unknown[0]} 不在登记中：请先用 mingcha register import 导入")
        run = models.Run.objects.create(
            epoch=1,
            state="running",
            as_of=as_of,
            scheme=scheme.id,
            scheme_sha256=scheme.sha256,
            period=purpose.period,
            portal_host=purpose.portal_host,
            report_year=purpose.report_year,
            told=to_plain(told_of(rules.catalogue(), china_day(as_of))),
            calendar=keep_calendar(calendar=calendar or calendars.shipped()),
            started=at,
            beat=at,
        )
        _take(run, {ids[address_key(site.home_url)]: site for site in wanted})
    return RunClaim(run.id, run.epoch)


def _take(run: models.Run, sites: dict[int, Site]) -> None:
    active = models.SiteRun.objects.filter(active=True).order_by("id")
    for host, run_id, site_id in active.values_list("host", "run_id", "site_id"):
        if site_id in sites:
            raise CannotDo(f"网站 {host} 正在第 {run_id} 次检查中：请等它结束；若那次检查已中断，请稍后再试")
    rows = [
        models.SiteRun(
            run=run, site_id=site_id, host=site.host, address_key=address_key(site.home_url), active=True
        )
        for site_id, site in sites.items()
    ]
    try:
        models.SiteRun.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:  # where transactions do not queue, another run came first
        raise CannotDo("有网站刚被另一轮检查占用：请稍后再试") from error


def claim_run(*, run_id: int, at: datetime) -> RunClaim:
    """Take a running run over; whoever had it can no longer write. UsageError when none is running."""
    with transaction.atomic():
        running = models.Run.objects.filter(id=run_id, state="running")
        if not running.update(epoch=F("epoch") + 1, beat=at):
            raise UsageError(f"没有正在进行的第 {run_id} 次检查：请核对编号")
        return RunClaim(run_id, models.Run.objects.values_list("epoch", flat=True).get(id=run_id))


def beat(*, run: RunClaim, at: datetime) -> None:
    """Say that the run is alive. Raises LostRun."""
    with transaction.atomic():
        _fence(run, at)


def _fence(run: RunClaim, at: datetime) -> None:
    """Hold the run's row until the transaction ends; LostRun when the epoch is no longer ours."""
    ours = models.Run.objects.filter(id=run.id, epoch=run.epoch, state="running")
    if not ours.update(beat=at):
        raise LostRun(f"第 {run.id} 次检查已由别的进程接手或已结束：本进程的结果不再写入")


def save_site_result(*, run: RunClaim, view: SiteView, verdicts: Sequence[Verdict], at: datetime) -> None:
    """Keep what was seen of a site and what the rules said; the site is free for other runs then.

    Saved again in the same run, nothing happens: a job that is delivered twice counts once. Raises LostRun.
    """
    with transaction.atomic():
        _fence(run, at)
        key = address_key(view.site.home_url)
        row = models.SiteRun.objects.filter(run_id=run.id, address_key=key).first()
        if row is None:
            raise UsageError(f"网站 {view.site.home_url} 不在第 {run.id} 次检查中")
        if row.saved is not None:
            return
        keep_site(row=row, view=view, verdicts=verdicts, at=at)


def keep_site(*, row: models.SiteRun, view: SiteView, verdicts: Sequence[Verdict], at: datetime) -> None:
    """Write a site's result into its row; inside the caller's transaction, which holds the fence."""
    row.view, row.view_sha256 = pack_view(view)
    row.active, row.saved = False, at
    row.outcomes = dict(Counter(verdict.outcome.value for verdict in verdicts))
    row.save(update_fields=["view", "view_sha256", "active", "saved", "outcomes"])
    save_verdicts(
        run_id=row.run_id,
        site_run_id=row.id,
        unit_id=_unit_id(view.site.unit_code),
        host=row.host,
        verdicts=verdicts,
        seen=view.seen_at or view.as_of,
    )


def _unit_id(code: str) -> int | None:
    return models.Unit.objects.filter(code=code).values_list("id", flat=True).first()


def save_unit_verdicts(*, run: RunClaim, unit: Unit, verdicts: Sequence[Verdict], at: datetime) -> None:
    """Keep what the rules said of a unit itself; saved again in the same run, nothing happens."""
    with transaction.atomic():
        _fence(run, at)
        unit_id = _unit_id(unit.code)
        if unit_id is None:
            raise UsageError(
                f"单位 {unit.name}（{unit.code}）不在登记中：请先用 mingcha register import 导入"
            )
        if models.VerdictRow.objects.filter(run_id=run.id, unit_id=unit_id, site_run=None).exists():
            return
        seen = models.Run.objects.values_list("as_of", flat=True).get(id=run.id)
        save_verdicts(run_id=run.id, site_run_id=None, unit_id=unit_id, host="", verdicts=verdicts, seen=seen)


def save_scores(*, run: RunClaim, scores: Iterable[Score], at: datetime) -> None:
    """Keep the scores of a run, anew for each scheme that occurs. Raises LostRun."""
    rows = list(scores)
    with transaction.atomic():
        _fence(run, at)
        units = unit_ids_by_name()
        models.ScoreRow.objects.filter(run_id=run.id, scheme__in={row.scheme for row in rows}).delete()
        models.ScoreRow.objects.bulk_create(
            [
                models.ScoreRow(
                    run_id=run.id,
                    unit_id=units[row.unit],
                    scheme=row.scheme,
                    total=row.total,
                    data=to_plain(row),
                )
                for row in rows
            ],
            batch_size=BATCH,
        )


def finish_run(*, run: RunClaim, at: datetime, state: str = "done", evidence_head: str = "") -> None:
    """End a run as "done" or "stopped"; sites without a result are free again. Raises LostRun.

    `evidence_head` anchors the evidence store's chain: what the run rests on cannot be taken out unseen.
    """
    with transaction.atomic():
        _fence(run, at)
        models.Run.objects.filter(id=run.id).update(evidence_head=evidence_head)
        _end(run.id, at, state)


def abandon_stale_runs(*, at: datetime, silent: timedelta) -> tuple[int, ...]:
    """End the runs that gave no sign of life for a while, so that their sites are free; their numbers."""
    with transaction.atomic():
        stale = models.Run.objects.filter(state="running", beat__lt=at - silent)
        ids = tuple(stale.order_by("id").values_list("id", flat=True))
        for run_id in ids:
            _end(run_id, at, "abandoned")
    return ids


def _end(run_id: int, at: datetime, state: str) -> None:
    models.SiteRun.objects.filter(run_id=run_id, active=True).update(active=False)
    models.Run.objects.filter(id=run_id).update(state=state, finished=at)


def pack_view(view: SiteView) -> tuple[bytes, str]:
    """A view's plain form, compressed, and the SHA-256 of the plain form's bytes."""
    words = json.dumps(to_plain(view), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    plain = words.encode("utf-8", "replace")  # half a surrogate pair is no letter
    return zlib.compress(plain, 6), hashlib.sha256(plain).hexdigest()
