"""One shard of a stored run: its sites are claimed, inspected, judged and saved, each as soon as it is done.

The claim on a site is a fence: whoever claims it again (since we died, slept or were cut off) is the only one
who may save it. What was fetched is in the evidence store under the run's name, so that the next one resumes.
"""

import asyncio
import logging
import threading
import time
import traceback
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from mingcha.core.errors import CannotDo, MingchaError
from mingcha.core.fetch import FetchFailure, Response
from mingcha.core.rule import Rule, Subject, judge
from mingcha.core.scheme import Scheme
from mingcha.core.unit import Site, Unit
from mingcha.core.verdict import Outcome, Verdict
from mingcha.core.view import Probe, SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.inspect import SiteInspection
from mingcha.engine.s3 import BucketDown
from mingcha.engine.sharing import SharedStore
from mingcha.engine.source import Source
from mingcha.jobs.engine import Delivery, GiveBack
from mingcha.jobs.pool import StoreDown

log = logging.getLogger(__name__)
HINDERED_S = 60.0
"""Seconds until a shard is taken up again that our own machine hindered (disk full, store closed)."""


class LostRun(MingchaError):
    """Another worker has taken the run or the site over, or the run has ended: stop, and write nothing."""


@dataclass(frozen=True, slots=True)
class SiteClaim:
    """The right to save one site of a run, until its epoch is raised."""

    id: int
    epoch: int
    site: Site


@dataclass(frozen=True)
class Shard:
    """The sites of a shard that have no result yet, and what they are judged by."""

    run: int
    began: datetime
    as_of: datetime
    scheme: Scheme
    claims: tuple[SiteClaim, ...]
    units: Mapping[str, Unit]
    probes: Mapping[str, tuple[Probe, ...]]


class RunStore(Protocol):
    """What a shard needs of the store. Every method may raise StoreDown."""

    def claim(self, run: int, shard: int) -> Shard | None:
        """Claim what is left of a shard; None when the run has ended."""
        ...

    def hold(self, claims: Sequence[SiteClaim]) -> frozenset[int]:
        """Say that claims are alive; the ids of those that are lost or saved."""
        ...

    def save(self, claim: SiteClaim, view: SiteView, verdicts: Sequence[Verdict]) -> None:
        """Keep a site's view and verdicts, and free it for other runs. Raises LostRun."""
        ...

    def shard_done(self, run: int) -> None:
        """Have the run concluded when none of its sites is left."""
        ...

    def close(self) -> None:
        """Let go of what this thread has open."""
        ...


@dataclass(frozen=True)
class InspectionTools:
    """How a worker inspects: manners, budget, evidence, rules, pace of its signs of life.

    `shared` is where other machines find our evidence and we find theirs. `second_look_s` lies between the
    end of a site's first pass and its second look.
    """

    evidence: Path
    fetch: FetchSettings
    crawl: CrawlSettings
    catalogue: Sequence[Rule]
    shared: SharedStore | None = None
    second_look_s: float = 600.0
    sites_at_once: int = 40
    hold_s: float = 10.0
    fence_s: float = 30.0


def run_name(run: int) -> str:
    """The name under which a stored run keeps its evidence."""
    return f"run-{run}"


def inspect_shard(delivery: Delivery, store: RunStore, tools: InspectionTools) -> None:
    """Handle an "inspect" job: arguments `run` and `shard`."""
    run, number = int(delivery.job.args["run"]), int(delivery.job.args["shard"])
    shard = store.claim(run, number)
    if shard is None:
        return
    if shard.claims:
        try:
            asyncio.run(_Inspection(shard, store, tools, delivery.stop).run())
        except (CannotDo, OSError) as error:
            log.error("inspection hindered: %s", error, extra={"run": run, "shard": number})
            raise GiveBack(f"本机原因，检查暂停：{error}", HINDERED_S) from error
    store.shard_done(run)


@dataclass
class _Hold:
    """Keeps the claims alive from a thread of its own, which parsing does not stall.

    `fresh_s` says how long ago the store last confirmed them: after a sleep nothing is kept before it does so
    again.
    """

    store: RunStore
    claims: dict[int, SiteClaim]
    every_s: float
    lost: set[int] = field(default_factory=set)
    _confirmed: float = field(default_factory=time.monotonic)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "_Hold":
        self._thread = threading.Thread(target=self._hold_on, name="hold", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def fresh_s(self) -> float:
        return time.monotonic() - self._confirmed

    def confirm(self) -> None:
        """Ask the store whether the claims are still ours; waits while it does not answer."""
        while not self._ended.is_set():
            with suppress(StoreDown):
                self._ask()
                return
            self._ended.wait(min(1.0, self.every_s))

    def done(self, claim: SiteClaim) -> None:
        self.claims.pop(claim.id, None)

    def _ask(self) -> None:
        before = time.monotonic()
        self.lost |= self.store.hold(list(self.claims.values())) & self.claims.keys()
        self._confirmed = before

    def _hold_on(self) -> None:
        while not self._ended.wait(self.every_s):
            try:
                self._ask()
            except StoreDown as error:
                log.warning("claims not confirmed: %s", error)
            except Exception:
                log.exception("claims not confirmed")
        self.store.close()


class _FencedFetcher(Fetcher):
    """Hands on no answer that came while our claims may have been lost: a sleeper keeps nothing."""

    fence: Callable[[], Awaitable[None]]

    async def answer(self, url: str, **how: object) -> Response | FetchFailure:
        found = await super().answer(url, **how)  # type: ignore[arg-type]
        await self.fence()
        return found


class _Inspection:
    """One delivery of a shard."""

    def __init__(self, shard: Shard, store: RunStore, tools: InspectionTools, stop: threading.Event) -> None:
        self._shard = shard
        self._store = store
        self._tools = tools
        self._stop = stop
        self._rules = [rule for rule in tools.catalogue if rule.subject is Subject.SITE]
        self._gate = asyncio.Semaphore(tools.sites_at_once)
        self._writer = ThreadPoolExecutor(1, "store")
        self._hold = _Hold(store, {claim.id: claim for claim in shard.claims}, tools.hold_s)

    async def run(self) -> None:
        """Inspect every site of the shard. GiveBack when told to stop before the end."""
        archive = self._archive = Archive(self._tools.evidence)
        try:
            with self._hold:
                async with _FencedFetcher(self._tools.fetch, lambda: datetime.now(UTC)) as fetcher:
                    fetcher.fence = self._fence
                    await asyncio.to_thread(self._take_over)
                    source = Source(fetcher, archive, run_name(self._shard.run))
                    await self._all(source)
        finally:
            self._writer.submit(self._store.close)
            self._writer.shutdown()
            archive.close()

    def _take_over(self) -> None:
        """What another machine saw of sites that it had before us; without it they are read once more."""
        shared = self._tools.shared
        if shared is None or all(claim.epoch == 1 for claim in self._shard.claims):
            return
        with closing(Archive(self._tools.evidence)) as archive:
            try:
                count = shared.fetch_run(run_name(self._shard.run), self._shard.began, archive)
                log.info("answers taken over: %d", count, extra={"run": self._shard.run})
            except BucketDown as error:
                log.warning("answers of other machines not taken over: %s", error)

    async def _all(self, source: Source) -> None:
        """All sites at once; none is left running when one meets what hinders all, or when we are to stop."""
        watch = asyncio.create_task(self._watch())
        sites = [asyncio.create_task(self._site(claim, source)) for claim in self._shard.claims]
        waiting = {watch, *sites}
        try:
            while waiting - {watch}:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                if watch in done:
                    raise GiveBack("处理者要停止，检查以后接着做")
                for site in done:
                    site.result()
        finally:
            for task in (watch, *sites):
                task.cancel()
            await asyncio.gather(watch, *sites, return_exceptions=True)

    async def _watch(self) -> None:
        """Ends when we are told to stop."""
        while not self._stop.is_set():
            await asyncio.sleep(min(0.2, self._tools.hold_s))

    async def _fence(self) -> None:
        if self._hold.fresh_s > self._tools.fence_s:
            await asyncio.get_running_loop().run_in_executor(self._writer, self._hold.confirm)

    async def _site(self, claim: SiteClaim, source: Source) -> None:
        """One site from the first request to the saved result; a lost one is left to whoever has it."""
        one = SiteInspection(claim.site, source, self._shard.as_of, self._tools.crawl)
        try:
            async with self._gate:
                await self._unless_lost(claim, one.first_pass())
            if one.has_failures:
                await asyncio.sleep(self._tools.second_look_s)
            async with self._gate:
                await self._unless_lost(claim, one.second_look())
                view = one.view(
                    self._shard.units.get(claim.site.unit_code), self._shard.probes.get(claim.site.host, ())
                )
                await self._save(claim, view, self._judged(view))
        except LostRun as error:
            log.warning("site lost: %s", error, extra={"site": claim.site.host, "run": self._shard.run})
        except (MingchaError, OSError):
            raise
        except Exception:
            log.exception("inspection broke", extra={"site": claim.site.host, "run": self._shard.run})
            await self._save(claim, *self._unchecked(claim.site, traceback.format_exc()))

    async def _unless_lost(self, claim: SiteClaim, step: Awaitable[None]) -> None:
        """A step of a site that is still ours; LostRun once it is not."""
        task = asyncio.ensure_future(step)
        try:
            while not task.done():
                await asyncio.wait((task,), timeout=self._tools.hold_s)
                if claim.id in self._hold.lost:
                    raise LostRun(f"{claim.site.host} 已由别的进程接手")
            task.result()
        finally:
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def _judged(self, view: SiteView) -> tuple[Verdict, ...]:
        return tuple(judge(rule, view, self._shard.scheme.params_for(rule)) for rule in self._rules)

    def _unchecked(self, site: Site, trace: str) -> tuple[SiteView, tuple[Verdict, ...]]:
        """What is saved of a site on which our own program broke: nothing was checked, nobody is blamed."""
        reason = "检查本网站时程序出错，未作判断；请把技术详情交管理员"
        view = SiteView(site, self._shard.as_of, unit=self._shard.units.get(site.unit_code), complete=False)
        verdicts = (
            Verdict(rule.id, Outcome.CANT_TELL, reason=reason, traceback=trace) for rule in self._rules
        )
        return view, tuple(verdicts)

    async def _save(self, claim: SiteClaim, view: SiteView, verdicts: Collection[Verdict]) -> None:
        """Save; while the store does not answer, wait with what we have instead of fetching more.

        The evidence comes first: no row ever speaks of bytes that are not sealed on disk, and published.
        """
        loop = asyncio.get_running_loop()
        self._archive.flush()
        while True:
            try:
                if self._tools.shared is not None:
                    await loop.run_in_executor(self._writer, self._tools.shared.publish)
                await loop.run_in_executor(self._writer, self._store.save, claim, view, tuple(verdicts))
            except (StoreDown, BucketDown) as error:
                log.warning("result waits: %s", error, extra={"site": claim.site.host})
                await asyncio.sleep(min(1.0, self._tools.hold_s))
            else:
                self._hold.done(claim)
                return
