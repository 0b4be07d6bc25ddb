"""What every job engine keeps, held over each of them: the contract of `mingcha.jobs.engine`."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.stores import close, new_home

from mingcha.jobs.engine import Delivery, GiveBack, Handlers, Job, JobEngine, Queue, WorkSettings

QUICK = WorkSettings(poll_s=0.05, beat_s=0.2, stale_s=2.0, attempts=3, retry_s=0.05)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=("sqlite", "postgresql", "pool on postgresql"))
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    kind = "sqlite" if request.param == "sqlite" else "postgresql"
    monkeypatch.setenv("TESTED_ENGINE", "pool" if request.param.startswith("pool") else "")
    yield new_home(kind, tmp_path / "home", request, monkeypatch)
    close()


@pytest.fixture
def engine(home: Path) -> JobEngine:
    return engine_under_test()


def engine_under_test() -> JobEngine:
    """The engine of the store, or the embedded pool on whatever store there is; other processes ask too."""
    from mingcha.web.engines import embedded_pool, job_engine

    return embedded_pool() if os.environ.get("TESTED_ENGINE") == "pool" else job_engine()


@contextmanager
def working(engine: JobEngine, handlers: Handlers, settings: WorkSettings = QUICK) -> Iterator[None]:
    """A worker in a thread while the block runs; it ends gracefully."""
    stop = threading.Event()
    worker = threading.Thread(target=engine.work, args=(handlers, settings, stop))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(60)
        assert not worker.is_alive()


def until(ready: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def job(number: int = 1, queue: Queue = Queue.INSPECTIONS, key: str = "") -> Job:
    return Job("work", queue, {"number": number}, key)


def count(engine: JobEngine, what: str) -> int:
    return sum(getattr(state, what) for state in engine.queues())


def idle(engine: JobEngine) -> bool:
    return count(engine, "waiting") + count(engine, "running") == 0


def test_a_job_comes_to_its_handler_once_with_its_words(engine: JobEngine) -> None:
    seen: list[tuple[Job, int]] = []
    for number in range(5):
        assert engine.defer(Job("work", Queue.PROBES, {"number": number, "name": "临沂"}))
    assert count(engine, "waiting") == 5
    with working(engine, {"work": lambda one: seen.append((one.job, one.attempt))}):
        until(lambda: idle(engine))
    assert sorted(int(one.args["number"]) for one, _ in seen) == [0, 1, 2, 3, 4]
    assert {(one.kind, one.queue, one.args["name"], attempt) for one, attempt in seen} == {
        ("work", Queue.PROBES, "临沂", 1)
    }


def test_a_job_of_a_transaction_that_failed_was_never_there(engine: JobEngine) -> None:
    from django.db import transaction

    def fails() -> None:
        with transaction.atomic():
            engine.defer(job())
            raise ValueError

    with pytest.raises(ValueError):
        fails()
    assert count(engine, "waiting") == 0


def test_a_key_waits_once_and_spoils_no_transaction(engine: JobEngine) -> None:
    from django.db import transaction

    with transaction.atomic():
        assert engine.defer(job(1, key="same"))
        assert not engine.defer(job(2, key="same"))
        assert engine.defer(job(3, key="other"))
    assert count(engine, "waiting") == 2


def test_a_key_is_free_again_once_its_job_runs(engine: JobEngine) -> None:
    seen: list[int] = []

    def handler(one: Delivery) -> None:
        seen.append(int(one.job.args["number"]))
        if one.job.args["number"] == 1:
            assert engine.defer(job(2, key="same"))

    engine.defer(job(1, key="same"))
    with working(engine, {"work": handler}):
        until(lambda: len(seen) == 2 and idle(engine))
    assert seen == [1, 2]


def test_a_job_does_not_come_before_its_time(engine: JobEngine) -> None:
    came: list[datetime] = []
    due = datetime.now(UTC) + timedelta(seconds=0.6)
    engine.defer(Job("work", Queue.PROBES, {}, not_before=due))
    assert count(engine, "waiting") == 0
    with working(engine, {"work": lambda _: came.append(datetime.now(UTC))}):
        until(lambda: came)
    assert came[0] >= due


def test_a_handler_that_fails_is_tried_again_and_then_put_aside(engine: JobEngine) -> None:
    attempts: list[int] = []

    def handler(one: Delivery) -> None:
        attempts.append(one.attempt)
        raise RuntimeError("磁盘满")

    engine.defer(job(7))
    with working(engine, {"work": handler}):
        until(engine.failed)
    assert attempts == [1, 2, 3]
    (failed,) = engine.failed()
    assert (failed.job.args, failed.attempts, failed.error) == ({"number": 7}, 3, "RuntimeError: 磁盘满")
    assert (count(engine, "failed"), idle(engine)) == (1, True)


def test_what_was_put_aside_can_be_tried_again(engine: JobEngine) -> None:
    well = threading.Event()
    done: list[int] = []

    def handler(one: Delivery) -> None:
        if not well.is_set():
            raise RuntimeError
        done.append(one.attempt)

    engine.defer(job())
    with working(engine, {"work": handler}):
        until(engine.failed)
        well.set()
        assert engine.retry_failed() == 1
        until(lambda: done)
        until(lambda: idle(engine))
    assert (done, engine.failed()) == ([1], ())


def test_a_job_without_a_handler_is_put_aside_and_named(engine: JobEngine) -> None:
    engine.defer(Job("unknown", Queue.EVIDENCE))
    with working(engine, {}):
        until(engine.failed)
    assert engine.failed()[0].job.kind == "unknown"


def test_a_job_given_back_comes_again_and_counts_no_attempt(engine: JobEngine) -> None:
    attempts: list[int] = []

    def handler(one: Delivery) -> None:
        attempts.append(one.attempt)
        if len(attempts) < 6:
            raise GiveBack("later")

    engine.defer(job())
    with working(engine, {"work": handler}):
        until(lambda: len(attempts) == 6 and idle(engine))
    assert attempts == [1] * 6


def test_a_full_queue_holds_up_no_other_and_keeps_to_its_number(engine: JobEngine) -> None:
    lock, gate = threading.Lock(), threading.Event()
    now = most = 0
    probed: list[int] = []

    def slow(_: Delivery) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        gate.wait(60)
        with lock:
            now -= 1

    for number in range(4):
        engine.defer(job(number))
    engine.defer(Job("probe", Queue.PROBES, {"number": 9}))
    settings = WorkSettings({Queue.INSPECTIONS: 2, Queue.PROBES: 1}, 0.05, 0.2, 5.0, 3, 0.05)
    with working(engine, {"work": slow, "probe": lambda one: probed.append(1)}, settings):
        until(lambda: probed)
        until(lambda: most == 2)
        gate.set()
        until(lambda: idle(engine))
    assert most == 2


def test_a_queue_that_is_not_served_is_left_alone(engine: JobEngine) -> None:
    done: list[int] = []
    engine.defer(job(1, Queue.EVIDENCE))
    engine.defer(job(2, Queue.PROBES))
    settings = WorkSettings({Queue.PROBES: 1}, 0.05, 0.2, 5.0, 3, 0.05)
    with working(engine, {"work": lambda one: done.append(int(one.job.args["number"]))}, settings):
        until(lambda: done)
        time.sleep(0.2)
    assert done == [2]
    assert count(engine, "waiting") == 1


def test_a_worker_that_is_to_end_tells_its_handlers_and_loses_nothing(engine: JobEngine) -> None:
    begun = threading.Event()

    def handler(one: Delivery) -> None:
        begun.set()
        assert one.stop.wait(60)
        raise GiveBack("half done")

    engine.defer(job())
    with working(engine, {"work": handler}):
        begun.wait(60)
    assert (count(engine, "waiting"), count(engine, "running"), engine.failed()) == (1, 0, ())


WORKER = """
import sys, threading, time
from pathlib import Path
from mingcha import web
from tests.jobs.test_engine import QUICK, engine_under_test
web.setup(Path(sys.argv[1]))
out = open(sys.argv[2], "a", buffering=1)
def handler(one):
    out.write(f"begin {one.job.args['number']} {one.attempt}\\n")
    until = time.monotonic() + float(sys.argv[3])
    while time.monotonic() < until:
        if one.stop.is_set():
            out.write("told to stop\\n")
            return
        time.sleep(0.02)
    out.write(f"end {one.job.args['number']}\\n")
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
engine_under_test().work({"work": handler}, QUICK, stop)
"""


@contextmanager
def other_process(home: Path, out: Path, seconds: float) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own; closing its standard input ends it gracefully."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), str(out), str(seconds)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        process.communicate()


def said(out: Path) -> str:
    return out.read_text() if out.exists() else ""


def test_the_job_of_a_worker_that_was_killed_comes_to_another(
    engine: JobEngine, home: Path, tmp_path: Path
) -> None:
    out, seen = tmp_path / "out", []
    engine.defer(job(1))
    with other_process(home, out, 60) as dead:
        until(lambda: "begin 1 1" in said(out))
        dead.kill()
    started = time.monotonic()
    with working(engine, {"work": lambda one: seen.append(one.attempt)}):
        until(lambda: seen)
        until(lambda: idle(engine))
    assert time.monotonic() - started < 10 + QUICK.stale_s  # on a crowded machine too
    assert seen == [2]


def test_a_worker_that_slept_too_long_has_lost_its_job_and_is_told(
    engine: JobEngine, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    release, begun = threading.Event(), threading.Event()

    def handler(_: Delivery) -> None:
        begun.set()
        release.wait(60)

    engine.defer(job(1))
    with other_process(home, out, 60) as sleeper:
        until(lambda: "begin 1 1" in said(out))
        sleeper.send_signal(signal.SIGSTOP)
        with working(engine, {"work": handler}):
            assert begun.wait(60)
            sleeper.send_signal(signal.SIGCONT)
            until(lambda: "told to stop" in said(out))
            time.sleep(0.5)  # whatever the sleeper writes of its end, the job is still ours
            assert count(engine, "running") == 1
            release.set()
            until(lambda: idle(engine))
    assert "end 1" not in said(out)


def test_a_job_that_kills_every_worker_is_put_aside(engine: JobEngine, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    engine.defer(job(1))
    for attempt in range(1, QUICK.attempts + 1):
        with other_process(home, out, 60) as dead:
            until(lambda attempt=attempt: f"begin 1 {attempt}" in said(out))
            dead.kill()
    with working(engine, {"work": lambda _: None}):
        until(engine.failed)
    assert "中途消失" in engine.failed()[0].error
