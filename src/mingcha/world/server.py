"""Serves every site of a world over plain HTTP on one loopback port, by Host header.

A hand-written asyncio protocol: the replay shares the machine, and often the process, with the inspection it
feeds, so a request must cost little; and answers must break the rules of HTTP where a table says so.
"""

from __future__ import annotations

import asyncio
import threading
from http import HTTPStatus
from types import TracebackType
from typing import Self

from mingcha.world.model import World
from mingcha.world.site import Answer, ReplayedSite

_HEAD_LIMIT = 64 * 1024
_NOT_HERE = Answer(421, (), b"")
"""For a host that the world does not have: 'misdirected', which nobody can take for a missing page."""
_NOT_ALLOWED = Answer(405, (("Allow", "GET, HEAD"),), b"")
_BAD_REQUEST = Answer(400, (), b"")
_NO_BODY = frozenset({*range(100, 200), 204, 304})


class WorldServer:
    """A context manager: inside the block the world's sites answer on `127.0.0.1:port`.

    `connect_to` is the value for `--connect-to` that leads every host and port there. The simulated time, by
    which tables with a window are in force or not, is the world's `as_of`.
    """

    def __init__(self, world: World) -> None:
        self._sites = {_ascii(host): ReplayedSite(world.sites / host, world.as_of) for host in world.hosts}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: set[_Connection] = set()
        self._thread: threading.Thread | None = None
        self._server: asyncio.Server | None = None
        self._port = 0

    @property
    def port(self) -> int:
        return self._port

    @property
    def connect_to(self) -> str:
        return f"::127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        loop = self._loop = asyncio.new_event_loop()
        self._server = loop.run_until_complete(
            loop.create_server(self._connection, "127.0.0.1", 0, backlog=1024)
        )
        self._port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=loop.run_forever, name="world-server", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is None or self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._stop, self._loop)
        self._thread.join()
        self._loop.close()

    def answer(self, host: str, target: str, agent: str = "", referrer: str = "") -> Answer:
        """The answer to one request, without the network; an unknown host is an empty 421."""
        site = self._sites.get(_ascii(host.partition(":")[0].rstrip(".")))
        return _NOT_HERE if site is None else site.answer(target, agent, referrer)

    def _connection(self) -> _Connection:
        return _Connection(self)

    def opened(self, connection: _Connection) -> None:
        self._connections.add(connection)

    def closed(self, connection: _Connection) -> None:
        self._connections.discard(connection)

    def _stop(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._connections):
            connection.abort()
        loop.call_soon(loop.stop)


class _Connection(asyncio.Protocol):
    """One client connection; requests are answered one after the other, in their order."""

    def __init__(self, server: WorldServer) -> None:
        self._server = server
        self._buffer = bytearray()
        self._waiting: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.closed(self)
        self._transport = None
        if self._waiting is not None:
            self._waiting.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._next()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _next(self) -> None:
        while self._waiting is None and self._transport is not None and not self._transport.is_closing():
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                if len(self._buffer) > _HEAD_LIMIT:
                    self._send(_BAD_REQUEST, head_only=False, keep=False)
                return
            head = bytes(self._buffer[:end]).decode("latin-1")
            del self._buffer[: end + 4]
            self._request(head)

    def _request(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            self._send(_BAD_REQUEST, head_only=False, keep=False)
            return
        method, target, version = words
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        wish = headers.get("connection", "").lower()
        keep = "close" not in wish if version != "HTTP/1.0" else "keep-alive" in wish
        if method not in ("GET", "HEAD"):
            self._send(_NOT_ALLOWED, head_only=False, keep=False)
            return
        host = headers.get("host", "")
        if not target.startswith("/"):  # the absolute form, as sent to a proxy
            rest = target.partition("://")[2]
            host, slash, path = rest.partition("/")
            target = slash + path or "/"
        target = target.partition("#")[0].encode("latin-1").decode("utf-8", "surrogateescape")
        answer = self._server.answer(host, target, headers.get("user-agent", ""), headers.get("referer", ""))
        if answer.delay_s > 0:
            loop = asyncio.get_running_loop()
            self._waiting = loop.call_later(answer.delay_s, self._send_late, answer, method == "HEAD", keep)
        else:
            self._send(answer, head_only=method == "HEAD", keep=keep)

    def _send_late(self, answer: Answer, head_only: bool, keep: bool) -> None:
        self._waiting = None
        self._send(answer, head_only=head_only, keep=keep)
        self._next()

    def _send(self, answer: Answer, *, head_only: bool, keep: bool) -> None:
        if self._transport is None:
            return
        if answer.drop:
            self._transport.close()
            return
        head, keep = _head(answer, keep)
        body = b"" if head_only or answer.status in _NO_BODY else answer.body
        self._transport.write(head + body)
        if not keep:
            self._transport.close()


def _head(answer: Answer, keep: bool) -> tuple[bytes, bool]:
    """The response head, and whether the connection can live on: not after a wrong length or framing."""
    given = {name.lower(): value for name, value in answer.headers}
    lines = [f"HTTP/1.1 {answer.status} {_phrase(answer.status)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if "transfer-encoding" in given:
        keep = False
    elif "content-length" not in given:
        if answer.status not in _NO_BODY:
            lines.append(f"Content-Length: {len(answer.body)}")
    elif given["content-length"] != str(len(answer.body)):
        keep = False
    if "connection" not in given:
        lines.append("Connection: keep-alive" if keep else "Connection: close")
    elif given["connection"].lower() == "close":
        keep = False
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape"), keep


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _ascii(host: str) -> str:
    """A host as it stands in a Host header: lower case, Chinese names in their `xn--` form."""
    host = host.lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
