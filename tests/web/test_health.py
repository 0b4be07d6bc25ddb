"""Our own health: silence where all moves, one sentence for each thing that stands still."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mingcha.jobs.engine import Job, JobEngine, Queue

NOW = datetime.now(UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def engine(home: Path) -> JobEngine:
    from mingcha.web.engines import job_engine
    from mingcha.web.services.schedules import make_schedules

    make_schedules(at=NOW)
    return job_engine()


def problems(engine: JobEngine, home: Path, at: datetime = NOW) -> list[str]:
    from mingcha.web.selectors.health import health_of

    return [problem.name for problem in health_of(engine, home / "evidence", at).problems]


def test_a_store_in_which_all_moves_is_well(engine: JobEngine, home: Path) -> None:
    engine.defer(Job("inspect", Queue.INSPECTIONS))
    assert problems(engine, home, NOW + 2 * MINUTE) == []


def test_a_schedule_that_nobody_looks_at_is_told(engine: JobEngine, home: Path) -> None:
    assert problems(engine, home, NOW + 4 * MINUTE) == [
        "schedule evidence",
        "schedule probes",
        "schedule reminders",
        "schedule tend",
    ]


def test_a_schedule_whose_work_never_ends_well_is_told(engine: JobEngine, home: Path) -> None:
    from mingcha.web.models import Schedule

    Schedule.objects.filter(name="probes").update(done=NOW - timedelta(hours=5))
    Schedule.objects.filter(name="tend").update(done=NOW - MINUTE)
    assert problems(engine, home) == ["work probes"]


def test_a_job_that_waits_and_a_queue_that_does_nothing_are_told(engine: JobEngine, home: Path) -> None:
    from mingcha.web.models import Schedule

    Schedule.objects.update(active=False)
    engine.defer(Job("probe", Queue.PROBES, not_before=NOW + MINUTE))
    assert problems(engine, home, NOW + 14 * MINUTE) == []
    engine.defer(Job("probe", Queue.PROBES))
    assert problems(engine, home, NOW + 17 * MINUTE) == ["queue probes"]


def test_a_run_without_a_sign_of_life_is_told(engine: JobEngine, home: Path) -> None:
    from mingcha.web.models import Run

    Run.objects.create(epoch=1, state="running", as_of=NOW, started=NOW, beat=NOW - 20 * MINUTE)
    Run.objects.create(epoch=1, state="running", as_of=NOW, started=NOW, beat=NOW - 5 * MINUTE)
    Run.objects.create(epoch=1, state="done", as_of=NOW, started=NOW, beat=NOW - 50 * MINUTE)
    first = Run.objects.order_by("id")[0].id
    assert problems(engine, home) == [f"run {first}"]


def test_a_store_that_does_not_answer_is_the_one_problem(
    tmp_path: Path, sqlite_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingcha import web
    from mingcha.web.engines import embedded_pool
    from mingcha.web.selectors.health import health_of

    (tmp_path / "broken").mkdir()
    monkeypatch.setenv("MINGCHA_DATABASE", f"sqlite:///{tmp_path / 'broken'}")  # a folder is no database
    web.setup(sqlite_home)
    found = health_of(embedded_pool(), tmp_path / "evidence", NOW)
    assert (found.store, [problem.name for problem in found.problems]) == (False, ["store"])


def test_an_alarm_is_told_once_and_its_end_too(
    engine: JobEngine, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    import logging
    import threading

    from mingcha.web.models import Schedule
    from mingcha.web.scheduler import Scheduler
    from mingcha.web.work import WorkStore

    at = [NOW + 4 * MINUTE]
    store = WorkStore(engine, home / "evidence", (), lambda: at[0])
    scheduler = Scheduler(store, threading.Event(), 1.0)
    with caplog.at_level(logging.INFO, "mingcha"):
        scheduler.look()
        scheduler.look()
        Schedule.objects.update(due=NOW + 10 * MINUTE)
        scheduler.look()
    told = [(record.levelname, getattr(record, "alarm", "")) for record in caplog.records]
    assert told.count(("ERROR", "schedule probes")) == 1
    assert told.count(("INFO", "schedule probes")) == 1
