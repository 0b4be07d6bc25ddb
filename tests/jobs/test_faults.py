"""What breaks around a run: at the end nothing is lost, nothing is written twice, no unit is blamed."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.bucket import BucketServer
from tests.support.network import without_network
from tests.support.runs import begin, must_be_whole, saved, state, until
from tests.support.small_city import City, register_city, small_city, worker
from tests.support.stores import PostgresStores, close

from mingcha import rules
from mingcha.core.verdict import Outcome
from mingcha.world import WorldServer


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_city(tmp_path / "world", 6, delay_s=0.15)


@pytest.fixture
def served(city: City) -> Iterator[str]:
    with WorldServer(city.world) as server:
        yield server.connect_to


def test_postgresql_is_restarted_and_connections_are_cut_in_the_middle(
    postgres_store_home: Path, postgres: PostgresStores, city: City, served: str
) -> None:
    run = begin(city, shard_sites=3)
    with worker(postgres_store_home, "--connect-to", served, "--queues", "inspections=1"):
        until(lambda: (postgres_store_home / "evidence" / "index.sqlite").exists())
        close()
        postgres.server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        until(lambda: saved(run) >= 1)
        close()
        postgres.server.stop()
        time.sleep(1.0)
        postgres.server.start()
        until(lambda: state(run) == "done")
    must_be_whole(run, city)


def test_a_database_that_is_locked_for_a_while_is_waited_for(
    sqlite_store_home: Path, city: City, served: str
) -> None:
    run = begin(city)
    with worker(sqlite_store_home, "--connect-to", served):
        until(lambda: (sqlite_store_home / "evidence" / "index.sqlite").exists())
        with closing(sqlite3.connect(sqlite_store_home / "mingcha.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            time.sleep(4.0)  # longer than the stale limit of the test's worker
            other.execute("ROLLBACK")
        until(lambda: state(run) == "done")
    must_be_whole(run, city)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own at a folder; where the machine allows none, the test is skipped."""
    if os.geteuid() != 0:
        pytest.skip("需要 root 才能挂载小磁盘")
    folder.mkdir(exist_ok=True)
    size = f"size={megabytes}m"
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("本机不允许挂载 tmpfs")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_stops_the_run_until_there_is_room(
    sqlite_store_home: Path, city: City, served: str
) -> None:
    run = begin(city)
    evidence = sqlite_store_home / "evidence"
    with small_disk(evidence, 1):
        filler = evidence / "filler"
        _fill(filler)
        log = sqlite_store_home / "worker.log"
        with worker(sqlite_store_home, "--connect-to", served, "--queues", "inspections=1"):
            until(lambda: log.exists() and "hindered" in log.read_text(encoding="utf-8"))
        assert saved(run) == 0
        filler.unlink()
        _due_at_once()
        with worker(sqlite_store_home, "--connect-to", served, "--once") as process:
            assert process.wait(180) == 0
        must_be_whole(run, city)


def _fill(path: Path) -> None:
    """Take all the room there is."""
    out = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(out, b"x" * 4096)
    except OSError:
        os.close(out)


def _due_at_once() -> None:
    """The minute after a hindrance is over."""
    from mingcha.web.models import JobRow

    JobRow.objects.update(not_before=None)


def test_without_name_service_nobody_is_blamed(sqlite_store_home: Path, tmp_path: Path) -> None:
    from mingcha.web.models import FindingRow, Probe
    from mingcha.web.selectors.runs import verdicts_of

    city = small_city(tmp_path / "world", 2)
    run = begin(city)
    with worker(sqlite_store_home, "--once", inside=without_network()) as process:
        assert process.wait(180) == 0
    assert state(run) == "done"
    by_address = {rule.id for rule in rules.catalogue() if not rule.needs_home} - {"unreachable_site"}
    seen = [row.verdict for row in verdicts_of(run) if row.verdict.rule not in by_address]
    assert {verdict.outcome for verdict in seen} <= {Outcome.CANT_TELL, Outcome.INAPPLICABLE}
    assert list(FindingRow.objects.exclude(rule__in=by_address).values_list("rule", "host", "message")) == []
    assert Probe.objects.count() == 0


def test_a_clock_that_jumps_takes_no_job_from_anybody(sqlite_store_home: Path) -> None:
    import threading

    from mingcha.jobs.engine import Delivery, Job, Queue, WorkSettings
    from mingcha.jobs.pool import EmbeddedPool
    from mingcha.web.services.jobs import DatabaseJobStore

    leap = [timedelta(0)]
    store = DatabaseJobStore(lambda: datetime.now(UTC) + leap[0])
    times: list[int] = []
    gate, stop = threading.Event(), threading.Event()

    def handler(one: Delivery) -> None:
        times.append(one.attempt)
        assert gate.wait(60)
        assert not one.stop.is_set()

    EmbeddedPool(store).defer(Job("work", Queue.PROBES))
    settings = WorkSettings({Queue.PROBES: 2}, 0.05, 0.1, 0.6)
    pools = [
        threading.Thread(target=EmbeddedPool(store).work, args=({"work": handler}, settings, stop))
        for _ in range(2)
    ]
    for pool in pools:
        pool.start()
    until(lambda: times)
    for days in (400, -400):
        leap[0] = timedelta(days=days)
        time.sleep(0.8)
    gate.set()
    until(lambda: not any(state.running or state.waiting for state in store.queues()))
    stop.set()
    for pool in pools:
        pool.join(60)
    assert times == [1]


def test_a_run_that_waits_is_carried_out_after_an_upgrade_of_the_schema(
    sqlite_store_home: Path, city: City, served: str
) -> None:
    """As begun by a program that knew no jobs: the rows alone say what is to be done."""
    from mingcha import web
    from mingcha.web.models import JobRow, Run

    run = begin(city)
    JobRow.objects.all().delete()
    Run.objects.update(started=datetime.now(UTC) - timedelta(hours=1))
    _schema_back_to(sqlite_store_home, "0009_bulletin_life")
    assert "0012_jobs" in web.migrate()
    with worker(sqlite_store_home, "--connect-to", served, schedules=True):
        until(lambda: state(run) == "done")
    must_be_whole(run, city)


def _schema_back_to(home: Path, name: str) -> None:
    from django.core.management import call_command

    call_command("migrate", "mingcha", name, verbosity=0, interactive=False)
    close()


def test_two_schedulers_at_once_hand_everything_in_once(home: Path, city: City) -> None:
    import threading

    from mingcha.web.engines import job_engine
    from mingcha.web.services.schedules import hand_in_due, make_schedules

    register_city(city)
    at = datetime.now(UTC)
    make_schedules(at=at)
    start = threading.Barrier(2)
    names: list[tuple[str, ...]] = []

    def tick() -> None:
        start.wait()
        names.append(hand_in_due(engine=job_engine(), at=at, sites=lambda: 5_000))
        close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    handed = sorted(name for some in names for name in some)
    assert handed == sorted(set(handed))
    assert {"tend", "probes"} <= set(handed)
    waiting = {state.queue.value: state.waiting for state in job_engine().queues()}
    assert waiting["probes"] == 3


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[BucketServer]:
    """A bucket that the workers of a test share."""
    with BucketServer() as server:
        monkeypatch.setenv("MINGCHA_EVIDENCE", server.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        yield server


def test_a_bucket_out_of_reach_holds_results_back_until_it_answers(
    sqlite_store_home: Path, city: City, served: str, bucket: BucketServer
) -> None:
    run = begin(city)
    log = sqlite_store_home / "worker.log"
    bucket.__exit__()
    with worker(sqlite_store_home, "--connect-to", served):
        until(lambda: log.exists() and "result waits" in log.read_text(encoding="utf-8"))
        assert saved(run) == 0
        bucket.__enter__()
        until(lambda: state(run) == "done")
    must_be_whole(run, city)
    assert bucket.overwritten == []


def test_another_machine_goes_on_with_what_a_dead_one_had_seen(
    postgres_store_home: Path, city: City, served: str, bucket: BucketServer, tmp_path: Path
) -> None:
    run = begin(city, shard_sites=6)
    with worker(postgres_store_home, "--connect-to", served, "--queues", "inspections=1") as dead:
        until(lambda: saved(run) >= 1)
        dead.kill()
        dead.wait()
    other = tmp_path / "other-machine"
    other.mkdir()
    with worker(other, "--connect-to", served):
        until(lambda: state(run) == "done")
    must_be_whole(run, city)
    assert "answers taken over" in (other / "worker.log").read_text(encoding="utf-8")
    assert bucket.overwritten == []
