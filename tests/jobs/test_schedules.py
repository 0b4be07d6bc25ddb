"""Schedules: in step, once, whatever restarts or clocks do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mingcha.core.errors import UsageError
from mingcha.jobs.engine import JobEngine

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def engine(sqlite_store_home: Path) -> JobEngine:
    from mingcha.web.engines import job_engine
    from mingcha.web.services.schedules import make_schedules

    make_schedules(at=AT)
    return job_engine()


def tick(engine: JobEngine, at: datetime) -> set[str]:
    from mingcha.web.services.schedules import hand_in_due

    return set(hand_in_due(engine=engine, at=at, sites=lambda: 10))


def due(name: str) -> datetime:
    from mingcha.web.models import Schedule

    return Schedule.objects.values_list("due", flat=True).get(name=name)


def test_what_is_due_is_handed_in_and_not_again_before_its_period(engine: JobEngine) -> None:
    assert {"tend", "probes", "evidence"} <= tick(engine, AT)
    assert tick(engine, AT + 30 * timedelta(seconds=1)) == set()
    assert tick(engine, AT + MINUTE) == {"tend"}
    assert "probes" in tick(engine, AT + HOUR)


def test_an_office_that_did_not_ask_for_inspections_has_none(engine: JobEngine) -> None:
    assert "inspection" not in tick(engine, AT + 30 * DAY)


def test_what_fell_due_while_nobody_was_there_is_made_up_for_once_and_in_step(engine: JobEngine) -> None:
    tick(engine, AT)
    assert "probes" in tick(engine, AT + 5 * HOUR + 10 * MINUTE)
    assert due("probes") == AT + 6 * HOUR
    assert "probes" not in tick(engine, AT + 5 * HOUR + 20 * MINUTE)
    assert "probes" in tick(engine, AT + 6 * HOUR)


def test_a_clock_set_back_does_not_silence_a_schedule(engine: JobEngine) -> None:
    tick(engine, AT + 10 * DAY)
    assert {"tend", "probes"} <= tick(engine, AT)
    assert tick(engine, AT + MINUTE / 2) == set()


def test_a_clock_set_back_by_less_than_a_period_waits_no_longer_than_that_and_one_period(
    engine: JobEngine,
) -> None:
    tick(engine, AT)
    tick(engine, AT - 10 * MINUTE)
    assert due("probes") <= AT - 10 * MINUTE + 2 * HOUR


def test_jobs_of_a_tick_that_still_wait_are_not_handed_in_twice(engine: JobEngine) -> None:
    for hours in range(4):
        tick(engine, AT + hours * HOUR)
    waiting = {state.queue.value: state.waiting for state in engine.queues()}
    assert waiting["probes"] == 1


def test_an_office_sets_its_own_periods(engine: JobEngine) -> None:
    from mingcha.web.services.schedules import make_schedules, set_schedule

    set_schedule(name="inspection", at=AT, active=True, every_s=86_400)
    set_schedule(name="probes", at=AT, active=False)
    make_schedules(at=AT)  # a restart
    handed = tick(engine, AT + DAY)
    assert "inspection" in handed
    assert "probes" not in handed
    with pytest.raises(UsageError, match="nightly"):
        set_schedule(name="nightly", at=AT)
    with pytest.raises(UsageError, match="不少于"):
        set_schedule(name="tend", at=AT, every_s=1)
    with pytest.raises(UsageError, match="一个周期"):
        set_schedule(name="tend", at=AT, due=AT + DAY)


def test_a_tick_that_fails_leaves_its_schedule_due(engine: JobEngine) -> None:
    from mingcha.web.services.schedules import hand_in_due

    def broken() -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        hand_in_due(engine=engine, at=AT, sites=broken)
    assert due("probes") == AT
    assert "probes" in tick(engine, AT + MINUTE)
