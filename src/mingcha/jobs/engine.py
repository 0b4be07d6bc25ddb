"""What background work is, and what delivers it: the protocol that every job engine keeps.

A job is delivered at least once. What it is about stands in rows of the store, and the row is the truth: a
handler looks what is left to do, and writes only while its claim on the row holds.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mingcha.core.errors import MingchaError


class Queue(StrEnum):
    """One queue a kind of work, so that none waits behind another."""

    PROBES = "probes"
    INSPECTIONS = "inspections"
    RECHECKS = "rechecks"
    EVIDENCE = "evidence"
    REMINDERS = "reminders"


CONCURRENCY: Mapping[Queue, int] = {
    Queue.PROBES: 2,
    Queue.INSPECTIONS: 2,
    Queue.RECHECKS: 2,
    Queue.EVIDENCE: 1,
    Queue.REMINDERS: 1,
}
"""Jobs of a queue at once in one worker. One inspection job holds many sites: two keep a core busy."""

Arguments = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: `kind` names the handler, `args` say about what.

    While a job with the same `key` waits, no second is taken in. `not_before` None: at once.
    """

    kind: str
    queue: Queue
    args: Arguments = field(default_factory=dict)
    key: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A job in a handler's hands; `attempt` counts from 1.

    `stop` is set when the worker ends or has lost the job: the handler ends soon, and raises GiveBack when
    something is left to do.
    """

    job: Job
    attempt: int
    stop: threading.Event


class GiveBack(MingchaError):
    """The job is not done and nobody is to blame: deliver it again, and count no attempt.

    `after_s`: not sooner, where what hinders it will last (a full disk).
    """

    def __init__(self, message: str, after_s: float = 0.0) -> None:
        super().__init__(message)
        self.after_s = after_s


Handler = Callable[[Delivery], None]
Handlers = Mapping[str, Handler]


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """How a worker works; seconds throughout.

    A worker that gave no sign of life for `stale_s` has lost its jobs. A job that failed `attempts` times is
    put aside; between tries lie `retry_s`, then twice as much, and so on.
    """

    concurrency: Mapping[Queue, int] = field(default_factory=lambda: CONCURRENCY)
    poll_s: float = 1.0
    beat_s: float = 10.0
    stale_s: float = 90.0
    attempts: int = 5
    retry_s: float = 30.0

    def retry_after(self, attempt: int) -> float:
        """Seconds until the try after this one."""
        return float(self.retry_s * 2 ** (attempt - 1))


@dataclass(frozen=True, slots=True)
class QueueState:
    """How a queue stands: jobs that are due and wait, that run, that were put aside; the oldest due since."""

    queue: Queue
    waiting: int = 0
    running: int = 0
    failed: int = 0
    oldest_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was put aside, with the last words of its handler."""

    id: int
    job: Job
    attempts: int
    error: str


class JobEngine(Protocol):
    """Takes jobs in and delivers them. Two keep it: `pool.EmbeddedPool` and `procrastinate.Engine`."""

    def defer(self, job: Job) -> bool:
        """Take a job in, as part of the caller's transaction; False while one with its key waits."""
        ...

    def work(self, handlers: Handlers, settings: WorkSettings, stop: threading.Event) -> None:
        """Deliver jobs until `stop` is set, then let what runs end; blocks. Outages of the store are waited
        out. `settings.concurrency` says which queues are served."""
        ...

    def queues(self) -> tuple[QueueState, ...]:
        """How every queue stands now."""
        ...

    def failed(self) -> tuple[FailedJob, ...]:
        """The jobs that were put aside, the oldest first."""
        ...

    def retry_failed(self) -> int:
        """Let every job that was put aside wait again; how many."""
        ...
