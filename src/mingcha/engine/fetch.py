"""Fetches addresses: redirects hop by hop, manners, second tries. Every outcome is a value.

get → answer → _travel (redirects) → _visit (robots, turns, back-off) → _exchange (TLS, encoding) → Wire
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import pycurl

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine import classify
from mingcha.engine.addresses import may_connect, parse_detour
from mingcha.engine.decode import decode
from mingcha.engine.failures import TLS_ERRORS, failed
from mingcha.engine.hosts import Host, retry_after
from mingcha.engine.manners import FetchSettings
from mingcha.engine.robots import EVERYTHING, Robots, read_robots
from mingcha.engine.transfer import Answer, Ask, Caps, Wire
from mingcha.engine.url import follow, is_attachment, normalise

__all__ = ["FetchSettings", "Fetcher"]

_FIRST_BYTES_PAGE = 64 * 1024
_FIRST_BYTES_FILE = 4 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((FailureKind.ADDRESS_REFUSED, FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS))
_MAX_TRIES = 3
_DEFAULT_PAUSE_S = 5.0
"""After a 429 without Retry-After; doubled on the next."""


@dataclass(slots=True)
class _Trip:
    """One address on its way through redirects."""

    url: str
    host: str
    mode: str  # "head", "first" or "whole"
    referrer: str
    agent: str
    private_ok: bool
    ignore_robots: bool
    etag: str = ""
    seconds: float = 0.0
    relaxed: bool = False
    hops: list[str] = field(default_factory=list)

    def is_home_ground(self, host: str) -> bool:
        """Whether a host is the one asked for, or its www twin: a redirect elsewhere inherits no leave."""
        return host.removeprefix("www.") == self.host.removeprefix("www.")


class Fetcher:
    """Fetches within one event loop, between `async with`; `clock` tells when a thing was seen."""

    def __init__(self, settings: FetchSettings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.requests = 0
        self._clock = clock
        self._caps = Caps(settings.max_body, settings.max_decompressed)
        self._detours = tuple(parse_detour(text) for text in settings.connect_to)
        self._hosts: dict[str, Host] = {}
        self._wire: Wire | None = None
        self._in_flight = asyncio.Semaphore(settings.in_flight)
        self._reached: tuple[float, str, bool] | None = None  # when, which address, with leave or not

    async def __aenter__(self) -> Self:
        self._wire = Wire(self._caps, self.settings.connect_to, self.settings.connections_kept)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    async def get(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        agent: str | None = None,
        private_ok: bool = False,
        ignore_robots: bool = False,
    ) -> Response | FetchFailure:
        """The response when it answers the question, else the failure (error statuses, walls, soft 404s)."""
        found = await self.answer(
            url,
            head_only=head_only,
            referrer=referrer,
            agent=agent,
            private_ok=private_ok,
            ignore_robots=ignore_robots,
        )
        return classify.as_answer(found) if isinstance(found, Response) else found

    async def answer(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        agent: str | None = None,
        private_ok: bool = False,
        ignore_robots: bool = False,
        etag: str = "",
    ) -> Response | FetchFailure:
        """Whatever the server answered, error pages too; a failure only where there was no answer.

        `head_only` is for link checks: a file is asked for by HEAD and, where HEAD gives no good status, by a
        GET that stops after 4 KB; a page by a GET that stops after 64 KB, enough to know a soft 404.
        With an `etag` the answer may be a 304 without a body. `private_ok` and `ignore_robots` hold for the
        host asked for, not for where it redirects.
        """
        target = normalise(url)
        if target is None:
            return self._failure(url, FailureKind.ADDRESS_REFUSED, "不是可以访问的网址，请核对写法")
        trip = _Trip(
            url=url,
            host=urlsplit(target).hostname or "",
            mode=("head" if is_attachment(target) else "first") if head_only else "whole",
            referrer=referrer,
            agent=agent or self.settings.user_agent,
            private_ok=private_ok,
            ignore_robots=ignore_robots,
            etag=etag,
        )
        found = await self._travel(trip, target)
        if trip.mode == "head" and _is_doubtful(found):
            again = replace(trip, mode="first", seconds=0.0, hops=[])
            found = await self._travel(again, target)
        return found

    async def reaches_anyone(self, since: float) -> bool:
        """Whether any host answered after an instant of the loop's clock; the last that did is asked again.

        Where none does, the fault may lie with our own network, and nobody is to be blamed for silence.
        """
        known = self._reached
        if known is None or known[0] >= since:
            return known is not None
        await self.answer(known[1], head_only=True, private_ok=known[2], ignore_robots=True)
        return self._reached is not None and self._reached[0] >= since

    async def _travel(self, trip: _Trip, target: str) -> Response | FetchFailure:
        visited = {target}
        while True:
            answer = await self._visit(trip, target)
            if isinstance(answer, FetchFailure):
                return answer
            trip.seconds += answer.seconds
            headers = _headers(answer.raw_headers)
            host = self._host(urlsplit(target).hostname or "")
            if host.take_cookies(headers):
                visited.clear()  # with a new cookie the same address may answer otherwise
            goal = _goal(answer, headers, target)
            if goal is None:
                return self._response(trip, target, answer, headers)
            trip.hops.append(target)
            if goal in visited:
                detail = f"跳转循环：又回到 {goal}"
                return self._failure(trip.url, FailureKind.REDIRECT_LOOP, detail, trip, answer)
            if len(trip.hops) > self.settings.max_redirects:
                detail = f"跳转超过 {self.settings.max_redirects} 次仍未到达"
                return self._failure(trip.url, FailureKind.REDIRECT_LOOP, detail, trip, answer)
            visited.add(goal)
            target = goal

    async def _visit(self, trip: _Trip, target: str) -> Answer | FetchFailure:
        """One hop, with robots.txt, the host's turns and the back-off that the host asks for."""
        if self.settings.https_as_http and target.startswith("https://"):
            target = "http://" + target[8:]
        name = urlsplit(target).hostname or ""
        if not self._is_listed(name):
            return self._failure(
                trip.url, FailureKind.ADDRESS_REFUSED, f"{name} 不在本次检查的网站之内，未访问", trip
            )
        host = self._host(name)
        if not (trip.ignore_robots and trip.is_home_ground(name)):
            refused = await self._robots_refuse(trip, host, target)
            if refused is not None:
                return refused
        answer: Answer | None = None
        for attempt in range(_MAX_TRIES):
            if self.settings.rate and host.pause_left > self.settings.max_pause_s:
                if answer is not None:
                    return answer
                detail = f"网站要求 {host.pause_left:.0f} 秒后再访问，本次未访问：请稍后再查"
                return self._failure(trip.url, FailureKind.RATE_LIMITED, detail, trip)
            answer = await self._exchange(trip, host, target)
            broken = failed(answer, self._caps, self.settings.timeout_s)
            if broken is not None:
                return self._failure(trip.url, *broken, trip, answer)
            leave = trip.private_ok and trip.is_home_ground(name)
            self._reached = (asyncio.get_running_loop().time(), target, leave)
            pause = self._asked_pause(answer, attempt)
            if pause is None:
                return answer
            if self.settings.rate:
                host.pause(pause)
            else:
                await asyncio.sleep(min(pause, self.settings.pause_cap_s))
        assert answer is not None
        return answer

    def _asked_pause(self, answer: Answer, attempt: int) -> float | None:
        if answer.status not in (429, 503):
            return None
        headers = _headers(answer.raw_headers)
        asked = next((value for key, value in headers if key.lower() == "retry-after"), "")
        if answer.status == 503 and not asked:
            return None
        seconds = retry_after(asked, self._clock()) if asked else None
        return _DEFAULT_PAUSE_S * 2**attempt if seconds is None else seconds

    async def _exchange(self, trip: _Trip, host: Host, target: str) -> Answer:
        """One request; at once another where old TLS, a bad certificate or encoding stood in the way."""
        parts = urlsplit(target)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        allowed = trip.private_ok and trip.is_home_ground(parts.hostname or "")
        name = parts.hostname or ""
        ask = Ask(
            url=target,
            may_connect=_anywhere if allowed else partial(may_connect, self._detours, name, port),
            timeout_s=max(0.05, self.settings.timeout_s - trip.seconds),
            agent=trip.agent,
            referrer=trip.hops[-1] if trip.hops else trip.referrer,
            cookies=host.cookies,
            etag="" if trip.hops else trip.etag,
            head=trip.mode == "head",
            first_bytes=_first_bytes(trip.mode, target),
            relaxed=host.relaxed,
            fresh=host.private and not allowed,
        )
        host.private |= allowed
        answer = await self._send(host, ask)
        if answer.error == pycurl.E_SSL_CONNECT_ERROR and not ask.relaxed:
            answer = await self._send(
                host, ask
            )  # a handshake may break by chance: a host is not marked for that
        if answer.error in TLS_ERRORS and not ask.relaxed:
            ask = replace(ask, relaxed=True)
            answer = await self._send(host, ask)
            host.relaxed = answer.status > 0
        if answer.error == pycurl.E_BAD_CONTENT_ENCODING and not answer.stopped:
            second = await self._send(host, replace(ask, plain=True))
            answer = answer if second.error else second
        trip.relaxed |= ask.relaxed and target.startswith("https:")
        return answer

    async def _send(self, host: Host, ask: Ask) -> Answer:
        if self._wire is None:
            raise RuntimeError("Fetcher used outside its async with block")
        async with host.turn(), self._in_flight:
            self.requests += 1
            return await self._wire.exchange(ask)

    async def _robots_refuse(self, trip: _Trip, host: Host, target: str) -> FetchFailure | None:
        origin = "/".join(target.split("/", 3)[:3])
        rules = await host.robots(origin, partial(self._ask_robots, trip, origin))
        if rules.allows(target):
            return None
        if rules.unreadable:
            detail = f"robots.txt 暂时无法读取（{rules.unreadable}），按规范暂不访问"
        else:
            detail = "网站的 robots.txt 不允许访问此地址"
        detail += "；属本单位监管的网站，可在登记表“忽略robots”列填“是”"
        return self._failure(trip.url, FailureKind.ROBOTS, detail, trip)

    async def _ask_robots(self, trip: _Trip, origin: str) -> Robots:
        """The rules of an origin. Where no answer comes at all everything is allowed: the page itself will
        then say what is wrong with the host."""
        inner = replace(
            trip,
            url=origin + "/robots.txt",
            mode="first",
            ignore_robots=True,
            seconds=0.0,
            hops=[],
            referrer="",
            etag="",
        )
        target = inner.url
        for _ in range(6):  # RFC 9309 2.3.1.2: at least five redirects
            answer = await self._exchange(inner, self._host(urlsplit(target).hostname or ""), target)
            if failed(answer, self._caps, self.settings.timeout_s) is not None:
                return EVERYTHING
            headers = _headers(answer.raw_headers)
            goal = _goal(answer, headers, target)
            if goal is None or (
                self.settings.only_hosts and urlsplit(goal).hostname not in self.settings.only_hosts
            ):
                kind = next((value for key, value in headers if key.lower() == "content-type"), "")
                return read_robots(answer.status, answer.body, kind)
            target = goal
        return EVERYTHING

    def _is_listed(self, name: str) -> bool:
        return not self.settings.only_hosts or name in self.settings.only_hosts

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            gap_s = 1 / self.settings.rate if self.settings.rate else 0.0
            host = self._hosts[name] = Host(self.settings.per_host, gap_s)
        return host

    def _response(
        self, trip: _Trip, target: str, answer: Answer, headers: tuple[tuple[str, str], ...]
    ) -> Response:
        return Response(
            url=trip.url,
            final_url=normalise(target) or target,
            status=answer.status,
            headers=headers,
            body=answer.body,
            seconds=trip.seconds,
            seen_at=self._clock(),
            redirects=tuple(trip.hops),
            relaxed_tls=trip.relaxed,
        )

    def _failure(
        self,
        url: str,
        kind: FailureKind,
        detail: str,
        trip: _Trip | None = None,
        answer: Answer | None = None,
    ) -> FetchFailure:
        if trip is not None and trip.hops and kind is not FailureKind.REDIRECT_LOOP:
            detail = f"经 {len(trip.hops)} 次跳转后：{detail}"
        seconds = (trip.seconds if trip else 0.0) + (answer.seconds if answer else 0.0)
        status = answer.status if answer and answer.status else None
        return FetchFailure(url, kind, detail, self._clock(), status=status, seconds=seconds)


def _anywhere(_address: str, _port: int) -> bool:
    return True


def _first_bytes(mode: str, target: str) -> int:
    if mode != "first":
        return 0
    return _FIRST_BYTES_FILE if is_attachment(target) else _FIRST_BYTES_PAGE


def _is_doubtful(found: Response | FetchFailure) -> bool:
    """Whether a HEAD has to be confirmed by a GET: many servers refuse or mishandle HEAD, and a web page in
    the place of a file may be one that says the file is gone."""
    if isinstance(found, FetchFailure):
        return found.kind not in _PERMANENT and found.kind is not FailureKind.ROBOTS
    return found.status >= 400 or classify.is_html(found)


def _goal(answer: Answer, headers: tuple[tuple[str, str], ...], target: str) -> str | None:
    """Where a redirect leads; None for any other answer, and for a redirect to nowhere."""
    if answer.status not in _REDIRECTS:
        return None
    location = next((value for key, value in reversed(headers) if key.lower() == "location"), "")
    return follow(location, target)


def _headers(lines: tuple[bytes, ...]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for line in lines[1:]:
        name, mark, value = (line.decode("ascii") if line.isascii() else decode(line)[0]).partition(":")
        if mark:
            pairs.append((name.strip(), value.strip()))
    return tuple(pairs)
