"""Serves a farm from memory: one process, raw asyncio, keep-alive, entity tags; prints its port when ready.

python -m benchmarks.farm_server SITES PAGES MEAN_BYTES [--delay S]
"""

import argparse
import asyncio
import hashlib
import sys
from dataclasses import dataclass

from benchmarks.farm import Site, make_site


@dataclass(frozen=True, slots=True)
class _Answer:
    whole: bytes
    head: bytes
    not_modified: bytes
    etag: bytes


def _answer(body: bytes, kind: bytes = b"text/html") -> _Answer:
    etag = b'"' + hashlib.md5(body, usedforsecurity=False).hexdigest().encode() + b'"'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nETag: %s\r\nContent-Length: %d\r\n\r\n" % (
        kind,
        etag,
        len(body),
    )
    return _Answer(head + body, head, b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag, etag)


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nnot found"


class Farm:
    """What is served: by host and path."""

    def __init__(self, sites: list[Site], delay_s: float) -> None:
        self.delay_s = delay_s
        self.answers = {
            (site.host.encode(), path.encode()): _answer(body)
            for site in sites
            for path, body in (*site.pages.items(), *site.files.items())
        }

    def reply(self, head: bytes) -> bytes:
        first, *lines = head.split(b"\r\n")
        method, path, _ = first.split(b" ")
        headers = dict(line.lower().split(b": ", 1) for line in lines if b": " in line)
        found = self.answers.get((headers.get(b"host", b"").partition(b":")[0], path))
        if found is None:
            return _MISSING if method != b"HEAD" else _MISSING.removesuffix(b"not found")
        if headers.get(b"if-none-match") == found.etag.lower():
            return found.not_modified
        return found.head if method == b"HEAD" else found.whole


class _Line(asyncio.Protocol):
    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if not transport.get_extra_info("sockname")[0].startswith("127."):
            transport.abort()  # all of 127.0.0.0/8 needs a listener on every address; others get nothing

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            answer = self._farm.reply(head)
            assert self._transport is not None
            if self._farm.delay_s:
                asyncio.get_running_loop().call_later(self._farm.delay_s, self._transport.write, answer)
            else:
                self._transport.write(answer)


async def _serve(farm: Farm) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(farm), "0.0.0.0", 0, backlog=8192)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> int:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", type=int)
    parser.add_argument("pages", type=int)
    parser.add_argument("mean_bytes", type=int)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    args = parser.parse_args()
    sites = [make_site(number, args.pages, args.mean_bytes) for number in range(args.sites)]
    asyncio.run(_serve(Farm(sites, args.delay)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
