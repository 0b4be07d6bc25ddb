"""Manners towards one host: how many requests at once, how far apart, and when to stay away."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mingcha.engine.robots import EVERYTHING, Robots

_ROBOTS_AGE_S = 24 * 3600.0
"""RFC 9309 2.4: not to be used for more than a day."""
_UNREADABLE_AGE_S = 600.0
_MAX_COOKIES = 50
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_LONGEST_PAUSE_S = 366 * 24 * 3600.0
_MAX_COOKIE_BYTES = 4096


class Host:
    """What is known of one host name while a fetcher lives: slots, spacing, pause, cookies, robots, TLS."""

    def __init__(self, at_once: int, gap_s: float) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._gap_s = gap_s
        self._next_at = 0.0
        self._cookies: dict[str, str] = {}
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._robots_lock = asyncio.Lock()
        self.pause_until = 0.0
        self.relaxed = False
        self.private = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn; inside the block one of the host's connections is held."""
        async with self._slots:
            if self._gap_s or self.pause_until:
                await self._wait()
            yield

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        start = max(loop.time(), self._next_at, self.pause_until)
        self._next_at = start + self._gap_s
        await asyncio.sleep(start - loop.time())

    def pause(self, seconds: float) -> None:
        """No request to this host for so long."""
        self.pause_until = max(self.pause_until, asyncio.get_running_loop().time() + seconds)

    @property
    def pause_left(self) -> float:
        """Seconds until the host may be asked again; 0 when it may be now."""
        return max(0.0, self.pause_until - asyncio.get_running_loop().time())

    async def robots(self, origin: str, ask: Callable[[], Awaitable[Robots]]) -> Robots:
        """The rules of an origin (scheme, host and port), asked for once and kept for a day."""
        now = asyncio.get_running_loop().time()
        known = self._robots.get(origin)
        if known and now < known[0]:
            return known[1]
        async with self._robots_lock:
            known = self._robots.get(origin)
            if known and now < known[0]:
                return known[1]
            found = await ask()
            age = _UNREADABLE_AGE_S if found.unreadable else _ROBOTS_AGE_S
            self._robots[origin] = (now + age, found)
            if found is not EVERYTHING and self._gap_s:
                self._gap_s = max(self._gap_s, found.delay_s)
            return found

    @property
    def cookies(self) -> str:
        """The Cookie header for the next request."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items()) if self._cookies else ""

    def take_cookies(self, headers: tuple[tuple[str, str], ...]) -> bool:
        """Keep what Set-Cookie says; True when that changed anything.

        One jar a host, whatever the path: enough for a wall that sets a cookie and sends the visitor back.
        """
        changed = False
        for key, value in headers:
            if key.lower() == "set-cookie":
                changed |= self._take(value)
        return changed

    def _take(self, text: str) -> bool:
        pair, *attributes = text.split(";")
        name, mark, value = (part.strip() for part in pair.partition("="))
        if not mark or not name or len(pair) > _MAX_COOKIE_BYTES or not (name + value).isprintable():
            return False
        if _is_over(attributes):
            return self._cookies.pop(name, None) is not None
        if self._cookies.get(name) == value or (
            name not in self._cookies and len(self._cookies) >= _MAX_COOKIES
        ):
            return False
        self._cookies[name] = value
        return True


def _is_over(attributes: list[str]) -> bool:
    """Whether a cookie's attributes take it back: Max-Age of zero or less, or an Expires of long ago."""
    for attribute in attributes:
        key, _, value = attribute.strip().partition("=")
        if key.lower() == "max-age":
            return _WHOLE.fullmatch(value.strip()) is not None and int(value) <= 0
        if key.lower() == "expires" and any(year in value for year in ("1970", "-70 ", "1969")):
            return True
    return False


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date); None when it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_PAUSE_S)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max(0.0, (at - now).total_seconds()), _LONGEST_PAUSE_S)
