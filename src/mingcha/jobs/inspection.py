"""Inspects many sites at once: first passes, then second looks, then frozen views."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mingcha.core.clock import china_day
from mingcha.core.ledger import ProbeEvent
from mingcha.core.unit import Register, Site, SiteStatus
from mingcha.core.view import Probe, SiteView
from mingcha.engine.crawl import CrawlSettings, PageSource
from mingcha.engine.inspect import SiteInspection
from mingcha.engine.memory import Memory
from mingcha.jobs.structure import with_common_structure

Progress = Callable[[int, int, int], None]
"""Called with sites done, sites in all, pages read."""


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """Which sites to inspect, as of when, within what budget; `sites_at_once` bounds memory."""

    register: Register
    sites: Sequence[Site]
    as_of: datetime
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    sites_at_once: int = 40


async def inspect_sites(
    plan: InspectionPlan,
    source: PageSource,
    probes: Mapping[str, tuple[Probe, ...]],
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> tuple[SiteView, ...]:
    """The views of the plan's sites, in its order. A site filed as offline is not visited.

    `probes` are availability visits by host; `memory` spares what earlier runs have read. Second looks come
    after every first pass has ended.
    """
    today = china_day(plan.as_of)
    inspections = [SiteInspection(site, source, plan.as_of, plan.crawl, memory) for site in plan.sites]
    visited = [one for one in inspections if not one.site.offline_on(today)]
    gate = asyncio.Semaphore(plan.sites_at_once)
    done = 0

    async def first_pass(one: SiteInspection) -> None:
        nonlocal done
        async with gate:
            await one.first_pass()
        done += 1
        if progress is not None:
            progress(done, len(visited), sum(each.pages for each in visited))

    async def second_look(one: SiteInspection) -> None:
        async with gate:
            await one.second_look()

    for step in (first_pass, second_look):
        async with asyncio.TaskGroup() as group:
            for one in visited:
                group.create_task(step(one))
    units = plan.register.by_code
    views = (one.view(units.get(one.site.unit_code), probes.get(one.site.host, ())) for one in inspections)
    return with_common_structure([_with_register(view, plan.register) for view in views])


def _with_register(view: SiteView, register: Register) -> SiteView:
    """The view with what the register says of the hosts that its pages lead to."""
    if view.unit is None or not view.outbound:
        return view
    links = (
        replace(link, unlisted=register.lacks(link.host, link.text)) if link.host else link
        for link in view.outbound
    )
    return replace(view, outbound=tuple(links))


def running_sites(register: Register, as_of: datetime) -> tuple[Site, ...]:
    """The sites that the register holds as existing on the day; those filed as offline are among them."""
    today = china_day(as_of)
    return tuple(
        site
        for site in register.sites
        if site.home_url and site.status is not SiteStatus.CLOSED and site.valid_on(today)
    )


def probes_by_host(events: Sequence[ProbeEvent], register: Register) -> dict[str, tuple[Probe, ...]]:
    """Availability visits by the host of the registered site they belong to (aliases and www twins too)."""
    found: dict[str, list[Probe]] = {}
    for event in events:
        site = register.by_host.get(event.host.lower())
        host = site.host if site else event.host.lower()
        found.setdefault(host, []).append(Probe(event.at, event.ok, event.seconds))
    return {host: tuple(rows) for host, rows in found.items()}
