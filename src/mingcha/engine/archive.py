"""The evidence store: what was seen, in append-only WARC files, found again by SHA-256 or by run and address.

The files are the truth. The SQLite index is made of them: after a crash the records that it lacks are read
back in, and a torn last record is cut off. What is flushed is sealed (`chain`).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from mingcha.core.codec import from_plain, to_plain
from mingcha.core.errors import CannotDo
from mingcha.core.fetch import FetchFailure, Response
from mingcha.engine.chain import seal_index, seal_range, sealed_ends
from mingcha.engine.sighting import Sighting, Stored
from mingcha.engine.warc import (
    NOT_MODIFIED,
    PROFILE,
    Record,
    http_block,
    http_head,
    one_line,
    pack,
    scan,
    unpack,
)

_FILE_BYTES = 1_000_000_000
"""A new file is begun beyond it: what readers and copying tools are used to."""
_BATCH = 500
_BATCH_S = 2.0
_SIGHTING = "Mingcha-Sighting"
_EVIDENCE = "sha256:"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, end INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS body (
    digest BLOB PRIMARY KEY, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sighting (
    run TEXT NOT NULL, url TEXT NOT NULL, partial INTEGER NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    PRIMARY KEY (run, url, partial)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    offset: int
    length: int


class Archive:
    """Opens or makes the store in a folder. Several processes may; each appends to files of its own.

    CannotDo when the disk is full or a stored byte was altered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fds: dict[str, int] = {}
        self._current: str | None = None
        self._end = 0
        self._bodies: dict[bytes, _Place] = {}
        self._sightings: dict[tuple[str, str, bool], _Place] = {}
        self._oldest_pending = 0.0
        self._wrote = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = sqlite3.connect(folder / "index.sqlite", timeout=30, isolation_level=None)
            self._index.execute("PRAGMA journal_mode=WAL")
            self._index.execute("PRAGMA synchronous=NORMAL")
            self._index.executescript(_SCHEMA)
        except OSError as error:
            raise CannotDo(f"证据库 {folder} 无法打开（{error}）：请检查该文件夹是否可写") from error
        except sqlite3.Error as error:
            raise CannotDo(
                f"证据库的索引 {folder / 'index.sqlite'} 无法打开（{error}）：请移走该文件后重新运行，"
                "索引会由证据文件重新建立"
            ) from error
        self._sealed = sealed_ends(folder)
        self._recover()

    def store(self, run: str, response: Response, *, partial: bool = False) -> Response:
        """Keep a response; it comes back with its `evidence`. A body seen before is kept once, the sighting
        as a revisit record; one that is `unchanged` names its evidence itself, which must be held here.
        `partial`: the body was not read to its end (a link check)."""
        if response.unchanged:
            assert response.evidence is not None
            digest = _digest(response.evidence)
        else:
            digest = hashlib.sha256(response.body).digest()
        evidence = _EVIDENCE + digest.hex()
        known = response.unchanged or self._body_place(digest) is not None
        sighting = Sighting(
            run=run,
            url=response.url,
            final_url=response.final_url,
            status=response.status,
            seconds=response.seconds,
            seen_at=response.seen_at,
            redirects=response.redirects,
            relaxed_tls=response.relaxed_tls,
            partial=partial,
            unchanged=response.unchanged,
        )
        head = http_head(replace(response, status=304) if response.unchanged else response)
        profile = NOT_MODIFIED if response.unchanged else PROFILE
        fields = (
            ("WARC-Target-URI", one_line(response.final_url)),
            ("WARC-Payload-Digest", evidence),
            *((("WARC-Profile", profile),) if known else ()),
            ("Content-Type", "application/http; msgtype=response"),
            (_SIGHTING, json.dumps(to_plain(sighting))),
        )
        kind, block = ("revisit", head) if known else ("response", head + response.body)
        place = self._append(pack(kind, response.seen_at, fields, block))
        if not known:
            self._bodies[digest] = place
        self._sightings[run, response.url, partial] = place
        self._maybe_flush()
        return replace(response, evidence=evidence)

    def note(self, run: str, failure: FetchFailure, *, partial: bool = False) -> None:
        """Keep a failure: what a run came to for an address, as a metadata record."""
        block = json.dumps(to_plain(failure), ensure_ascii=False).encode()
        fields = (
            ("WARC-Target-URI", one_line(failure.url)),
            ("Content-Type", "application/json"),
            (_SIGHTING, json.dumps({"run": run, "partial": partial})),
        )
        self._sightings[run, failure.url, partial] = self._append(
            pack("metadata", failure.seen_at, fields, block)
        )
        self._maybe_flush()

    def holds(self, evidence: str) -> bool:
        """Whether the body of that name is here."""
        return self._body_place(_digest(evidence)) is not None

    def body(self, evidence: str) -> bytes:
        """The stored body of "sha256:…"; CannotDo when there is none or a byte of it was altered."""
        return self.record(evidence).body

    def record(self, evidence: str) -> Stored:
        """A piece of evidence with the circumstances of its first sighting; CannotDo as for `body`."""
        place = self._body_place(_digest(evidence))
        if place is None:
            raise CannotDo(f"证据库 {self._folder} 中没有 {evidence}：请核对证据编号和 --home 所指的文件夹")
        record = self._read(place)
        headers, body = http_block(record.block)
        if hashlib.sha256(body).digest() != _digest(evidence):
            self._altered(place, evidence)
        seen = from_plain(Sighting, json.loads(record.field(_SIGHTING)))
        return Stored(evidence, seen, headers, body)

    def named(self, beginning: str) -> str:
        """The full name of the one piece whose name begins so; CannotDo when none does, or several do."""
        start = beginning.removeprefix(_EVIDENCE).lower()
        self.flush()
        rows = self._index.execute(
            "SELECT lower(hex(digest)) FROM body WHERE lower(hex(digest)) LIKE ? || '%' LIMIT 2", (start,)
        ).fetchall()
        if len(rows) != 1 or len(start) < 6 or set(start) - set("0123456789abcdef"):
            told = "有多件以此开头" if len(rows) > 1 else "没有这一件"
            raise CannotDo(f"证据 {beginning}：{told}；请写 sha256: 后的前 6 位以上（{self._folder}）")
        return _EVIDENCE + str(rows[0][0])

    def recall(self, run: str, url: str, *, partial: bool = False) -> Response | FetchFailure | None:
        """What a run already got for an address, None when nothing. `partial` takes a link check's answer
        where there is no whole one."""
        place = self._sighting_place(run, url, partial=False)
        if place is None and partial:
            place = self._sighting_place(run, url, partial=True)
        if place is None:
            return None
        record = self._read(place)
        if record.kind == "metadata":
            return from_plain(FetchFailure, json.loads(record.block))
        seen = from_plain(Sighting, json.loads(record.field(_SIGHTING)))
        headers, body = http_block(record.block)
        evidence = record.field("WARC-Payload-Digest")
        return Response(
            url=seen.url,
            final_url=seen.final_url,
            status=seen.status,
            headers=headers,
            body=body if record.kind == "response" else b"" if seen.unchanged else self.body(evidence),
            seconds=seen.seconds,
            seen_at=seen.seen_at,
            redirects=seen.redirects,
            relaxed_tls=seen.relaxed_tls,
            evidence=evidence,
            unchanged=seen.unchanged,
        )

    def flush(self) -> None:
        """Bring what is pending to disk: files first, then the index."""
        if not self._bodies and not self._sightings:
            return
        try:
            self._index.execute("BEGIN IMMEDIATE")
            if self._current is not None:
                fd, start = self._fds[self._current], self._sealed.get(self._current, 0)
                os.fdatasync(fd)
                seal_range(self._folder, self._current, fd, start, self._end)
                self._sealed[self._current] = max(start, self._end)
                self._wrote = True
            self._index.executemany(
                "INSERT OR IGNORE INTO body VALUES (?, ?, ?, ?)",
                [(digest, at.file, at.offset, at.length) for digest, at in self._bodies.items()],
            )
            self._index.executemany(
                "INSERT OR REPLACE INTO sighting VALUES (?, ?, ?, ?, ?, ?)",
                [(*key, at.file, at.offset, at.length) for key, at in self._sightings.items()],
            )
            self._index.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (self._current, self._end))
            self._index.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            if self._index.in_transaction:
                self._index.execute("ROLLBACK")
            self._full(error)
        self._bodies.clear()
        self._sightings.clear()

    def close(self) -> None:
        """Flush, and let go of files and index."""
        try:
            self.flush()
        finally:
            for fd in self._fds.values():
                os.close(fd)
            self._fds.clear()
            self._index.close()
            if self._wrote:
                seal_index(self._folder)

    def _maybe_flush(self) -> None:
        now = time.monotonic()
        pending = len(self._sightings)
        if pending == 1:
            self._oldest_pending = now
        if pending >= _BATCH or now - self._oldest_pending > _BATCH_S:
            self.flush()

    def _append(self, member: bytes) -> _Place:
        """Write a record whole or not at all."""
        if self._current is None or self._end > _FILE_BYTES:
            self.flush()
            self._begin_file()
        assert self._current is not None
        fd, place = self._fds[self._current], _Place(self._current, self._end, len(member))
        try:
            written = 0
            while written < len(member):
                written += os.pwrite(fd, member[written:], self._end + written)
        except OSError as error:
            os.ftruncate(fd, self._end)
            self._full(error)
        self._end += len(member)
        return place

    def _begin_file(self) -> None:
        """Go on with the newest file if it is short, whole and nobody's; else take a new one.

        A writer holds its file's lock, so that other processes leave it alone.
        """
        names = sorted(path.name for path in self._folder.glob("*.warc.gz"))
        if names and self._go_on_with(names[-1]):
            return
        number = int(names[-1][8:14]) + 1 if names else 1
        while True:
            name = f"mingcha-{number:06d}.warc.gz"
            try:
                fd = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
                break
            except FileExistsError:
                number += 1
            except OSError as error:
                self._full(error)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._fds[name], self._current, self._end = fd, name, 0

    def _go_on_with(self, name: str) -> bool:
        fd = self._lock(self._folder / name)
        if fd is None:
            return False
        size = os.fstat(fd).st_size
        row = self._index.execute("SELECT end FROM file WHERE name = ?", (name,)).fetchone()
        if size > _FILE_BYTES or row is None or row[0] != size:
            os.close(fd)
            return False
        self._keep(name, fd)
        self._current, self._end = name, size
        return True

    def _lock(self, path: Path) -> int | None:
        """An open file of whose lock we are the holder; None when another process is."""
        try:
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:  # read-only evidence is still evidence
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            return None
        return fd

    def _keep(self, name: str, fd: int) -> None:
        old = self._fds.pop(name, None)
        if old is not None:
            os.close(old)
        self._fds[name] = fd

    def _recover(self) -> None:
        """Index what a stopped process had written and not indexed; cut off its torn last record.

        A file with a living writer is left alone.
        """
        ends = dict(self._index.execute("SELECT name, end FROM file"))
        for path in sorted(self._folder.glob("*.warc.gz")):
            if path.stat().st_size == ends.get(path.name, -1):
                continue
            fd = self._lock(path)
            if fd is None:
                continue
            self._keep(path.name, fd)
            self._current, self._end = path.name, ends.get(path.name, 0)
            for member in scan(fd, self._end):
                self._end = member.offset + member.length
                self._take(member.record, _Place(path.name, member.offset, member.length))
            if self._end >= self._sealed.get(path.name, 0):  # what was sealed is left for verify to tell
                os.ftruncate(fd, self._end)
            self.flush()
            fcntl.flock(fd, fcntl.LOCK_UN)
            self._current = None

    def _take(self, record: Record, place: _Place) -> None:
        seen = json.loads(record.field(_SIGHTING) or "{}")
        if record.kind == "response":
            self._bodies[_digest(record.field("WARC-Payload-Digest"))] = place
        if "run" in seen:
            url = seen["url"] if "url" in seen else json.loads(record.block)["url"]
            self._sightings[seen["run"], url, seen.get("partial", False)] = place

    def _body_place(self, digest: bytes) -> _Place | None:
        pending = self._bodies.get(digest)
        query = "SELECT file, offset, length FROM body WHERE digest = ?"
        return pending or self._place(query, (digest,))

    def _sighting_place(self, run: str, url: str, *, partial: bool) -> _Place | None:
        pending = self._sightings.get((run, url, partial))
        query = "SELECT file, offset, length FROM sighting WHERE run = ? AND url = ? AND partial = ?"
        return pending or self._place(query, (run, url, partial))

    def _place(self, query: str, key: tuple[object, ...]) -> _Place | None:
        row = self._index.execute(query, key).fetchone()
        return _Place(*row) if row else None

    def _read(self, place: _Place) -> Record:
        try:
            fd = self._fds.get(place.file)
            if fd is None:
                fd = self._fds[place.file] = os.open(self._folder / place.file, os.O_RDONLY | os.O_CLOEXEC)
            return unpack(os.pread(fd, place.length, place.offset))
        except (OSError, ValueError) as error:
            self._altered(place, str(error))

    def _altered(self, place: _Place, what: str) -> NoReturn:
        raise CannotDo(
            f"证据文件 {self._folder / place.file} 第 {place.offset} 字节处的记录缺失或已被改动（{what}）："
            "请用备份恢复该文件"
        )

    def _full(self, error: Exception) -> NoReturn:
        raise CannotDo(
            f"证据库 {self._folder} 无法写入（{error}）：请腾出磁盘空间或检查写权限后重新运行；"
            "已存的证据未受影响"
        ) from error


def _digest(evidence: str) -> bytes:
    try:
        return bytes.fromhex(evidence.removeprefix(_EVIDENCE))
    except ValueError:
        raise CannotDo(f"证据编号 {evidence!r} 无法识别，应为 sha256: 后接 64 位十六进制数") from None
