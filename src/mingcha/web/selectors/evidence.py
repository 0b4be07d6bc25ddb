"""What rests on the evidence: heads of the chain that runs kept, findings by the piece that proves them."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mingcha.core.codec import from_plain
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding
from mingcha.engine.retention import Relied
from mingcha.web import models


@dataclass(frozen=True, slots=True)
class Resting:
    """A finding that rests on a piece of evidence; `run` None for a person's finding."""

    evidence: str
    run: int | None
    unit: str
    host: str
    rule: str
    url: str
    message: str
    excerpt: str
    target: str = ""
    absence: bool = False


_NAMED = re.compile(r"sha256:[0-9a-f]{64}")
"""How a trail of where was looked names its pages."""
_TRAIL = "已查看"


def anchors() -> tuple[tuple[str, str], ...]:
    """The heads of the evidence's chain that finished runs kept, each with what kept it."""
    rows = models.Run.objects.exclude(evidence_head="").order_by("id")
    return tuple((f"第{run}次检查", head) for run, head in rows.values_list("id", "evidence_head"))


def resting_on(pieces: Iterable[str]) -> tuple[Resting, ...]:
    """The findings that rest on pieces of evidence, by run, then those of people."""
    wanted = frozenset(pieces)
    return tuple(row for row in _resting() if row.evidence in wanted) if wanted else ()


def relied_on() -> Relied:
    """All that a finding, and so a score, rests on: never to be dropped.

    Where something was nowhere to be found, the whole site as it was seen is the proof.
    """
    pieces: set[str] = set()
    addresses: set[str] = set()
    hosts: set[str] = set()
    for row in _resting():
        if row.evidence:
            pieces.add(row.evidence)
        addresses.update(filter(None, (row.url, row.target)))
        if row.absence:
            hosts.add(row.host or host_of(row.url))
    return Relied(frozenset(pieces), frozenset(addresses), frozenset(hosts - {""}))


def _resting() -> Iterator[Resting]:
    names = dict(
        models.UnitVersion.objects.filter(until=None).order_by("id").values_list("unit_id", "short_name")
    )
    rows = models.Sighting.objects.order_by("verdict__run_id", "id")
    columns = rows.values_list(
        "verdict__run_id", "verdict__rule", "verdict__unit_id", "verdict__site_run__host", "data"
    )
    for run, rule, unit, host, data in columns.iterator(chunk_size=5_000):
        finding = from_plain(Finding, data)
        resting = Resting(
            evidence=finding.evidence or "",
            run=run,
            unit=names.get(unit, ""),
            host=host or "",
            rule=rule,
            url=finding.url,
            message=finding.message.zh,
            excerpt=finding.excerpt,
            target=finding.target or "",
            absence=finding.kind == "missing" or finding.excerpt.startswith(_TRAIL),
        )
        yield resting
        for piece in dict.fromkeys(_NAMED.findall(finding.excerpt)):
            if piece != resting.evidence:
                yield replace(resting, evidence=piece)
    for row in models.PersonFinding.objects.order_by("id"):
        for evidence in filter(None, (row.picture, row.page)):
            yield Resting(
                evidence, None, row.unit_name, row.host, row.rule, row.url, row.title or row.words, row.words
            )


def altered_views() -> tuple[str, ...]:
    """A sentence for every stored view and bulletin that is not what was sealed."""
    found = []
    rows = models.SiteRun.objects.exclude(view=None).order_by("id")
    for run, host, packed, digest in rows.values_list("run_id", "host", "view", "view_sha256").iterator(
        chunk_size=20
    ):
        try:
            same = hashlib.sha256(zlib.decompress(bytes(packed or b""))).hexdigest() == digest
        except zlib.error:
            same = False
        if not same:
            found.append(f"数据库：第{run}次检查中 {host} 的记录被改动")
    for row in models.Bulletin.objects.order_by("id"):
        if hashlib.sha256(row.data.encode()).hexdigest() != row.data_sha256:
            found.append(f"数据库：{row.period} 第 {row.version} 版通报的数据被改动")
    return tuple(found)
