"""Whole runs by real workers over real HTTP: nothing lost, nothing twice, whatever happens to a worker."""

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.runs import begin, must_be_whole, saved, state, until
from tests.support.small_city import City, small_city, worker

from mingcha.world import WorldServer


@pytest.fixture
def slow_city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 8, delay_s=0.15)


@pytest.fixture
def served(slow_city: City) -> Iterator[str]:
    with WorldServer(slow_city.world) as server:
        yield server.connect_to


def test_a_run_is_carried_out_and_concluded(home: Path, slow_city: City, served: str) -> None:
    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--once") as process:
        assert process.wait(180) == 0
    must_be_whole(run, slow_city)


def test_a_worker_killed_in_the_middle_loses_nothing(home: Path, slow_city: City, served: str) -> None:
    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--queues", "inspections=1") as process:
        until(lambda: saved(run) >= 1)
        process.kill()
        process.wait()
    assert saved(run) < len(slow_city.hosts)
    with worker(home, "--connect-to", served):
        until(lambda: state(run) == "done")
    must_be_whole(run, slow_city)


def fell_asleep(process: "subprocess.Popen[bytes]", home: Path) -> bool:
    """Stop a worker between two writes: with a lock of SQLite's in its hands it would hold up its machine."""
    process.send_signal(signal.SIGSTOP)
    for path in (home / "evidence" / "index.sqlite", home / "mingcha.sqlite3"):
        if path.exists():
            try:
                with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
                    other.execute("BEGIN IMMEDIATE")
                    other.execute("ROLLBACK")
            except sqlite3.OperationalError:
                process.send_signal(signal.SIGCONT)
                return False
    return True


def test_a_worker_that_sleeps_past_the_limit_and_wakes_up_writes_nothing(
    home: Path, slow_city: City, served: str
) -> None:
    run = begin(slow_city)
    with worker(home, "--connect-to", served, "--queues", "inspections=2") as sleeper:
        until(lambda: list((home / "evidence").glob("*.warc.gz")))
        until(lambda: fell_asleep(sleeper, home))
        with worker(home, "--connect-to", served):
            until(lambda: state(run) == "done")
            sleeper.send_signal(signal.SIGCONT)
            log = home / "worker.log"
            until(lambda: "taken over" in log.read_text(encoding="utf-8"))
    must_be_whole(run, slow_city)


def test_a_worker_that_is_told_to_end_gives_back_and_another_goes_on(
    home: Path, slow_city: City, served: str
) -> None:
    from mingcha.web.engines import job_engine

    run = begin(slow_city, shard_sites=2)
    with worker(home, "--connect-to", served, "--queues", "inspections=1") as process:
        until(lambda: saved(run) >= 1)
        process.terminate()
        assert process.wait(180) == 0
    assert saved(run) < len(slow_city.hosts)
    assert sum(state.running for state in job_engine().queues()) == 0
    with worker(home, "--connect-to", served, "--once") as process:
        assert process.wait(180) == 0
    must_be_whole(run, slow_city)


@pytest.mark.slow
def test_two_thousand_sites_by_two_workers_one_of_them_killed(home: Path, tmp_path: Path) -> None:
    city = small_city(tmp_path / "world", 2_000)
    run = begin(city, shard_sites=40)
    with WorldServer(city.world) as server, worker(home, "--connect-to", server.connect_to):
        with worker(home, "--connect-to", server.connect_to) as dead:
            until(lambda: saved(run) >= 700, 600)
            dead.kill()
            dead.wait()
        until(lambda: state(run) == "done", 900)
    must_be_whole(run, city)
