"""The chain over the evidence: every byte of the store's files stands under a seal that names the one before.

`chain.jsonl` is append-only text beside the files. A line seals a range of a WARC file, or the index as a
whole after the last writer closed it, or says that a file was dropped by the rules of retention. Each line
holds the SHA-256 of its own words and of the line before, so that none can be altered, taken out or put in
unseen; the head that a finished run keeps in the database does the same for the end of the chain.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHAIN = "chain.jsonl"
INDEX = "index.sqlite"
FIRST = "0" * 64
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seal:
    """One line: `kind` is "range" (bytes from `start` to `end` of a file), "index" or "dropped"."""

    number: int
    kind: str
    file: str
    start: int
    end: int
    sha256: str
    note: str
    chain: str

    def words(self, before: str) -> bytes:
        """What the line's own hash is made of, after the hash of the line before."""
        parts = (before, self.number, self.kind, self.file, self.start, self.end, self.sha256, self.note)
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()

    def follows(self, before: str) -> bool:
        """Whether the line's hash is right after that one."""
        return hashlib.sha256(self.words(before)).hexdigest() == self.chain

    def line(self) -> bytes:
        """The line as it is written."""
        fields = {
            "number": self.number,
            "kind": self.kind,
            "file": self.file,
            "start": self.start,
            "end": self.end,
            "sha256": self.sha256,
            "note": self.note,
            "chain": self.chain,
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_seals(folder: Path) -> Iterator[Seal]:
    """The lines in their order, unchecked; ValueError at the first that is none."""
    path = folder / CHAIN
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line:
            try:
                seal = Seal(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise ValueError(f"第 {number} 行不是完整的记录") from error
            if seal.line().rstrip(b"\n") != line:
                raise ValueError(f"第 {number} 行不是原样")
            yield seal


def sealed_head(folder: Path) -> str:
    """The hash of the last line, "" where there is no chain."""
    last = _last_line(folder / CHAIN)
    return str(json.loads(last)["chain"]) if last else ""


def sealed_ends(folder: Path) -> dict[str, int]:
    """How far each file is sealed; what cannot be read any more seals nothing."""
    ends: dict[str, int] = {}
    try:
        for seal in read_seals(folder):
            if seal.kind == "range":
                ends[seal.file] = seal.end
    except ValueError:
        pass  # verify says what is wrong with the chain; the store itself stays readable
    return ends


def seal_range(folder: Path, name: str, fd: int, start: int, end: int) -> None:
    """Seal the bytes of a file from where it was sealed to where it was written."""
    if end > start:
        _append(folder, "range", name, start, end, digest_of(fd, start, end))


def seal_index(folder: Path) -> None:
    """Seal the index as a file, where nobody has it open for writing."""
    path = folder / INDEX
    if path.exists() and not (folder / f"{INDEX}-wal").exists():
        with path.open("rb") as stream:
            size = path.stat().st_size
            _append(folder, "index", INDEX, 0, size, digest_of(stream.fileno(), 0, size))


def seal_dropped(folder: Path, name: str, note: str) -> None:
    """Say that a file went by the rules of retention, and why."""
    _append(folder, "dropped", name, 0, 0, "", note)


def digest_of(fd: int, start: int, end: int) -> str:
    """The SHA-256 of a range of an open file; of what there is, where the file ends earlier."""
    digest = hashlib.sha256()
    while start < end:
        chunk = os.pread(fd, min(_CHUNK, end - start), start)
        if not chunk:
            break
        digest.update(chunk)
        start += len(chunk)
    return digest.hexdigest()


def _append(folder: Path, kind: str, name: str, start: int, end: int, sha256: str, note: str = "") -> None:
    with _locked(folder / CHAIN) as fd:
        last = _last_line(folder / CHAIN)
        number, before = (json.loads(last)["number"], json.loads(last)["chain"]) if last else (0, FIRST)
        blank = Seal(number + 1, kind, name, start, end, sha256, note, "")
        chain = hashlib.sha256(blank.words(before)).hexdigest()
        sealed = Seal(blank.number, kind, name, start, end, sha256, note, chain)
        os.write(fd, sealed.line())
        os.fdatasync(fd)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        size = os.fstat(fd).st_size
        if size and os.pread(fd, 1, size - 1) != b"\n":  # a line that a crash tore
            content = os.pread(fd, size, 0)
            os.ftruncate(fd, content.rfind(b"\n") + 1)
        yield fd
    finally:
        os.close(fd)


def _last_line(path: Path) -> bytes:
    if not path.exists():
        return b""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 4096))
        lines = [line for line in stream.read().split(b"\n") if line]
    return lines[-1] if lines else b""
