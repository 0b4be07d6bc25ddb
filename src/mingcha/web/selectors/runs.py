"""What a run saw and said, as it was then: verdicts, views, scores; and findings over all runs."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from mingcha.core.codec import from_plain
from mingcha.core.errors import CannotDo
from mingcha.core.scoring import Score
from mingcha.core.verdict import Finding, Outcome, Verdict
from mingcha.core.view import SiteView
from mingcha.web import models


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict with its unit's code ("" when unregistered) and the site's host (None: the unit's own)."""

    unit_code: str
    host: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """问题 over all runs that saw it."""

    id: int
    rule: str
    host: str
    column: str
    url: str
    target: str
    message: str
    suspect: bool
    first_seen: datetime
    last_seen: datetime


def verdicts_of(run_id: int) -> tuple[StoredVerdict, ...]:
    """Every verdict of a run with the findings of that time: sites in the run's sequence, then units.

    Sites are saved as they are done, several workers at once; the run's own sequence is the register's.
    """
    findings: dict[int, list[Finding]] = {}
    sightings = models.Sighting.objects.filter(verdict__run_id=run_id).order_by("id")
    for verdict_id, data in sightings.values_list("verdict_id", "data").iterator(chunk_size=5_000):
        findings.setdefault(verdict_id, []).append(from_plain(Finding, data))
    rows = models.VerdictRow.objects.filter(run_id=run_id).select_related("unit", "site_run")
    return tuple(
        StoredVerdict(
            row.unit.code if row.unit else "",
            row.site_run.host if row.site_run else None,
            Verdict(
                row.rule, Outcome(row.outcome), tuple(findings.get(row.id, ())), row.reason, row.traceback
            ),
        )
        for row in rows.defer("site_run__view").order_by(F("site_run_id").asc(nulls_last=True), "id")
    )


def views_of(run_id: int) -> Iterator[SiteView]:
    """The views of a run, one at a time; CannotDo when a stored view is not what was sealed."""
    rows = models.SiteRun.objects.filter(run_id=run_id).exclude(view=None).order_by("id")
    for host, packed, digest in rows.values_list("host", "view", "view_sha256").iterator(chunk_size=20):
        yield _unpacked(run_id, host, bytes(packed or b""), digest)


def view_before(host: str, at: datetime) -> SiteView | None:
    """What the latest run of an instant before `at` saw of a host, None when none saw it."""
    rows = models.SiteRun.objects.filter(host=host, run__as_of__lt=at).exclude(view=None)
    latest = rows.order_by("-run__as_of", "-id").values_list("run_id", "view", "view_sha256").first()
    return _unpacked(latest[0], host, bytes(latest[1] or b""), latest[2]) if latest else None


def _unpacked(run_id: int, host: str, packed: bytes, digest: str) -> SiteView:
    plain = zlib.decompress(packed)
    if hashlib.sha256(plain).hexdigest() != digest:
        raise CannotDo(f"第 {run_id} 次检查中 {host} 的记录与其校验值不符：请从备份恢复")
    return from_plain(SiteView, json.loads(plain))


def sites_of(run_id: int) -> int:
    """How many sites a run has seen."""
    return models.SiteRun.objects.filter(run_id=run_id).exclude(view=None).count()


def unsaved_hosts_of(run_id: int) -> tuple[str, ...]:
    """Hosts of a run that have no result yet: what a run that goes on still has to do."""
    rows = models.SiteRun.objects.filter(run_id=run_id, saved=None).order_by("id")
    return tuple(rows.values_list("host", flat=True))


def scores_of_run(run_id: int, scheme: str) -> tuple[Score, ...]:
    """The scores of a run under a scheme as they were computed, in register order of that time."""
    rows = models.ScoreRow.objects.filter(run_id=run_id, scheme=scheme).order_by("id")
    return tuple(from_plain(Score, data) for data in rows.values_list("data", flat=True))


def findings_of(host: str) -> tuple[StoredFinding, ...]:
    """The findings of a site over all runs, the last seen first."""
    rows = models.FindingRow.objects.filter(host=host).order_by("-last_seen", "id")
    return tuple(
        StoredFinding(
            row.id,
            row.rule,
            row.host,
            row.column,
            row.url,
            row.target,
            row.message,
            row.suspect,
            row.first_seen,
            row.last_seen,
        )
        for row in rows
    )
