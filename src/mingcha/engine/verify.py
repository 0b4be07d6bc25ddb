"""Holds every stored byte against its seal, and says which evidence can no longer be read."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mingcha.engine.chain import CHAIN, FIRST, INDEX, Seal, digest_of, read_seals
from mingcha.engine.warc import Record, http_block, scan, unpack

_BESIDE = frozenset((CHAIN, INDEX, f"{INDEX}-wal", f"{INDEX}-shm"))
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What was held against its seal: files, sealed bytes, the chain's head; and what is wrong.

    `damaged` are the pieces of evidence ("sha256:…") that can no longer be read as they were stored.
    """

    files: int
    bytes: int
    seals: int
    head: str
    problems: tuple[str, ...]
    damaged: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(
    folder: Path, anchors: Iterable[tuple[str, str]] = (), needed: Iterable[str] = ()
) -> EvidenceReport:
    """Every byte of the store against the chain; nothing is changed.

    `needed` are pieces of evidence that must be there, since something rests on them.

    `anchors` are heads that the chain once had, each with what kept it (“第3次检查”): a chain that was cut
    back or written anew lacks them.
    """
    problems: list[str] = []
    seals = tuple(_whole_chain(folder, problems))
    known = {seal.chain for seal in seals}
    for what, head in anchors:
        if head and head not in known:
            problems.append(f"{CHAIN}：没有{what}所记的链值 {head[:12]}…，证据链被截短或改写")
    dropped = {seal.file for seal in seals if seal.kind == "dropped"}
    ranges: dict[str, list[Seal]] = {}
    for seal in seals:
        if seal.kind == "range" and seal.file not in dropped:
            ranges.setdefault(seal.file, []).append(seal)
    bad: dict[str, list[tuple[int, int]]] = {}
    for name, of_file in ranges.items():
        found = list(_file_problems(folder / name, of_file))
        problems += [said for said, _, _ in found]
        bad[name] = [(start, end) for _, start, end in found]
    problems += _strangers(folder, set(ranges))
    problems += _index_problems(folder, seals, set(ranges), any(bad.values()))
    damaged = frozenset(_damaged(folder, {name: places for name, places in bad.items() if places}))
    if lacking := _lacking(folder, needed):
        problems.append(f"{len(lacking)} 件证据不在证据库中：{'、'.join(sorted(lacking)[:3])}")
        damaged |= lacking
    head = seals[-1].chain if seals else ""
    size = sum(of_file[-1].end for of_file in ranges.values())
    return EvidenceReport(len(ranges), size, len(seals), head, tuple(problems), damaged)


def _whole_chain(folder: Path, problems: list[str]) -> Iterator[Seal]:
    """The lines that follow one another; the first that does not is told, and none after it is trusted."""
    before, number = FIRST, 0
    if not (folder / CHAIN).exists():
        if any(folder.glob("*.warc.gz")):
            problems.append(f"{CHAIN}：缺失；证据文件没有封存记录可核对")
        return
    try:
        for seal in read_seals(folder):
            number += 1
            if seal.number != number or not seal.follows(before):
                problems.append(f"{CHAIN}：第 {number} 行被改动，或其前有行被删、被加")
                return
            before = seal.chain
            yield seal
    except (ValueError, OSError) as error:
        problems.append(f"{CHAIN}：{error}")


def _file_problems(path: Path, seals: list[Seal]) -> Iterator[tuple[str, int, int]]:
    """What is wrong with one file: a sentence, and the bytes it is about."""
    end = seals[-1].end
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield f"{path.name}：文件缺失（应有 {end} 字节）", 0, end
        return
    try:
        size = os.fstat(fd).st_size
        reached = 0
        for seal in seals:
            if seal.start != reached:
                yield f"{path.name}：第 {reached} 至 {seal.start} 字节没有封存记录", reached, seal.start
            reached = seal.end
            if size < seal.end:
                yield f"{path.name}：第 {seal.start} 至 {seal.end} 字节缺失或不全", seal.start, seal.end
            elif digest_of(fd, seal.start, seal.end) != seal.sha256:
                yield f"{path.name}：第 {seal.start} 至 {seal.end} 字节被改动", seal.start, seal.end
        if size > end:
            yield f"{path.name}：末尾多出 {size - end} 字节，未经封存", end, size
    finally:
        os.close(fd)


def _strangers(folder: Path, sealed: set[str]) -> list[str]:
    """Files that the store did not write."""
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return [f"{name}：不是本系统封存的文件" for name in sorted(there - sealed - _BESIDE)]


def _index_problems(folder: Path, seals: tuple[Seal, ...], files: set[str], broken: bool) -> list[str]:
    """The index as a file where it was sealed last of all; else row by row against the files."""
    path = folder / INDEX
    if not path.exists():
        return [f"{INDEX}：缺失；下次使用时由证据文件重新建立"] if seals else []
    wal = folder / f"{INDEX}-wal"
    settled = not wal.exists() or wal.stat().st_size == 0
    if seals and seals[-1].kind == "index" and settled:
        size = path.stat().st_size
        with path.open("rb") as stream:
            same = size == seals[-1].end and digest_of(stream.fileno(), 0, size) == seals[-1].sha256
        return [] if same else [f"{INDEX}：索引被改动；移走它，下次使用时由证据文件重新建立"]
    if broken:
        return []  # the files do not tell what the index should hold
    try:
        rows, sightings = _indexed(folder)
    except sqlite3.Error as error:
        return [f"{INDEX}：不能读取（{error}）；移走它，下次使用时由证据文件重新建立"]
    if not _agree(rows, sightings, _recorded(folder, files)):
        return [f"{INDEX}：与证据文件不一致；移走它，下次使用时由证据文件重新建立"]
    return []


def _indexed(folder: Path) -> tuple[dict[str, Place], dict[str, Place]]:
    """The places of the bodies by evidence, and of the sightings by run, address and part."""
    with closing(sqlite3.connect(f"file:{folder / INDEX}?mode=ro", uri=True)) as index:
        bodies = index.execute("SELECT digest, file, offset, length FROM body").fetchall()
        seen = index.execute("SELECT run, url, partial, file, offset, length FROM sighting").fetchall()
    return (
        {"sha256:" + bytes(digest).hex(): (file, offset, length) for digest, file, offset, length in bodies},
        {_key(run, url, partial): (file, offset, length) for run, url, partial, file, offset, length in seen},
    )


def _key(run: str, url: str, partial: object) -> str:
    return json.dumps((run, url, bool(partial)))


def _recorded(folder: Path, files: set[str]) -> tuple[dict[str, set[Place]], dict[str, set[Place]]]:
    """What the files hold: every place of a body, and of a sighting."""
    bodies: dict[str, set[Place]] = {}
    sightings: dict[str, set[Place]] = {}
    for name in sorted(files):
        with (folder / name).open("rb") as stream:
            for member in scan(stream.fileno(), 0):
                place = (name, member.offset, member.length)
                record = member.record
                if record.kind == "response":
                    bodies.setdefault(record.field("WARC-Payload-Digest"), set()).add(place)
                seen = json.loads(record.field("Mingcha-Sighting") or "{}")
                if "run" in seen:
                    url = seen["url"] if "url" in seen else json.loads(record.block)["url"]
                    sightings.setdefault(_key(seen["run"], url, seen.get("partial")), set()).add(place)
    return bodies, sightings


def _agree(
    rows: dict[str, Place],
    sightings: dict[str, Place],
    recorded: tuple[dict[str, set[Place]], dict[str, set[Place]]],
) -> bool:
    """Whether the index names what the files hold, all of it, each at a place where it is."""
    for named, held in ((rows, recorded[0]), (sightings, recorded[1])):
        if named.keys() != held.keys() or any(place not in held[key] for key, place in named.items()):
            return False
    return True


def _lacking(folder: Path, needed: Iterable[str]) -> frozenset[str]:
    """What is needed and not indexed; an index that cannot be read is told elsewhere."""
    wanted = frozenset(needed)
    if not wanted or not (folder / INDEX).exists():
        return frozenset()
    try:
        return wanted - _indexed(folder)[0].keys()
    except sqlite3.Error:
        return frozenset()


def _damaged(folder: Path, bad: dict[str, list[tuple[int, int]]]) -> Iterator[str]:
    """Evidence whose record lies in a bad range and is no longer what its name says."""
    if not bad:
        return
    try:
        rows, _ = _indexed(folder)
    except sqlite3.Error:
        return
    for digest, (name, offset, length) in sorted(rows.items(), key=lambda row: row[1]):
        touched = any(start < offset + length and offset < end for start, end in bad.get(name, ()))
        if touched and not _readable(folder / name, offset, length, digest):
            yield digest


def _readable(path: Path, offset: int, length: int, digest: str) -> bool:
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record: Record = unpack(stream.read(length))
    except (OSError, ValueError):
        return False
    return f"sha256:{hashlib.sha256(http_block(record.block)[1]).hexdigest()}" == digest
