"""Availability visits: the home pages of a shard of sites, opened once each, entered into the ledger.

The State Council's measure counts a visit that fails or takes 15 s or more, out of at least 20 a day. What
says more of us than of the site (a refusal of our kind of visitor, our own network) is no visit at all: a day
with too few of them is 'could not check'.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.ledger import ProbeEvent
from mingcha.core.unit import Site
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.jobs.engine import Delivery, Job, Queue

log = logging.getLogger(__name__)

SHARD_SITES = 2_000
LIMIT_S = 15.0
"""A visit that takes so long has failed (census indicators of 2015 and 2019)."""
EVERY_S = 3_600
"""24 visits a day: four may be lost before a day has fewer than 20."""
PROBES_AT_ONCE = 500
_SITES_OWN_FAULT = frozenset(
    (
        FailureKind.DNS,
        FailureKind.CONNECT,
        FailureKind.TIMEOUT,
        FailureKind.RESET,
        FailureKind.BAD_HTTP,
        FailureKind.REDIRECT_LOOP,
        FailureKind.NOT_FOUND,
        FailureKind.SOFT_404,
        FailureKind.SERVER_ERROR,
    )
)
_SILENCE = frozenset((FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT))


class ProbeStore(Protocol):
    """What probing needs of the store. Every method may raise StoreDown."""

    def probed_sites(self, shard: int, shards: int) -> Sequence[Site]:
        """The running sites of a shard, as registered today."""
        ...

    def record_probes(self, events: Sequence[ProbeEvent]) -> None:
        """Enter visits into the ledger, each once."""
        ...


@dataclass(frozen=True, slots=True)
class ProbeTools:
    """How visits are made."""

    fetch: FetchSettings

    @property
    def settings(self) -> FetchSettings:
        """One address a host and visit: no pause, no more than the limit."""
        return replace(self.fetch, rate=0, per_host=1, in_flight=PROBES_AT_ONCE, timeout_s=LIMIT_S)


def probe_jobs(sites: int, shard_sites: int = SHARD_SITES) -> tuple[Job, ...]:
    """One job a shard, whatever the number of sites; a shard that still waits is not handed in twice."""
    shards = max(1, -(-sites // shard_sites))
    return tuple(
        Job("probe", Queue.PROBES, {"shard": shard, "shards": shards}, key=f"probe {shard}/{shards}")
        for shard in range(shards)
    )


def probe_shard(delivery: Delivery, store: ProbeStore, tools: ProbeTools) -> None:
    """Handle a "probe" job: arguments `shard` and `shards`."""
    sites = store.probed_sites(int(delivery.job.args["shard"]), int(delivery.job.args["shards"]))
    if sites:
        events = asyncio.run(probe_sites(sites, tools))
        store.record_probes(events)


async def probe_sites(sites: Iterable[Site], tools: ProbeTools) -> tuple[ProbeEvent, ...]:
    """One visit to each home page, all at once within the bounds; what was no visit is left out."""
    waiting = list(sites)
    loop = asyncio.get_running_loop()
    async with Fetcher(tools.settings, lambda: datetime.now(UTC)) as fetcher:
        began = loop.time()
        gate = asyncio.Semaphore(PROBES_AT_ONCE)

        async def visited(site: Site) -> tuple[Site, datetime, Response | FetchFailure]:
            async with gate:
                at = datetime.now(UTC)
                # A visit to the home page alone, as a person's: robots.txt speaks of crawling.
                answer = await fetcher.get(
                    site.home_url, head_only=True, private_ok=site.allow_private, ignore_robots=True
                )
                return site, at, answer

        answers = await asyncio.gather(*(visited(site) for site in waiting))
        silent = any(isinstance(answer, FetchFailure) and answer.kind in _SILENCE for _, _, answer in answers)
        ours = silent and not await fetcher.reaches_anyone(began)
    if ours:
        log.warning("nobody answered a visit: our own network may be down", extra={"sites": len(waiting)})
    return tuple(
        event for site, at, answer in answers if (event := _event(site, at, answer, ours)) is not None
    )


def _event(site: Site, at: datetime, answer: Response | FetchFailure, ours: bool) -> ProbeEvent | None:
    seconds = round(answer.seconds, 3)
    if isinstance(answer, Response):
        return ProbeEvent(at, site.host, answer.seconds < LIMIT_S, seconds)
    if answer.kind not in _SITES_OWN_FAULT or (ours and answer.kind in _SILENCE):
        return None
    return ProbeEvent(at, site.host, False, seconds)
