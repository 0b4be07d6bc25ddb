"""Availability visits over real HTTP: what counts, what does not, and how they come into the ledger."""

import asyncio
import socket
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.small_city import City, register_city, small_city, worker

from mingcha.core.ledger import ProbeEvent
from mingcha.core.unit import Site
from mingcha.engine.manners import FetchSettings
from mingcha.jobs import probing
from mingcha.jobs.engine import Delivery, Queue
from mingcha.jobs.probing import ProbeTools, probe_jobs, probe_shard, probe_sites
from mingcha.world import WorldServer


def visits(sites: list[Site], *connect_to: str) -> dict[str, ProbeEvent]:
    tools = ProbeTools(FetchSettings(connect_to=connect_to))
    return {event.host: event for event in asyncio.run(probe_sites(sites, tools))}


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 6)


def serve(city: City, number: int, table: str) -> None:
    (city.world.sites / city.hosts[number] / "_serve.toml").write_text(f'["*"]\n{table}\n', encoding="utf-8")


def test_a_visit_says_whether_the_home_page_opened_and_in_how_many_seconds(city: City) -> None:
    serve(city, 1, "status = 503")
    serve(city, 2, "drop = true")
    serve(city, 3, "delay_s = 0.3")
    with WorldServer(city.world) as server:
        found = visits(list(city.register.sites), server.connect_to)
    assert [found[host].ok for host in city.hosts] == [True, False, False, True, True, True]
    assert found[city.hosts[3]].seconds >= 0.3 > found[city.hosts[0]].seconds
    assert {event.at.tzinfo for event in found.values()} == {UTC}


def test_a_site_that_refuses_our_kind_of_visitor_was_not_visited(city: City) -> None:
    serve(city, 1, "status = 403")
    serve(city, 2, "status = 429")
    with WorldServer(city.world) as server:
        found = visits(list(city.register.sites[:3]), server.connect_to)
    assert set(found) == {city.hosts[0]}


def test_a_visit_that_takes_fifteen_seconds_has_failed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "LIMIT_S", 0.5)
    serve(city, 1, "delay_s = 0.8")
    serve(city, 2, "delay_s = 0.1")
    with WorldServer(city.world) as server:
        found = visits(list(city.register.sites[:3]), server.connect_to)
    assert [found[host].ok for host in city.hosts[:3]] == [True, False, True]


def test_where_nobody_answers_our_own_network_is_to_blame_and_nothing_is_entered(city: City) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"::127.0.0.1:{taken.getsockname()[1]}"
        assert visits(list(city.register.sites), nobody) == {}


def test_jobs_are_one_a_shard_and_never_one_a_site() -> None:
    assert len(probe_jobs(60)) == 1
    jobs = probe_jobs(80_000)
    assert len(jobs) == 40
    assert {job.queue for job in jobs} == {Queue.PROBES}
    assert len({job.key for job in jobs}) == 40
    assert 86_400 / probing.EVERY_S >= 20


def test_visits_enter_the_ledger_and_feed_the_rule(sqlite_store_home: Path, city: City) -> None:
    """A week of hourly visits, one site failing each: the rule hears of it from the worker's own rows."""
    from mingcha.core.clock import CHINA
    from mingcha.core.rule import judge
    from mingcha.core.verdict import Outcome
    from mingcha.core.view import SiteView
    from mingcha.jobs.inspection import probes_by_host
    from mingcha.rules import by_id
    from mingcha.web.selectors.ledger import ledger_until
    from mingcha.web.services.ledger import record

    register_city(city)
    serve(city, 1, "drop = true")
    with (
        WorldServer(city.world) as server,
        worker(sqlite_store_home, "--connect-to", server.connect_to, "--once", schedules=True) as process,
    ):
        assert process.wait(180) == 0
    events = ledger_until(datetime.now(UTC)).probes
    assert {(event.host, event.ok) for event in events} == {
        (host, number != 1) for number, host in enumerate(city.hosts)
    }
    week = [
        ProbeEvent(datetime(2026, 3, day, hour, tzinfo=CHINA), event.host, event.ok, event.seconds)
        for event in events
        for day in range(1, 8)
        for hour in range(24)
    ]
    record(entries=week)
    as_of = datetime(2026, 3, 8, 12, tzinfo=CHINA)
    probes = probes_by_host(ledger_until(as_of).probes, city.register)
    outcomes = [
        judge(by_id()["unreachable_site"], SiteView(site, as_of, probes=probes[site.host])).outcome
        for site in city.register.sites
    ]
    assert outcomes == [Outcome.PASSED, Outcome.FAILED, *[Outcome.PASSED] * 4]


def test_a_visit_that_is_handed_in_twice_counts_once(sqlite_store_home: Path, city: City) -> None:
    from mingcha.web.models import Probe
    from mingcha.web.services.ledger import record

    event = ProbeEvent(datetime(2026, 3, 1, tzinfo=UTC), city.hosts[0], True, 0.1)
    record(entries=[event])
    record(entries=[event])
    assert Probe.objects.count() == 1


def test_a_shard_without_sites_is_no_fault(city: City) -> None:
    import threading

    class Empty:
        recorded = 0

        def probed_sites(self, shard: int, shards: int) -> list[Site]:
            return []

        def record_probes(self, events: object) -> None:
            self.recorded += 1

    store = Empty()
    job = probe_jobs(0)[0]
    probe_shard(Delivery(job, 1, threading.Event()), store, ProbeTools(FetchSettings()))
    assert store.recorded == 0
