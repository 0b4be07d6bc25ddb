"""Retention by class of evidence: what may go by its age, and never what a finding or a score rests on.

A file of the store is written anew with what stays, the new file is sealed, and the chain says that the old
one went and why: `verify` holds before and after.
"""

from __future__ import annotations

import fcntl
import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from mingcha.core.clock import Period, china_day, parse_period
from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.unit import host_of
from mingcha.engine.archive import Archive
from mingcha.engine.chain import INDEX, seal_dropped, seal_range, sealed_ends
from mingcha.engine.warc import Member, scan

CLASSES = ("page", "failure", "link_check", "person")
FOR_EVER = "for ever"
_PERSON = "finding "
"""How the runs are named in which people's proofs are stored."""


@dataclass(frozen=True, slots=True)
class Relied:
    """What something rests on: pieces of evidence, addresses of faults and of their targets, whole hosts."""

    pieces: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()

    def holds(self, piece: str, addresses: tuple[str, ...]) -> bool:
        """Whether something rests on a record: on its body, its address, or its whole site."""
        if piece in self.pieces or not self.addresses.isdisjoint(addresses):
            return True
        return any(host_of(url) in self.hosts for url in addresses)


@dataclass(frozen=True, slots=True)
class Retention:
    """The period of each class; None: for ever."""

    periods: Mapping[str, Period | None]

    def goes(self, kind: str, seen: date, today: date) -> bool:
        """Whether a record of a class is past its period."""
        period = self.periods[kind]
        return period is not None and seen < period.before(today)


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What of one file goes and what stays, in records and bytes; `places` of the records that stay."""

    name: str
    places: tuple[tuple[int, int], ...]
    goes: int
    bytes_gone: int


@dataclass(frozen=True, slots=True)
class PrunePlan:
    """Which files are written anew; records that go by class, and those kept beyond their period."""

    files: tuple[FilePlan, ...]
    going: Mapping[str, int] = field(default_factory=dict)
    beyond: int = 0

    @property
    def bytes_gone(self) -> int:
        """How much room it makes."""
        return sum(plan.bytes_gone for plan in self.files)


def retention(own: Path | None = None) -> Retention:
    """The shipped periods with an office's own laid over them; UsageError names what is not right."""
    values = tomllib.loads(files("mingcha.engine").joinpath("retention.toml").read_text(encoding="utf-8"))
    if own is not None and own.exists():
        try:
            values |= tomllib.loads(own.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(f'{own} 读不出来（{error}）：请按 page = "3 years" 的写法改正') from error
    if unknown := sorted(set(values) - set(CLASSES)):
        raise UsageError(f"保存期限中没有 {'、'.join(unknown)} 这一类：可用 {'、'.join(CLASSES)}")
    return Retention({kind: _period(str(values[kind])) for kind in CLASSES})


def _period(text: str) -> Period | None:
    return None if text == FOR_EVER else parse_period(text)


@dataclass(frozen=True, slots=True)
class _Row:
    """One record without its block: memory stays small however large the store is."""

    file: str
    offset: int
    length: int
    is_body: bool
    piece: str
    kind: str
    why: str


def plan_prune(folder: Path, periods: Retention, relied: Relied, now: datetime) -> PrunePlan:
    """What would go today; nothing is changed."""
    today = china_day(now)
    rows = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            found = scan(stream.fileno(), 0)
            rows += [_row(path.name, member, periods, relied, today) for member in found]
    # A body stays while a later sighting of it does.
    bodies = {row.piece for row in rows if row.why and row.piece}
    stays: dict[str, list[tuple[int, int]]] = {row.file: [] for row in rows}
    gone: dict[str, list[int]] = {}
    going: Counter[str] = Counter()
    beyond = 0
    for row in rows:
        if row.why or (row.is_body and row.piece in bodies):
            stays[row.file].append((row.offset, row.length))
            beyond += row.why != _YOUNG
        else:
            gone.setdefault(row.file, []).append(row.length)
            going[row.kind] += 1
    plans = (FilePlan(name, tuple(stays[name]), len(sizes), sum(sizes)) for name, sizes in gone.items())
    return PrunePlan(tuple(plans), dict(going), beyond)


_YOUNG, _RELIED = "young", "relied"


def _row(name: str, member: Member, periods: Retention, relied: Relied, today: date) -> _Row:
    """A record with its class and why it stays ("" when it may go)."""
    record = member.record
    seen = json.loads(record.field("Mingcha-Sighting") or "{}")
    url = seen["url"] if "url" in seen else json.loads(record.block)["url"]
    piece = record.field("WARC-Payload-Digest")
    kind = "page"
    if str(seen.get("run", "")).startswith(_PERSON):
        kind = "person"
    elif record.kind == "metadata":
        kind = "failure"
    elif seen.get("partial"):
        kind = "link_check"
    why = ""
    if not periods.goes(kind, china_day(datetime.fromisoformat(record.field("WARC-Date"))), today):
        why = _YOUNG
    elif relied.holds(piece, (url, record.field("WARC-Target-URI"))):
        why = _RELIED
    return _Row(name, member.offset, member.length, record.kind == "response", piece, kind, why)


def prune(folder: Path, plan: PrunePlan, now: datetime) -> None:
    """Carry a plan out, file by file; CannotDo when a file is in use.

    A crash leaves records twice and loses none.
    """
    for one in plan.files:
        with _held(folder / one.name) as fd:
            if one.places:
                _rewrite(folder, fd, one)
            note = f"{china_day(now)} 按保存期限销毁 {one.goes} 条，{one.bytes_gone} 字节"
            seal_dropped(folder, one.name, note)
            (folder / one.name).unlink()
    if plan.files:
        for suffix in ("", "-wal", "-shm"):
            (folder / f"{INDEX}{suffix}").unlink(missing_ok=True)
        Archive(folder).close()  # makes the index anew and seals it


def _rewrite(folder: Path, source: int, plan: FilePlan) -> None:
    """Write what stays of a file into the next new one, byte for byte, and seal it."""
    taken = [path.name for path in folder.glob("*.warc.gz")] + list(sealed_ends(folder))
    number = max(int(name[8:14]) for name in taken) + 1
    name = f"mingcha-{number:06d}.warc.gz"
    fd = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
    try:
        end = 0
        for offset, length in plan.places:
            end += os.write(fd, os.pread(source, length, offset))
        os.fdatasync(fd)
        seal_range(folder, name, fd, 0, end)
    finally:
        os.close(fd)


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """The file, held against writers while it is written anew."""
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotDo(f"{path} 正在写入：请等检查结束再销毁过期证据") from error
        yield fd
    finally:
        os.close(fd)
