"""The handlers of a worker, called as an engine calls them."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.runs import begin, must_be_whole, saved, state
from tests.support.small_city import City, register_city, small_city

from mingcha import calendars, rules
from mingcha.core.errors import CannotDo
from mingcha.core.verdict import Outcome
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.inspect import SiteInspection
from mingcha.engine.manners import FetchSettings
from mingcha.jobs.engine import Delivery, GiveBack, Handlers, Job, Queue
from mingcha.jobs.probing import ProbeTools
from mingcha.jobs.shards import InspectionTools, LostRun
from mingcha.world import WorldServer


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 3)


@pytest.fixture
def served(city: City) -> Iterator[str]:
    with WorldServer(city.world) as server:
        yield server.connect_to


@pytest.fixture
def work(sqlite_store_home: Path, served: str) -> Handlers:
    from mingcha.web.engines import job_engine
    from mingcha.web.work import WorkStore, WorkTools, handlers

    evidence = sqlite_store_home / "evidence"
    fetch = FetchSettings(rate=0, connect_to=(served,))
    inspection = InspectionTools(
        evidence, fetch, CrawlSettings(100), rules.catalogue(), second_look_s=0.0, hold_s=0.2, fence_s=1.0
    )
    tools = WorkTools(inspection, ProbeTools(fetch), lambda _: "national-2019", calendars.shipped(), 60.0)
    return handlers(WorkStore(job_engine(), evidence, rules.catalogue()), tools)


def deliver(work: Handlers, kind: str, stop: threading.Event | None = None, **args: int) -> None:
    work[kind](Delivery(Job(kind, Queue.INSPECTIONS, args), 1, stop or threading.Event()))


def test_a_run_delivered_twice_is_done_once(work: Handlers, city: City) -> None:
    run = begin(city)
    for _ in range(2):
        deliver(work, "inspect", run=run, shard=0)
        deliver(work, "conclude", run=run)
    must_be_whole(run, city)


def test_a_run_is_not_concluded_while_a_site_is_left(work: Handlers, city: City) -> None:
    run = begin(city, shard_sites=2)
    deliver(work, "inspect", run=run, shard=0)
    deliver(work, "conclude", run=run)
    assert state(run) == "running"
    deliver(work, "inspect", run=run, shard=1)
    deliver(work, "conclude", run=run)
    must_be_whole(run, city)


def test_a_crash_of_our_own_on_one_site_is_no_fault_of_its_unit(
    work: Handlers, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingcha.web.models import FindingRow
    from mingcha.web.selectors.runs import verdicts_of

    first_pass = SiteInspection.first_pass

    async def breaks(self: SiteInspection) -> None:
        if self.site.host == city.hosts[1]:
            raise ZeroDivisionError("ours")
        await first_pass(self)

    monkeypatch.setattr(SiteInspection, "first_pass", breaks)
    run = begin(city)
    deliver(work, "inspect", run=run, shard=0)
    assert saved(run) == 3
    of_site = [row.verdict for row in verdicts_of(run) if row.host == city.hosts[1]]
    assert {verdict.outcome for verdict in of_site} == {Outcome.CANT_TELL}
    assert all("ZeroDivisionError" in (verdict.traceback or "") for verdict in of_site)
    assert not FindingRow.objects.filter(host=city.hosts[1]).exists()
    assert FindingRow.objects.filter(host=city.hosts[0]).exists()


def test_a_shard_that_is_told_to_stop_is_given_back_and_resumed_from_the_evidence(
    work: Handlers, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    second_look = SiteInspection.second_look

    async def stops(self: SiteInspection) -> None:
        stop.set()
        import asyncio

        await asyncio.sleep(5)
        await second_look(self)

    monkeypatch.setattr(SiteInspection, "second_look", stops)
    run = begin(city)
    with pytest.raises(GiveBack):
        deliver(work, "inspect", stop, run=run, shard=0)
    assert saved(run) == 0
    monkeypatch.setattr(SiteInspection, "second_look", second_look)
    deliver(work, "inspect", run=run, shard=0)
    deliver(work, "conclude", run=run)
    must_be_whole(run, city)


def test_a_run_that_was_stopped_takes_no_result(work: Handlers, city: City) -> None:
    from mingcha.web.models import VerdictRow
    from mingcha.web.services import claims

    run = begin(city)
    at = datetime.now(UTC)
    shard = claims.claim_shard(run_id=run, shard=0, at=at)
    assert shard is not None
    claims.stop_run(run_id=run, at=at)
    assert claims.hold(claims=shard.claims, at=at) == {claim.id for claim in shard.claims}
    from mingcha.core.view import SiteView

    with pytest.raises(LostRun):
        claims.save_claimed(
            claim=shard.claims[0], view=SiteView(shard.claims[0].site, at), verdicts=(), at=at
        )
    deliver(work, "inspect", run=run, shard=0)
    assert (saved(run), VerdictRow.objects.count()) == (0, 0)


def test_who_claims_last_is_the_only_one_who_may_save(work: Handlers, city: City) -> None:
    from mingcha.core.view import SiteView
    from mingcha.web.services import claims

    run = begin(city)
    at = datetime.now(UTC)
    first, second = (claims.claim_shard(run_id=run, shard=0, at=at) for _ in range(2))
    assert first is not None
    assert second is not None
    old, new = first.claims[0], second.claims[0]
    view = SiteView(new.site, at)
    with pytest.raises(LostRun):
        claims.save_claimed(claim=old, view=view, verdicts=(), at=at)
    claims.save_claimed(claim=new, view=view, verdicts=(), at=at)
    with pytest.raises(LostRun):
        claims.save_claimed(claim=new, view=view, verdicts=(), at=at)
    assert saved(run) == 1


def test_a_routine_run_leaves_out_what_another_run_has(work: Handlers, city: City) -> None:
    from mingcha.web.engines import job_engine
    from mingcha.web.models import SiteRun
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.claims import begin_run

    register_city(city)
    begin_run(
        engine=job_engine(),
        scheme=open_scheme("national-2019"),
        sites=city.register.sites[:1],
        at=datetime.now(UTC),
    )
    deliver(work, "begin")
    assert sorted(SiteRun.objects.filter(run_id=2).values_list("host", flat=True)) == city.hosts[1:]
    deliver(work, "begin")  # all of them are taken: nothing to begin
    assert SiteRun.objects.count() == 3


def test_a_run_whose_jobs_were_lost_is_handed_in_again(work: Handlers, city: City) -> None:
    from mingcha.web.engines import job_engine
    from mingcha.web.models import JobRow, Run

    run = begin(city, shard_sites=2)
    JobRow.objects.all().delete()
    deliver(work, "tend")
    assert not JobRow.objects.exists()  # it has only just begun
    Run.objects.update(started=datetime.now(UTC) - timedelta(hours=1))
    deliver(work, "tend")
    deliver(work, "tend")
    waiting = {row.queue: row.waiting for row in job_engine().queues()}
    assert waiting[Queue.INSPECTIONS] == 2
    for shard in range(2):
        deliver(work, "inspect", run=run, shard=shard)
    JobRow.objects.all().delete()
    deliver(work, "tend")
    assert JobRow.objects.get().kind == "conclude"


def test_evidence_that_was_altered_is_told_and_a_run_that_writes_is_waited_for(
    work: Handlers, city: City, sqlite_store_home: Path
) -> None:
    from mingcha.web.models import Schedule
    from mingcha.web.services.schedules import make_schedules

    make_schedules(at=datetime.now(UTC))
    run = begin(city)
    with pytest.raises(GiveBack):
        deliver(work, "verify")
    deliver(work, "inspect", run=run, shard=0)
    deliver(work, "conclude", run=run)
    deliver(work, "verify")
    assert Schedule.objects.get(name="evidence").done is not None
    path = next((sqlite_store_home / "evidence").glob("*.warc.gz"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CannotDo, match="不符"):
        deliver(work, "verify")
