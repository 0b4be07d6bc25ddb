"""Verdicts with their findings: one finding over all runs that saw it, one sighting a run."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from mingcha.core.codec import from_plain, to_plain
from mingcha.core.verdict import Finding, Verdict
from mingcha.web import models

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
) -> None:
    """Write verdicts, findings and sightings in bulk; inside the caller's transaction."""
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
    ids = _upsert([(mark, rule, finding) for _, mark, rule, finding in marked], host, unit_id, seen)
    models.Sighting.objects.bulk_create(
        [
            models.Sighting(verdict_id=verdict_id, finding_id=ids[mark], data=to_plain(finding))
            for verdict_id, mark, _, finding in marked
        ],
        batch_size=BATCH,
    )


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
    known: dict[str, tuple[datetime, datetime]] = {}
    marks = [mark for mark, _, _ in found]
    for start in range(0, len(marks), BATCH):
        stored = models.FindingRow.objects.filter(fingerprint__in=marks[start : start + BATCH])
        for mark, first, last in stored.values_list("fingerprint", "first_seen", "last_seen"):
            known[mark] = (first, last)
    rows = []
    for mark, rule, finding in found:
        first, last = known.get(mark, (seen, seen))
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
            )
        )
    models.FindingRow.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["fingerprint"],
        update_fields=["unit_id", "message", "excerpt", "suspect", "first_seen", "last_seen"],
    )
    ids: dict[str, int] = {}
    for start in range(0, len(marks), BATCH):
        stored = models.FindingRow.objects.filter(fingerprint__in=marks[start : start + BATCH])
        ids.update(stored.values_list("fingerprint", "id"))
    return ids
