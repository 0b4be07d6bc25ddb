"""Verdicts with their findings: one finding over all runs that saw it, one sighting a run."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from mingcha.core.clock import china_day
from mingcha.core.codec import from_plain, to_plain
from mingcha.core.verdict import Finding, Outcome, Verdict
from mingcha.web import models
from mingcha.web.services.standings import renew_standings

BATCH = 2_000
_ODD = re.compile("[\x00\ud800-\udfff]")


def fingerprint(rule: str, host: str, unit_id: int | None, finding: Finding) -> str:
    """What makes two sightings the same finding: rule, place, target and kind; never its changing words."""
    subject = host or f"unit {unit_id}"
    url = finding.url.partition("#")[0]
    parts = (rule, subject, finding.column or "", url, finding.target or "", finding.kind or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def storable(verdict: Verdict) -> Verdict:
    """The verdict without what no database takes: NUL (PostgreSQL) and halves of surrogate pairs."""
    plain = to_plain(verdict)
    clean = _clean(plain)
    return verdict if clean == plain else from_plain(Verdict, clean)


def _clean(plain: Any) -> Any:
    if isinstance(plain, str):
        return plain.replace("\x00", "").encode("utf-8", "replace").decode() if _ODD.search(plain) else plain
    if isinstance(plain, dict):
        return {name: _clean(value) for name, value in plain.items()}
    return [_clean(value) for value in plain] if isinstance(plain, list) else plain


def save_verdicts(
    *,
    run_id: int,
    site_run_id: int | None,
    unit_id: int | None,
    host: str,
    verdicts: Sequence[Verdict],
    seen: datetime,
    looked_at: Callable[[str], bool] = lambda url: True,
) -> None:
    """Write verdicts, findings and sightings in bulk; inside the caller's transaction.

    `looked_at` says of an address whether this look came there: what it did not see there is gone.
    """
    verdicts = [storable(verdict) for verdict in verdicts]
    rows = models.VerdictRow.objects.bulk_create(
        [
            models.VerdictRow(
                run_id=run_id,
                site_run_id=site_run_id,
                unit_id=unit_id,
                rule=verdict.rule,
                outcome=verdict.outcome.value,
                reason=verdict.reason,
                traceback=verdict.traceback,
            )
            for verdict in verdicts
        ],
        batch_size=BATCH,
    )
    count: Counter[str] = Counter()
    marked = [
        (row.id, mark, verdict.rule, finding)
        for row, verdict in zip(rows, verdicts, strict=True)
        for mark, finding in _marked(verdict, host, unit_id, count)
    ]
    _outdate(rows, unit_id)
    ids = _upsert([(mark, rule, finding) for _, mark, rule, finding in marked], host, unit_id, seen)
    models.Sighting.objects.bulk_create(
        [
            models.Sighting(verdict_id=verdict_id, finding_id=ids[mark], data=to_plain(finding))
            for verdict_id, mark, _, finding in marked
        ],
        batch_size=BATCH,
    )
    mine = models.FindingRow.objects.filter(host=host) if host else _of_unit(unit_id)
    told = [verdict.rule for verdict in verdicts if _told_all(verdict)]
    missing = mine.filter(rule__in=told, gone=None, last_seen__lt=seen).values_list("id", "url")
    gone = [row_id for row_id, url in missing if looked_at(url)]
    models.FindingRow.objects.filter(id__in=gone).update(gone=seen)
    renew_standings(mine, china_day(seen))


def _told_all(verdict: Verdict) -> bool:
    """Whether what a verdict does not name is not there: it neither gave up nor could not begin."""
    return verdict.outcome in (Outcome.PASSED, Outcome.FAILED) and verdict.reason is None


def _outdate(rows: Sequence[models.VerdictRow], unit_id: int | None) -> None:
    """Leave only the latest verdict of a rule on a subject current; all rows are of one subject and run."""
    if not rows:
        return
    older = models.VerdictRow.objects.filter(current=True, rule__in={row.rule for row in rows})
    run, site_run = rows[0].run_id, rows[0].site_run_id
    if site_run is not None:
        site = models.SiteRun.objects.values("site_id").filter(id=site_run)
        older = older.filter(site_run__site_id__in=site)
    else:
        older = older.filter(Q(unit_id=unit_id), site_run=None)
    as_of = models.Run.objects.values_list("as_of", flat=True).get(id=run)
    if older.filter(run__as_of__gt=as_of).exists():
        return  # an old quarter is filled in afterwards
    older.update(current=False)
    models.VerdictRow.objects.filter(id__in=[row.id for row in rows]).update(current=True)


def _of_unit(unit_id: int | None) -> QuerySet[models.FindingRow]:
    return models.FindingRow.objects.filter(Q(unit_id=unit_id), host="")


def _marked(
    verdict: Verdict, host: str, unit_id: int | None, count: Counter[str]
) -> Iterator[tuple[str, Finding]]:
    """Findings with their fingerprints; alike ones are told apart by their sequence, which `count` keeps."""
    for finding in verdict.findings:
        mark = fingerprint(verdict.rule, host, unit_id, finding)
        count[mark] += 1
        yield mark if count[mark] == 1 else f"{mark}-{count[mark]}", finding


def _upsert(
    found: Sequence[tuple[str, str, Finding]], host: str, unit_id: int | None, seen: datetime
) -> dict[str, int]:
    """Write each finding once; ids by fingerprint. First and last seen only move apart."""
    known: dict[str, tuple[datetime, datetime, datetime | None, datetime | None]] = {}
    marks = [mark for mark, _, _ in found]
    for start in range(0, len(marks), BATCH):
        stored = models.FindingRow.objects.filter(fingerprint__in=marks[start : start + BATCH])
        times = stored.values_list("fingerprint", "first_seen", "last_seen", "gone", "returned")
        known.update((mark, (first, last, gone, back)) for mark, first, last, gone, back in times)
    rows = []
    for mark, rule, finding in found:
        first, last, gone, returned = known.get(mark, (seen, seen, None, None))
        if gone is not None and gone < seen:
            gone, returned = None, seen
        rows.append(
            models.FindingRow(
                fingerprint=mark,
                rule=rule,
                unit_id=unit_id,
                host=host,
                column=finding.column or "",
                url=finding.url,
                target=finding.target or "",
                message=finding.message.zh,
                excerpt=finding.excerpt,
                suspect=finding.suspect,
                first_seen=min(first, seen),
                last_seen=max(last, seen),
                gone=gone,
                returned=returned,
            )
        )
    models.FindingRow.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["fingerprint"],
        update_fields=[
            *("unit_id", "message", "excerpt", "suspect", "first_seen", "last_seen", "gone", "returned"),
        ],
    )
    ids: dict[str, int] = {}
    for start in range(0, len(marks), BATCH):
        stored = models.FindingRow.objects.filter(fingerprint__in=marks[start : start + BATCH])
        ids.update(stored.values_list("fingerprint", "id"))
    return ids
