"""Our own health: whether store, schedules, queues and runs move, as figures and as sentences."""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Count

from mingcha.jobs.engine import JobEngine, QueueState
from mingcha.jobs.pool import StoreDown
from mingcha.web.models import Run, Schedule, SiteRun
from mingcha.web.services.jobs import outages

STILL = timedelta(minutes=3)
"""A schedule that is due for so long has no worker: a living one looks every few seconds."""
IDLE = timedelta(minutes=15)
"""A due job that waits so long while its queue does nothing, or a run without a sign of life."""
MISSED = 3
"""So many periods without work that ended well."""
LEAST_FREE = 1_000_000_000
"""Bytes below which a run may not find room for its evidence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stands still; `name` stays the same while it lasts."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """How a schedule stands; the instants are None where it has not come to that."""

    name: str
    every_s: int
    active: bool
    due: datetime
    handed_in: datetime | None
    done: datetime | None


@dataclass(frozen=True, slots=True)
class RunState:
    """A run that goes on: sites without a result, last sign of life."""

    id: int
    left: int
    beat: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """All of it at one instant; `store` is False when the database did not answer, the rest is then empty."""

    at: datetime
    store: bool
    queues: tuple[QueueState, ...] = ()
    schedules: tuple[ScheduleState, ...] = ()
    runs: tuple[RunState, ...] = ()
    free_bytes: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def well(self) -> bool:
        """Whether nothing stands still."""
        return not self.problems


def health_of(engine: JobEngine, evidence: Path, at: datetime) -> Health:
    """Look at everything once."""
    free = _free(evidence)
    try:
        with outages():
            queues = engine.queues()
            schedules = _schedules()
            runs = _runs()
    except StoreDown as error:
        return Health(at, False, free_bytes=free, problems=(Problem("store", str(error)),))
    problems = [
        *_still_schedules(schedules, at),
        *_still_queues(queues, at),
        *_still_runs(runs, at),
        *_place(evidence, free),
    ]
    return Health(at, True, queues, schedules, runs, free, tuple(problems))


def _schedules() -> tuple[ScheduleState, ...]:
    return tuple(
        ScheduleState(row.name, row.every_s, row.active, row.due, row.handed_in, row.done)
        for row in Schedule.objects.order_by("name")
    )


def _runs() -> tuple[RunState, ...]:
    left = dict(
        SiteRun.objects.filter(run__state="running", saved=None)
        .values_list("run_id")
        .annotate(left=Count("id"))
    )
    rows = Run.objects.filter(state="running").order_by("id").values_list("id", "beat")
    return tuple(RunState(run, left.get(run, 0), beat) for run, beat in rows)


def _still_schedules(rows: Sequence[ScheduleState], at: datetime) -> Iterator[Problem]:
    for row in rows:
        if not row.active:
            continue
        if at - row.due > STILL:
            yield Problem(
                f"schedule {row.name}",
                f"定期工作 {row.name} 应于 {_minutes(at - row.due)} 前开始，没有动静：请启动 mingcha worker",
            )
        elif row.done is not None and at - row.done > (MISSED + 1) * timedelta(seconds=row.every_s):
            yield Problem(
                f"work {row.name}",
                f"定期工作 {row.name} 已 {_minutes(at - row.done)} 没有做成：请看 mingcha worker 的日志",
            )


def _still_queues(rows: Sequence[QueueState], at: datetime) -> Iterator[Problem]:
    for row in rows:
        if row.oldest_due is not None and not row.running and at - row.oldest_due > IDLE:
            yield Problem(
                f"queue {row.queue.value}",
                f"队列 {row.queue.value} 有 {row.waiting} 件待办，已等 {_minutes(at - row.oldest_due)}，"
                "没有进程在做：请启动 mingcha worker",
            )
        if row.failed:
            yield Problem(
                f"failed {row.queue.value}",
                f"队列 {row.queue.value} 有 {row.failed} 件多次失败、已搁置：请用 mingcha jobs list 查看原因",
            )


def _still_runs(rows: Sequence[RunState], at: datetime) -> Iterator[Problem]:
    for row in rows:
        if at - row.beat > IDLE:
            yield Problem(
                f"run {row.id}",
                f"第 {row.id} 次检查还剩 {row.left} 个网站，已 {_minutes(at - row.beat)} 没有进展："
                "请启动 mingcha worker，或用 mingcha run stop 结束它",
            )


def _place(evidence: Path, free: int) -> Iterator[Problem]:
    place = _nearest(evidence)
    if not os.access(place, os.W_OK | os.X_OK):
        yield Problem("evidence", f"证据目录 {place} 不能写入：请检查权限")
    if free < LEAST_FREE:
        yield Problem("disk", f"{place} 所在磁盘只剩 {free // 1_000_000} MB：请腾出空间")


def _free(evidence: Path) -> int:
    return shutil.disk_usage(_nearest(evidence)).free


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _minutes(passed: timedelta) -> str:
    minutes = int(passed.total_seconds()) // 60
    return f"{minutes} 分钟" if minutes < 180 else f"{minutes // 60} 小时"
