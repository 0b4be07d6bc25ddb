"""WARC 1.1 records, each a gzip member of its own, so that one can be read without the others.

ISO 28500. gzip by igzip level 2: 0.05 ms for a page of 40 KB against 0.24 ms for zlib's fastest level, and
every reader of WARC takes it (docs/decisions/evidence.md).
"""

import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

from isal import isal_zlib
from isal.igzip_lib import IsalError

from mingcha.core.fetch import Response

_LEVEL = 2
_CHUNK = 256 * 1024
_GZIP = 31
"""zlib's window bits for a gzip member."""
_REASONS = {status.value: status.phrase for status in HTTPStatus}
_TRANSPORT = frozenset(("content-encoding", "transfer-encoding", "content-length"))
"""Headers of the transfer, not of the stored body: kept under X-Archive-Orig-."""
_ORIGINAL = "X-Archive-Orig-"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its named fields in order, and its block."""

    fields: tuple[tuple[str, str], ...]
    block: bytes

    def field(self, name: str) -> str:
        """The value of a named field, or ""."""
        return next((value for key, value in self.fields if key == name), "")

    @property
    def kind(self) -> str:
        """response, revisit, metadata or warcinfo."""
        return self.field("WARC-Type")


@dataclass(frozen=True, slots=True)
class Member:
    """A record with its place in a file: offset and length of its gzip member in bytes."""

    record: Record
    offset: int
    length: int


def pack(kind: str, at: datetime, fields: tuple[tuple[str, str], ...], block: bytes) -> bytes:
    """A whole record as one gzip member, with id, date, length and the digest of its block."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        f"WARC-Date: {at.astimezone(UTC).isoformat(timespec='microseconds').removesuffix('+00:00')}Z",
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        *(f"{name}: {value}" for name, value in fields),
        f"Content-Length: {len(block)}",
    ]
    data = b"".join(("\r\n".join(head).encode(), b"\r\n\r\n", block, b"\r\n\r\n"))
    packed: bytes = isal_zlib.compress(data, _LEVEL, _GZIP)
    return packed


def unpack(member: bytes) -> Record:
    """The record in one gzip member; ValueError when it is none or was altered."""
    try:
        data: bytes = isal_zlib.decompress(member, _GZIP)
    except (IsalError, EOFError) as error:  # type: ignore[misc]  # its stub declares an instance
        raise ValueError(f"not a whole gzip member: {error}") from error
    return _parse(data)


def _parse(data: bytes) -> Record:
    head, mark, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf-8").split("\r\n")
    if not mark or not first.startswith("WARC/"):
        raise ValueError("not a WARC record")
    fields = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    length = int(next((value for name, value in fields if name == "Content-Length"), "-1"))
    if length < 0 or len(rest) != length + 4:
        raise ValueError("record of another length than it says")
    record = Record(fields, rest[:length])
    if record.field("WARC-Block-Digest") != f"sha256:{hashlib.sha256(record.block).hexdigest()}":
        raise ValueError("block does not match its digest")
    return record


def scan(fd: int, start: int) -> Iterator[Member]:
    """Every whole record from an offset on, until the end or the first that is torn.

    Memory: one record at a time.
    """
    offset = start
    waiting = b""
    while True:
        unzip = zlib.decompressobj(_GZIP)
        pieces: list[bytes] = []
        length = 0
        while not unzip.eof:
            chunk = waiting or os.pread(fd, _CHUNK, offset + length)
            if not chunk:
                return
            waiting = b""
            try:
                pieces.append(unzip.decompress(chunk))
            except zlib.error:
                return
            length += len(chunk)
        waiting = unzip.unused_data
        length -= len(waiting)
        try:
            record = _parse(b"".join(pieces))
        except ValueError:
            return
        yield Member(record, offset, length)
        offset += length


def one_line(url: str) -> str:
    """An address fit for a header field: blanks and control characters escaped."""
    return "".join(letter if letter > " " else f"%{ord(letter):02X}" for letter in url)


def http_head(response: Response) -> bytes:
    """Status line and headers as they are kept before a stored body."""
    lines = [f"HTTP/1.1 {response.status} {_REASONS.get(response.status, 'Unknown')}"]
    for name, value in response.headers:
        lines.append(f"{_ORIGINAL if name.lower() in _TRANSPORT else ''}{name}: {value}")
    lines.append(f"Content-Length: {len(response.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def http_block(block: bytes) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """The headers as they were received, and the body."""
    head, _, body = block.partition(b"\r\n\r\n")
    pairs = []
    for line in head.decode("utf-8", "surrogateescape").split("\r\n")[1:-1]:
        name, _, value = line.partition(": ")
        pairs.append((name.removeprefix(_ORIGINAL), value))
    return tuple(pairs), body
