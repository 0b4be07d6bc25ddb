"""Whole runs by real workers over real HTTP: nothing lost, nothing twice, whatever happens to a worker."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.small_city import City, register_city, small_city, worker

from mingcha.world import WorldServer


def until(ready: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def begin(city: City, shard_sites: int = 4) -> int:
    from mingcha.web.engines import job_engine
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.claims import begin_run
    from mingcha.web.services.runs import Purpose

    register_city(city)
    return begin_run(
        engine=job_engine(),
        scheme=open_scheme("national-2019"),
        sites=city.register.sites,
        at=datetime.now(UTC),
        purpose=Purpose("2026Q4", city.hosts[0], 2025),
        shard_sites=shard_sites,
    )


def saved(run: int) -> int:
    from mingcha.web.models import SiteRun

    return SiteRun.objects.filter(run_id=run).exclude(saved=None).count()


def state(run: int) -> str:
    from mingcha.web.models import Run

    return Run.objects.values_list("state", flat=True).get(id=run)


def must_be_whole(run: int, city: City) -> None:
    """Every site once, with every rule once, its one dead link found once; every unit judged once."""
    from mingcha.web.models import FindingRow
    from mingcha.web.selectors.runs import verdicts_of, views_of

    assert state(run) == "done"
    assert [view.site.host for view in views_of(run)] == city.hosts
    assert all(view.home is not None for view in views_of(run))
    rows = verdicts_of(run)
    times = Counter((row.unit_code, row.host, row.verdict.rule) for row in rows)
    assert set(times.values()) == {1}
    assert len({rule for _, host, rule in times if host}) * len(city.hosts) == sum(
        1 for _, h, _ in times if h
    )
    assert {unit for unit, host, _ in times if host is None} == {unit.code for unit in city.register.units}
    dead = FindingRow.objects.filter(rule="dead_link").values_list("host", flat=True)
    assert sorted(dead) == sorted(city.hosts)


@pytest.fixture
def slow_city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 12, delay_s=0.15)


@pytest.fixture
def served(slow_city: City) -> Iterator[str]:
    with WorldServer(slow_city.world) as server:
        yield server.connect_to


def test_a_run_is_carried_out_and_concluded(home: Path, slow_city: City, served: str) -> None:
    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--once") as process:
        assert process.wait(60) == 0
    must_be_whole(run, slow_city)


def test_a_worker_killed_in_the_middle_loses_nothing(home: Path, slow_city: City, served: str) -> None:
    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--queues", "inspections=1") as process:
        until(lambda: saved(run) >= 3)
        process.kill()
        process.wait()
    assert saved(run) < len(slow_city.hosts)
    with worker(home, "--connect-to", served):
        until(lambda: state(run) == "done")
    must_be_whole(run, slow_city)


def test_a_worker_that_sleeps_past_the_limit_and_wakes_up_writes_nothing(
    home: Path, slow_city: City, served: str
) -> None:
    run = begin(slow_city)
    with worker(
        home, "--connect-to", served, "--queues", "inspections=2", log=home / "sleeper.log"
    ) as sleeper:
        until(lambda: saved(run) >= 1 or (home / "evidence" / "index.sqlite").exists())
        sleeper.send_signal(signal.SIGSTOP)
        with worker(home, "--connect-to", served):
            until(lambda: state(run) == "done")
            sleeper.send_signal(signal.SIGCONT)
            time.sleep(1.0)
    must_be_whole(run, slow_city)


def test_a_worker_that_is_told_to_end_gives_back_and_another_goes_on(
    home: Path, slow_city: City, served: str
) -> None:
    from mingcha.web.engines import job_engine

    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--queues", "inspections=1") as process:
        until(lambda: saved(run) >= 1)
        process.terminate()
        assert process.wait(10) == 0
    assert saved(run) < len(slow_city.hosts)
    assert sum(state.running for state in job_engine().queues()) == 0
    with worker(home, "--connect-to", served, "--once") as process:
        assert process.wait(60) == 0
    must_be_whole(run, slow_city)
