"""The embedded engine: leases on rows of the store, threads of one process, no server of its own.

A lease is alive while its pulse rises. Others judge by their own stopwatch how long they saw it stand still,
so that a clock that is set forward or back takes no job from anybody.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from mingcha.core.errors import MingchaError
from mingcha.jobs.engine import Delivery, FailedJob, GiveBack, Handlers, Job, Queue, QueueState, WorkSettings

log = logging.getLogger(__name__)
_LAST_TRIES = 3
_STOP_HEEDED_S = 0.25


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job, until its epoch is raised. `attempt` counts from 1."""

    id: int
    epoch: int
    job: Job
    attempt: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """A running job's sign of life: a count that its holder raises."""

    id: int
    epoch: int
    count: int


class StoreDown(MingchaError):
    """The store does not answer now; the same may be asked again in a while."""


class JobStore(Protocol):
    """The rows behind the pool. Every method may raise StoreDown."""

    def add(self, job: Job) -> bool:
        """As `JobEngine.defer`."""
        ...

    def take(self, queues: Sequence[Queue]) -> Lease | None:
        """The oldest job that is due in one of the queues, now ours."""
        ...

    def beat(self, leases: Sequence[Lease]) -> frozenset[int]:
        """Raise the pulses; the ids of those that are no longer ours."""
        ...

    def pulses(self) -> tuple[Pulse, ...]:
        """The signs of life of all running jobs."""
        ...

    def release(self, pulse: Pulse, attempts: int) -> bool:
        """Let a job wait again whose pulse stands still, or put it aside after so many attempts."""
        ...

    def finish(self, lease: Lease) -> bool:
        """Strike a job off; False when it is no longer ours."""
        ...

    def give_back(self, lease: Lease, after_s: float) -> bool:
        """Let a job wait again, its attempt uncounted."""
        ...

    def fail(self, lease: Lease, error: str, retry_after_s: float | None) -> bool:
        """Let a job wait for another try, or put it aside (None)."""
        ...

    def queues(self) -> tuple[QueueState, ...]:
        """As `JobEngine.queues`."""
        ...

    def failed(self) -> tuple[FailedJob, ...]:
        """As `JobEngine.failed`."""
        ...

    def retry_failed(self) -> int:
        """As `JobEngine.retry_failed`."""
        ...

    def close(self) -> None:
        """Let go of this thread's connection."""
        ...


class EmbeddedPool:
    """A JobEngine over the rows of a JobStore; as many processes as wanted may work on one store."""

    def __init__(self, store: JobStore) -> None:
        self._store = store

    def defer(self, job: Job) -> bool:
        """Take a job in, as part of the caller's transaction."""
        return self._store.add(job)

    def work(self, handlers: Handlers, settings: WorkSettings, stop: threading.Event) -> None:
        """Deliver until told to stop."""
        _Work(self._store, handlers, settings, stop).run()

    def queues(self) -> tuple[QueueState, ...]:
        """How every queue stands."""
        return self._store.queues()

    def failed(self) -> tuple[FailedJob, ...]:
        """What was put aside."""
        return self._store.failed()

    def retry_failed(self) -> int:
        """Let it wait again."""
        return self._store.retry_failed()


@dataclass(slots=True)
class _Running:
    lease: Lease
    stop: threading.Event


@dataclass(slots=True)
class _Watched:
    """A pulse as it was first seen, and when by our own stopwatch."""

    pulse: Pulse
    since: float


@dataclass
class _Work:
    """One call of `work`: a dispatcher (the caller's thread), a thread that beats, threads that handle."""

    store: JobStore
    handlers: Handlers
    settings: WorkSettings
    stop: threading.Event
    _running: dict[int, _Running] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _wake: threading.Event = field(default_factory=threading.Event)
    _watched: dict[int, _Watched] = field(default_factory=dict)
    _looked: float = 0.0
    _ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        size = sum(self.settings.concurrency.values())
        beats = threading.Thread(target=self._beat_on, name="beat", daemon=True)
        with ThreadPoolExecutor(size, "job") as threads:
            beats.start()
            try:
                self._dispatch(threads)
            finally:
                for one in self._held():
                    one.stop.set()
        self._ended.set()
        beats.join()
        self.store.close()

    def _dispatch(self, threads: ThreadPoolExecutor) -> None:
        while not self.stop.is_set():
            free = self._free_queues()
            lease = None
            with _outages_told():
                lease = self.store.take(free) if free else None
            if lease is None:
                self._wait(self.settings.poll_s)
                continue
            running = _Running(lease, threading.Event())
            with self._lock:
                self._running[lease.id] = running
            threads.submit(self._handle, running).add_done_callback(self._woken)

    def _wait(self, seconds: float) -> None:
        """Until a slot is free, the time is over or we are to stop."""
        until = time.monotonic() + seconds
        while not self.stop.is_set() and (left := until - time.monotonic()) > 0:
            if self._wake.wait(min(left, _STOP_HEEDED_S)):
                self._wake.clear()
                return

    def _woken(self, _done: Future[None]) -> None:
        self._wake.set()

    def _free_queues(self) -> list[Queue]:
        busy = [one.lease.job.queue for one in self._held()]
        return [queue for queue, most in self.settings.concurrency.items() if busy.count(queue) < most]

    def _held(self) -> list[_Running]:
        with self._lock:
            return list(self._running.values())

    def _handle(self, running: _Running) -> None:
        try:
            self._deliver(running)
        finally:
            with self._lock:
                self._running.pop(running.lease.id, None)
            self.store.close()

    def _deliver(self, running: _Running) -> None:
        lease = running.lease
        told = {"job": lease.job.kind, "id": lease.id, "attempt": lease.attempt}
        try:
            handler = self.handlers[lease.job.kind]
            handler(Delivery(lease.job, lease.attempt, running.stop))
        except (GiveBack, StoreDown) as error:
            after_s = error.after_s if isinstance(error, GiveBack) else 0.0
            log.info("job given back: %s", error, extra=told)
            self._settle(lease, lambda: self.store.give_back(lease, after_s))
        except Exception as error:
            again = lease.attempt < self.settings.attempts
            after = self.settings.retry_after(lease.attempt) if again else None
            words = words_of(error)
            log.exception("job failed", extra=told)
            self._settle(lease, lambda: self.store.fail(lease, words, after))
        else:
            log.info("job done", extra=told)
            self._settle(lease, lambda: self.store.finish(lease))

    def _settle(self, lease: Lease, write: Callable[[], bool]) -> None:
        """Write how a job ended; an outage is waited out, but for a few seconds once we are to stop.

        What could not be written is delivered again when its lease is stale.
        """
        last_tries = _LAST_TRIES
        while last_tries:
            try:
                if not write():
                    log.warning("job was taken over", extra={"id": lease.id})
                return
            except StoreDown as error:
                log.warning("store does not answer: %s", error)
            last_tries -= self.stop.is_set()
            self._ended.wait(min(1.0, self.settings.beat_s))

    def _beat_on(self) -> None:
        while not self._ended.wait(self.settings.beat_s):
            with _outages_told():
                self._beat()
                self._release_stale()
        self.store.close()

    def _beat(self) -> None:
        held = self._held()
        lost = self.store.beat([one.lease for one in held])
        for one in held:
            if one.lease.id in lost:
                one.stop.set()

    def _release_stale(self) -> None:
        now = time.monotonic()
        if now - self._looked > self.settings.stale_s / 2:  # we slept ourselves: nobody else is to pay for it
            self._watched.clear()
        self._looked = now
        seen: dict[int, _Watched] = {}
        for pulse in self.store.pulses():
            known = self._watched.get(pulse.id)
            seen[pulse.id] = watched = known if known and known.pulse == pulse else _Watched(pulse, now)
            stale = now - watched.since > self.settings.stale_s
            if stale and self.store.release(pulse, self.settings.attempts):
                log.warning("stale job released", extra={"id": pulse.id})
        self._watched = seen


def words_of(error: BaseException) -> str:
    """An exception in one line, for people."""
    return f"{type(error).__name__}: {error}"[:2_000]


@contextmanager
def _outages_told() -> Iterator[None]:
    """What the store cannot do now is done at the next turn."""
    try:
        yield
    except StoreDown as error:
        log.warning("store does not answer: %s", error)
