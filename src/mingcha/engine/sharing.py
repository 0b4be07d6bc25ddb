"""Evidence of many machines in one bucket: every sealed range is one object, every seal another.

    stores/<id>/ranges/<file>/<start>-<end>   the bytes that a seal speaks of
    stores/<id>/chain/<number>                the seal, put after its bytes

Each machine goes on writing to its own folder; what is sealed there is published, and nothing is ever
overwritten. The chain is the manifest: whoever brings a store back holds each object against its seal.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from mingcha.core.codec import from_plain
from mingcha.core.errors import CannotDo
from mingcha.core.fetch import FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.chain import CHAIN, Seal, digest_of
from mingcha.engine.s3 import Bucket
from mingcha.engine.sighting import Sighting
from mingcha.engine.warc import Record, http_block, scan

_STATE = "published.json"
_SIGHTING = "Mingcha-Sighting"


class SharedStore:
    """The store of one machine in a bucket; `beside` is where it keeps what it has published."""

    def __init__(self, bucket: Bucket, folder: Path, beside: Path) -> None:
        self._bucket = bucket
        self._folder = folder
        self._state = beside / _STATE
        with self._locked():
            self.id, _, _ = self._known()

    def publish(self) -> int:
        """Bring every seal that is not yet there, its bytes first; how many. Raises BucketDown.

        Several processes of a machine share its store and take turns.
        """
        with self._locked():
            store, published, offset = self._known()
            count = 0
            for line in _lines(self._folder / CHAIN, offset):
                seal = Seal(**json.loads(line))
                if seal.kind == "range":
                    self._bucket.put(_range_key(store, seal), self._bytes(seal))
                self._bucket.put(_seal_key(store, seal.number), json.dumps(asdict(seal)).encode())
                offset += len(line)
                count += 1
                self._remember(store, published + count, offset)
            return count

    def fetch_run(self, run: str, since: datetime, archive: Archive) -> int:
        """Take what other machines saw in a run into our own archive, so that it goes on where they stood.

        `since` is when the run began: what was published before cannot be of it. How many answers came.
        """
        count = 0
        for store in self.others():
            for entry in self._bucket.list(f"stores/{store}/chain/"):
                if entry.modified < since:
                    continue
                seal = Seal(**json.loads(self._bucket.get(entry.key)))
                if seal.kind == "range":
                    count += _take(self._range(store, seal), run, archive)
        archive.flush()
        return count

    def others(self) -> list[str]:
        """The ids of the other machines' stores."""
        found: list[str] = []
        after = ""
        while True:
            entry = next(iter(self._bucket.list("stores/", after)), None)
            if entry is None:
                return [store for store in found if store != self.id]
            store = entry.key.split("/")[1]
            found.append(store)
            after = f"stores/{store}/~"  # after everything of this store: ~ is the last printable letter

    def bring_back(self, store: str, folder: Path) -> int:
        """Write a whole store as a folder again; how many files. CannotDo for an object that was altered."""
        folder.mkdir(parents=True, exist_ok=True)
        files: dict[str, int] = {}
        with (folder / CHAIN).open("wb") as chain:
            for entry in self._bucket.list(f"stores/{store}/chain/"):
                seal = Seal(**json.loads(self._bucket.get(entry.key)))
                if seal.kind == "range":
                    files[seal.file] = seal.end
                    _write_at(folder / seal.file, seal.start, self._range(store, seal))
                elif seal.kind == "dropped":  # past its period: what stayed of it stands in a later file
                    files.pop(seal.file, None)
                    (folder / seal.file).unlink(missing_ok=True)
                chain.write(seal.line())
        return len(files)

    def stores(self) -> Iterator[str]:
        """Every store of the bucket, our own too."""
        yield from sorted({self.id, *self.others()})

    def _range(self, store: str, seal: Seal) -> bytes:
        content = self._bucket.get(_range_key(store, seal))
        if hashlib.sha256(content).hexdigest() != seal.sha256:
            raise CannotDo(
                f"证据库中 {_range_key(store, seal)} 与其封存值不符：请由原机器重新发布或从备份恢复"
            )
        return content

    def _bytes(self, seal: Seal) -> bytes:
        fd = os.open(self._folder / seal.file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            if digest_of(fd, seal.start, seal.end) != seal.sha256:
                raise CannotDo(f"证据文件 {self._folder / seal.file} 第 {seal.start} 字节起被改动：未发布")
            return os.pread(fd, seal.end - seal.start, seal.start)
        finally:
            os.close(fd)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._state.parent.mkdir(parents=True, exist_ok=True)
        with self._state.with_suffix(".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _known(self) -> tuple[str, int, int]:
        """The store's id, how many seals were published, and where the next one begins in the chain."""
        try:
            state = json.loads(self._state.read_text(encoding="ascii"))
            return str(state["store"]), int(state["published"]), int(state["offset"])
        except FileNotFoundError:
            store = uuid4().hex
            self._remember(store, 0, 0)
            return store, 0, 0
        except (OSError, ValueError, KeyError) as error:
            raise CannotDo(f"{self._state} 读不出来（{error}）：请从备份恢复该文件") from error

    def _remember(self, store: str, published: int, offset: int) -> None:
        part = self._state.with_suffix(".part")
        part.write_text(
            json.dumps({"store": store, "published": published, "offset": offset}), encoding="ascii"
        )
        part.replace(self._state)


def _lines(path: Path, offset: int) -> Iterator[bytes]:
    """The whole lines of the chain from an offset on."""
    if path.exists():
        with path.open("rb") as stream:
            stream.seek(offset)
            for line in stream:
                if line.endswith(b"\n"):
                    yield line


def _range_key(store: str, seal: Seal) -> str:
    return f"stores/{store}/ranges/{seal.file}/{seal.start:012d}-{seal.end:012d}"


def _seal_key(store: str, number: int) -> str:
    return f"stores/{store}/chain/{number:012d}"


def _write_at(path: Path, start: int, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        os.pwrite(fd, content, start)
    finally:
        os.close(fd)


def _take(content: bytes, run: str, archive: Archive) -> int:
    """Keep the answers of one run out of a range of records."""
    count = 0
    for record in _records(content):
        seen = json.loads(record.field(_SIGHTING) or "{}")
        if str(seen.get("run", "")).partition("#")[0] != run:
            continue
        partial = bool(seen.get("partial", False))
        if record.kind == "metadata":
            archive.note(seen["run"], from_plain(FetchFailure, json.loads(record.block)), partial=partial)
        elif record.kind == "response":
            archive.store(seen["run"], _response(record, from_plain(Sighting, seen)), partial=partial)
        count += 1
    return count


def _records(content: bytes) -> Iterator[Record]:
    fd = os.memfd_create("range", os.MFD_CLOEXEC)
    try:
        os.write(fd, content)
        for member in scan(fd, 0):
            yield member.record
    finally:
        os.close(fd)


def _response(record: Record, seen: Sighting) -> Response:
    headers, body = http_block(record.block)
    return Response(
        url=seen.url,
        final_url=seen.final_url,
        status=seen.status,
        headers=headers,
        body=body,
        seconds=seen.seconds,
        seen_at=seen.seen_at,
        redirects=seen.redirects,
        relaxed_tls=seen.relaxed_tls,
    )
