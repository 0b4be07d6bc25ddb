"""One HTTP exchange by libcurl's multi interface under asyncio; no redirects, no judgement.

Handles are reused, and their callbacks are bound once: a request costs a few setopt calls. See
docs/decisions/fetching.md for what was decided.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pycurl

from mingcha.engine.unpack import ACCEPTED, CannotUnpack, Unpacker, unpackers

_HEAD_LIMIT = 128 * 1024
"""Bytes of response headers; browsers stop at 256 KB, real pages send under 2 KB."""
_HEADERS = [
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5",
    "Expect:",
]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one host. `first_bytes` > 0 ends the transfer after so many bytes of the body, as a
    success; `relaxed` accepts any certificate and old TLS; `plain` asks for an uncompressed body, and libcurl
    unpacks (br, zstd) what comes all the same. With an `etag` a body that still has it is not sent (304).
    `may_connect(address, port)` decides of each numeric address whether to connect."""

    url: str
    may_connect: Callable[[str, int], bool]
    timeout_s: float
    agent: str
    referrer: str = ""
    cookies: str = ""
    etag: str = ""
    head: bool = False
    first_bytes: int = 0
    relaxed: bool = False
    plain: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: libcurl's `error` (0 = none) and `message`, or our own reason to stop in `stopped`
    ("refused", "too_large", "bomb", "flood"). `raw_headers` are the last response's header lines."""

    error: int
    message: str
    stopped: str
    status: int
    raw_headers: tuple[bytes, ...]
    body: bytes
    seconds: float
    refused_address: str = ""


@dataclass(frozen=True, slots=True)
class Caps:
    """Bytes of a body as sent, and of a compressed body when unpacked."""

    body: int = 20 * 1024 * 1024
    unpacked: int = 64 * 1024 * 1024


def certificate_store() -> str | None:
    """The machine's file of trusted certificates; None when it has none, and then none can be checked."""
    return ssl.get_default_verify_paths().cafile


class Wire:
    """Drives any number of exchanges in the running event loop. Close it in the same loop."""

    def __init__(self, caps: Caps, connect_to: tuple[str, ...] = (), keep: int = 200) -> None:
        self._caps = caps
        self._connect_to = list(connect_to)
        self._store = certificate_store()
        self._loop = asyncio.get_running_loop()
        self._idle: list[_Line] = []
        self._busy: dict[Any, _Line] = {}
        self._watched: dict[int, int] = {}
        self._timer: asyncio.Handle | None = None
        self._running = 0
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, keep)
        self._multi.setopt(pycurl.M_PIPELINING, 0)

    async def exchange(self, ask: Ask) -> Answer:
        """Send one request and wait for its end; never raises for what the network does."""
        line = self._idle.pop() if self._idle else _Line(self._caps, self._connect_to, self._store)
        line.prepare(ask)
        line.done = self._loop.create_future()
        self._busy[line.curl] = line
        self._multi.add_handle(line.curl)
        try:
            error, message = await line.done
        except asyncio.CancelledError:
            self._drop(line)
            raise
        answer = line.answer(error, message)
        self._idle.append(line)
        return answer

    def close(self) -> None:
        """Break off what still runs and release every socket."""
        for line in tuple(self._busy.values()):
            if line.done is not None and not line.done.done():
                line.done.cancel()
            self._drop(line)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for line in self._idle:
            line.curl.close()
        self._idle.clear()
        self._multi.close()
        for fd in tuple(self._watched):
            self._watch(fd, 0)

    def _drop(self, line: _Line) -> None:
        if self._busy.pop(line.curl, None) is not None:
            self._multi.remove_handle(line.curl)
            line.curl.close()

    def _on_socket(self, what: int, fd: int, _multi: object, _data: object) -> None:
        self._watch(fd, 0 if what == pycurl.POLL_REMOVE else what)

    def _watch(self, fd: int, wanted: int) -> None:
        had = self._watched.get(fd, 0)
        if wanted & pycurl.POLL_IN and not had & pycurl.POLL_IN:
            self._loop.add_reader(fd, self._act, fd, pycurl.CSELECT_IN)
        elif had & pycurl.POLL_IN and not wanted & pycurl.POLL_IN:
            self._loop.remove_reader(fd)
        if wanted & pycurl.POLL_OUT and not had & pycurl.POLL_OUT:
            self._loop.add_writer(fd, self._act, fd, pycurl.CSELECT_OUT)
        elif had & pycurl.POLL_OUT and not wanted & pycurl.POLL_OUT:
            self._loop.remove_writer(fd)
        if wanted:
            self._watched[fd] = wanted
        else:
            self._watched.pop(fd, None)

    def _on_timer(self, timeout_ms: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        act = partial(self._act, pycurl.SOCKET_TIMEOUT, 0)
        if timeout_ms == 0:
            self._timer = self._loop.call_soon(act)  # libcurl must not be re-entered from its callback
        elif timeout_ms > 0:
            self._timer = self._loop.call_later(timeout_ms / 1000, act)

    def _act(self, fd: int, event: int) -> None:
        _, running = self._multi.socket_action(fd, event)
        if running < len(self._busy):
            self._collect()

    def _collect(self) -> None:
        left = 1
        while left:
            left, good, bad = self._multi.info_read(50)
            for curl in good:
                self._finish(curl, 0, "")
            for curl, error, message in bad:
                self._finish(curl, error, message)

    def _finish(self, curl: Any, error: int, message: str) -> None:
        line = self._busy.pop(curl)
        self._multi.remove_handle(curl)
        if line.done is not None and not line.done.done():
            line.done.set_result((error, message))


@dataclass(slots=True)
class _State:
    """What one transfer has gathered so far."""

    ask: Ask
    lines: list[bytes] = field(default_factory=list)
    head_size: int = 0
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    cap: int = 0
    layers: list[Unpacker] = field(default_factory=list)
    broken: bool = False
    stopped: str = ""
    cut: bool = False
    refused: str = ""


class _Handed:
    """A socket on its way to libcurl, which takes a duplicate; this one ends with the object."""

    __slots__ = ("_fd",)

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        return self._fd

    def __del__(self) -> None:
        os.close(self._fd)


class _Line:
    """A reusable easy handle with its callbacks."""

    def __init__(self, caps: Caps, connect_to: list[str], store: str | None) -> None:
        self.curl: Any = pycurl.Curl()
        self.done: asyncio.Future[tuple[int, str]] | None = None
        self._caps = caps
        self._store = store
        self._state: _State
        self._set: dict[int, object] = {}
        put = self.curl.setopt
        put(pycurl.NOSIGNAL, 1)
        put(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        put(pycurl.PROXY, "")  # the address that is checked must be the address that is reached
        put(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        put(pycurl.FOLLOWLOCATION, 0)
        put(pycurl.PATH_AS_IS, 1)
        put(pycurl.DNS_CACHE_TIMEOUT, 300)
        put(pycurl.WRITEFUNCTION, self._on_body)
        put(pycurl.HEADERFUNCTION, self._on_header)
        put(pycurl.OPENSOCKETFUNCTION, self._on_open)
        if connect_to:
            put(pycurl.CONNECT_TO, connect_to)
        if store is not None:
            put(pycurl.CAINFO, store)

    def prepare(self, ask: Ask) -> None:
        self._state = _State(ask)
        self.curl.setopt(pycurl.URL, ask.url)
        self._option(pycurl.NOBODY, int(ask.head))
        if not ask.head:
            self._option(pycurl.HTTPGET, 1, always=self._set.get(pycurl.HTTPGET) is None)
        self._option(pycurl.TIMEOUT_MS, max(1, int(ask.timeout_s * 1000)))
        self._option(pycurl.CONNECTTIMEOUT_MS, max(1, int(ask.timeout_s * 1000)))
        self._option(pycurl.USERAGENT, ask.agent)
        self._option(pycurl.REFERER, ask.referrer)
        self._option(pycurl.COOKIE, ask.cookies)
        self._option(pycurl.HTTPHEADER, [*_HEADERS, f"If-None-Match: {ask.etag}"] if ask.etag else _HEADERS)
        self._option(pycurl.ACCEPT_ENCODING, "identity" if ask.plain else ACCEPTED)
        self._option(pycurl.HTTP_CONTENT_DECODING, int(ask.plain))
        self._option(pycurl.FRESH_CONNECT, int(ask.fresh))
        self._secure(ask.relaxed)

    def answer(self, error: int, message: str) -> Answer:
        state = self._state
        if state.cut and error == pycurl.E_WRITE_ERROR:
            error, message = 0, ""
        elif state.broken:
            error, message = pycurl.E_BAD_CONTENT_ENCODING, ""
        elif not error and not all(layer.is_whole for layer in state.layers):
            error, message = pycurl.E_PARTIAL_FILE, ""
        return Answer(
            error=error,
            message=message,
            stopped=state.stopped,
            status=self.curl.getinfo(pycurl.RESPONSE_CODE),
            raw_headers=tuple(state.lines),
            body=state.chunks[0] if len(state.chunks) == 1 else b"".join(state.chunks),
            seconds=self.curl.getinfo(pycurl.TOTAL_TIME),
            refused_address=state.refused,
        )

    def _option(self, option: int, value: object, always: bool = False) -> None:
        if always or self._set.get(option) != value:
            self.curl.setopt(option, value)
            self._set[option] = value

    def _secure(self, relaxed: bool) -> None:
        checked = int(not relaxed and self._store is not None)
        self._option(pycurl.SSL_VERIFYPEER, checked)
        self._option(pycurl.SSL_VERIFYHOST, 2 * checked)
        self._option(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_0 if relaxed else pycurl.SSLVERSION_TLSv1_2)
        self._option(pycurl.SSL_CIPHER_LIST, "ALL:@SECLEVEL=0" if relaxed else "DEFAULT")

    def _on_open(self, _purpose: int, place: Any) -> _Handed | int:
        family, kind, protocol, where = place
        state = self._state
        if family not in (socket.AF_INET, socket.AF_INET6) or not state.ask.may_connect(where[0], where[1]):
            state.refused = str(where[0]) if isinstance(where, tuple) else "?"
            state.stopped = "refused"
            return int(pycurl.SOCKET_BAD)
        state.stopped = ""
        return _Handed(socket.socket(family, kind, protocol).detach())

    def _on_header(self, line: bytes) -> int | None:
        state = self._state
        state.head_size += len(line)
        if state.head_size > _HEAD_LIMIT:
            state.stopped = "flood"
            return -1
        if line.startswith(b"HTTP/"):
            state.lines.clear()
        state.lines.append(line)
        return None

    def _on_body(self, chunk: bytes) -> int | None:
        state = self._state
        if not state.cap:
            self._begin(state)
        if state.broken:
            return 0
        try:
            for layer in state.layers:
                chunk = layer.feed(chunk, state.cap - state.size + 1)
        except CannotUnpack:
            state.broken = True
            return 0
        state.chunks.append(chunk)
        state.size += len(chunk)
        if state.size > state.cap or any(layer.overflows for layer in state.layers):
            if state.ask.first_bytes:
                state.cut = True
            elif not state.stopped:
                state.stopped = "bomb" if state.layers else "too_large"
            return 0
        return None

    def _begin(self, state: _State) -> None:
        """Set the cap when the first bytes of a body come, from what the headers announce."""
        announced = 0
        for line in state.lines:
            name, _, value = line.partition(b":")
            name = name.strip().lower()
            if name == b"content-encoding" and not state.ask.plain:
                layers = unpackers(value)
                state.broken |= layers is None
                state.layers = [*(layers or ()), *state.layers]
            elif name == b"content-length":
                announced = int(value) if value.strip().isdigit() else 0
        state.cap = self._caps.unpacked if state.layers else self._caps.body
        if state.ask.first_bytes:
            state.cap = state.ask.first_bytes
        elif announced > self._caps.body:
            state.cap = 1  # no use in reading on
            state.stopped = "too_large"
