"""Where pages come from in one run: the archive first, then the network, and every answer kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.classify import as_answer
from mingcha.engine.fetch import Fetcher

_NO_ANSWER = frozenset((FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.BAD_HTTP))
"""A server that is going down may refuse now and hang ten minutes later: the same fault."""
_SILENCE = frozenset((FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT))
_OUR_NETWORK = "（当时其他网站也无答复，可能是本机网络中断，本次不计）"


@dataclass(frozen=True, slots=True)
class Validator:
    """What an address answered before: the entity tag to ask with, the body's evidence, the headers."""

    etag: str
    evidence: str
    headers: tuple[tuple[str, str], ...]


class Source:
    """Answers for the addresses of one run. What the run already has is never asked for again, so that a
    stopped run resumes and an archived one is judged without a network."""

    def __init__(self, fetcher: Fetcher | None, archive: Archive, run: str) -> None:
        self._fetcher = fetcher
        self._archive = archive
        self._run = run
        self._clock: Callable[[], datetime] | None = None

    @classmethod
    def offline(cls, archive: Archive, run: str, clock: Callable[[], datetime]) -> Source:
        """A source that answers from the archive alone; `clock` dates what it does not have."""
        source = cls(None, archive, run)
        source._clock = clock
        return source

    async def get(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        agent: str | None = None,
        private_ok: bool = False,
        ignore_robots: bool = False,
        variant: str = "",
        before: Validator | None = None,
    ) -> Response | FetchFailure:
        """As `Fetcher.get`, with `evidence` on the response, and on the failure where there was an answer.

        `variant` keeps answers apart that were got in another guise (agent or referrer of a search engine).
        With `before` the response may be `unchanged`; without, what the server only called so is asked anew.
        """
        run = self._key(variant)
        known = self._archive.recall(run, url, partial=head_only)
        if isinstance(known, Response) and known.unchanged and before is None:
            known = None if self._fetcher is not None else self._whole(known)
        if known is not None:
            return _judged(known)
        if self._fetcher is None:
            assert self._clock is not None
            detail = "离线复查：当时的检查没有访问过此地址"
            return FetchFailure(url, FailureKind.ADDRESS_REFUSED, detail, self._clock())
        if before is not None and not self._archive.holds(before.evidence):
            before = None
        found = await self._fetcher.answer(
            url,
            head_only=head_only,
            referrer=referrer,
            agent=agent,
            private_ok=private_ok,
            ignore_robots=ignore_robots,
            etag=before.etag if before is not None else "",
        )
        if before is not None and isinstance(found, Response) and found.status == 304:
            headers = _renewed(before.headers, found.headers)
            found = replace(
                found, status=200, headers=headers, body=b"", evidence=before.evidence, unchanged=True
            )
        return self._kept(run, found, partial=head_only)

    def _whole(self, response: Response) -> Response:
        """An unchanged response with the body that it stands for."""
        assert response.evidence is not None
        return replace(response, body=self._archive.body(response.evidence), unchanged=False)

    async def look_again(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        agent: str | None = None,
        private_ok: bool = False,
        ignore_robots: bool = False,
        variant: str = "",
    ) -> Response | FetchFailure:
        """A second look at an address that failed: past the archive, and kept in its place.

        The failure that comes back counts the looks that ended alike; another kind of failure begins anew.
        Silence counts only while some other host answers: else our own network may be down.
        Offline the look that was taken then is the answer.
        """
        run = self._key(variant)
        known = self._archive.recall(run, url, partial=head_only)
        before = _judged(known) if known is not None else None
        if self._fetcher is None:
            return await self.get(url, head_only=head_only, variant=variant)
        started = asyncio.get_running_loop().time()
        found = self._kept(
            run,
            await self._fetcher.answer(
                url,
                head_only=head_only,
                referrer=referrer,
                agent=agent,
                private_ok=private_ok,
                ignore_robots=ignore_robots,
            ),
            partial=head_only,
        )
        if not (
            isinstance(found, FetchFailure) and isinstance(before, FetchFailure) and _alike(before, found)
        ):
            return found
        if found.kind in _SILENCE and not await self._fetcher.reaches_anyone(started):
            found = replace(found, looks=before.looks, detail=found.detail + _OUR_NETWORK)
        else:
            found = replace(found, looks=before.looks + 1)
        self._archive.note(run, found, partial=head_only)
        return found

    def _kept(self, run: str, found: Response | FetchFailure, *, partial: bool) -> Response | FetchFailure:
        if isinstance(found, FetchFailure):
            self._archive.note(run, found, partial=partial)
            return found
        return as_answer(self._archive.store(run, found, partial=partial))

    def _key(self, variant: str) -> str:
        return f"{self._run}#{variant}" if variant else self._run


def _renewed(
    before: tuple[tuple[str, str], ...], now: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The headers of a stored response as a 304 renews them (RFC 9111 3.2)."""
    named = {name.lower() for name, _ in now}
    return (*((name, value) for name, value in before if name.lower() not in named), *now)


def _judged(known: Response | FetchFailure) -> Response | FetchFailure:
    return as_answer(known) if isinstance(known, Response) else known


def _alike(one: FetchFailure, other: FetchFailure) -> bool:
    return one.kind is other.kind or (one.kind in _NO_ANSWER and other.kind in _NO_ANSWER)
