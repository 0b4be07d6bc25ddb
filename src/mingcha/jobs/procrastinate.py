"""The engine for many machines: Procrastinate's queue in PostgreSQL, with two things added.

Its manager waits out a database that does not answer, where Procrastinate's own would end the worker. And
what a worker writes of a job holds only while the job is its own: one that was stopped past the stale limit
and wakes up changes nothing any more.
"""

import asyncio
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any, Literal, LiteralString, TypeVar

import procrastinate
from procrastinate import exceptions, jobs, manager
from procrastinate.connector import BaseConnector

from mingcha.jobs.engine import Delivery, FailedJob, GiveBack, Handlers, Job, Queue, QueueState, WorkSettings
from mingcha.jobs.pool import StoreDown, words_of

log = logging.getLogger(__name__)
T = TypeVar("T")
_TASK = "mingcha"

# Fenced: each holds only for a job that this worker still has.
_MINE: LiteralString = "id = %(id)s AND worker_id = %(worker)s AND status = 'doing'"
_DONE: LiteralString = f"DELETE FROM procrastinate_jobs WHERE {_MINE} RETURNING id"
_TWIN: LiteralString = """EXISTS (SELECT 1 FROM procrastinate_jobs twin
    WHERE twin.queueing_lock = job.queueing_lock AND twin.status = 'todo')"""
_AGAIN: LiteralString = f"""UPDATE procrastinate_jobs job
    SET status = 'todo', worker_id = NULL, attempts = attempts + %(counted)s,
        scheduled_at = now() + make_interval(secs => %(after)s)
    WHERE {_MINE} AND NOT {_TWIN} RETURNING id"""
_ASIDE: LiteralString = f"""UPDATE procrastinate_jobs
    SET status = 'failed', attempts = attempts + 1,
        args = args || jsonb_build_object('error', %(error)s::text)
    WHERE {_MINE} RETURNING id"""
# Stale: the worker's heartbeat is old, or the worker was struck off.
_STALE: LiteralString = """status = 'doing' AND NOT EXISTS (SELECT 1 FROM procrastinate_workers worker
    WHERE worker.id = job.worker_id AND worker.last_heartbeat > now() - make_interval(secs => %(stale)s))"""
_GIVE_UP: LiteralString = f"""UPDATE procrastinate_jobs job
    SET status = 'failed', worker_id = NULL, attempts = attempts + 1,
        args = args || jsonb_build_object('error', %(error)s::text)
    WHERE {_STALE} AND attempts + 1 >= %(attempts)s RETURNING id"""
_DROP_TWINS: LiteralString = f"DELETE FROM procrastinate_jobs job WHERE {_STALE} AND {_TWIN} RETURNING id"
_RELEASE: LiteralString = f"""UPDATE procrastinate_jobs job
    SET status = 'todo', worker_id = NULL, attempts = attempts + 1, scheduled_at = NULL
    WHERE {_STALE} AND NOT {_TWIN} RETURNING id"""
_BEAT: LiteralString = """INSERT INTO procrastinate_workers AS worker (id, last_heartbeat)
    OVERRIDING SYSTEM VALUE VALUES (%(worker)s, now())
    ON CONFLICT (id) DO UPDATE SET last_heartbeat = now() RETURNING id"""
_OWN: LiteralString = "SELECT id FROM procrastinate_jobs WHERE worker_id = %(worker)s AND status = 'doing'"
_STATES: LiteralString = """SELECT queue_name AS queue,
    count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()) AS waiting,
    count(*) FILTER (WHERE status = 'doing') AS running,
    count(*) FILTER (WHERE status = 'failed') AS failed,
    min(coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events event WHERE event.job_id = job.id)))
        FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()) AS oldest
    FROM procrastinate_jobs job GROUP BY queue_name"""
_RETRY: LiteralString = f"""UPDATE procrastinate_jobs job
    SET status = 'todo', worker_id = NULL, attempts = 0, scheduled_at = NULL, args = args - 'error'
    WHERE status = 'failed' AND NOT {_TWIN} RETURNING id"""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a delivery ended. `after_s` is for "again"."""

    how: Literal["done", "again", "aside"]
    after_s: float = 0.0
    counted: int = 1
    error: str = ""


class Engine:
    """A JobEngine on PostgreSQL. `connector` takes jobs in inside the caller's transaction, `savepoint` keeps
    that transaction whole when a key waits already; `server` are libpq's words for the workers' connections;
    `close` lets go of what a handler's thread opened.
    """

    def __init__(
        self,
        connector: BaseConnector,
        savepoint: Callable[[], AbstractContextManager[Any]],
        server: Mapping[str, str],
        close: Callable[[], None],
    ) -> None:
        self._connector = connector
        self._savepoint = savepoint
        self._server = server
        self._close = close

    def defer(self, job: Job) -> bool:
        """Take a job in, as part of the caller's transaction; False while one with its key waits."""
        app = procrastinate.App(connector=self._connector)
        deferrer = app.configure_task(
            _TASK, queue=job.queue.value, queueing_lock=job.key or None, schedule_at=job.not_before
        )
        try:
            with self._savepoint():
                deferrer.defer(kind=job.kind, args=dict(job.args))
        except exceptions.AlreadyEnqueued:
            return False
        except exceptions.ConnectorException as error:
            raise StoreDown(f"数据库暂时不能读写（{error.__cause__ or error}）") from error
        return True

    def work(self, handlers: Handlers, settings: WorkSettings, stop: threading.Event) -> None:
        """Deliver until told to stop, one Procrastinate worker a queue."""
        asyncio.run(_Work(self._server, handlers, settings, stop, self._close).run())

    def queues(self) -> tuple[QueueState, ...]:
        """How every queue stands now."""
        known = {row["queue"]: row for row in self._rows(_STATES)}
        return tuple(
            QueueState(queue, row["waiting"], row["running"], row["failed"], row["oldest"])
            if (row := known.get(queue.value))
            else QueueState(queue)
            for queue in Queue
        )

    def failed(self) -> tuple[FailedJob, ...]:
        """The jobs that were put aside, the oldest first."""
        rows = self._rows(
            "SELECT id, queue_name, queueing_lock, args::text AS words, attempts FROM procrastinate_jobs"
            " WHERE status = 'failed' ORDER BY id"
        )
        return tuple(_failed(row, json.loads(row["words"])) for row in rows)

    def retry_failed(self) -> int:
        """Let every job that was put aside wait again; how many."""
        return len(self._rows(_RETRY))

    def _rows(self, query: LiteralString) -> list[dict[str, Any]]:
        try:
            return self._connector.execute_query_all(query)
        except exceptions.ConnectorException as error:
            raise StoreDown(f"数据库暂时不能读写（{error.__cause__ or error}）") from error


def _failed(row: Mapping[str, Any], words: Mapping[str, Any]) -> FailedJob:
    job = Job(words["kind"], Queue(row["queue_name"]), words["args"], row["queueing_lock"] or "")
    return FailedJob(row["id"], job, row["attempts"], words.get("error", ""))


class _Manager(manager.JobManager):
    """Procrastinate's manager, patient and fenced. `outcomes` say how deliveries ended, by job id."""

    def __init__(self, connector: BaseConnector, settings: WorkSettings, stop: threading.Event) -> None:
        super().__init__(connector)
        self.outcomes: dict[int, _Outcome] = {}
        self.held: dict[int, tuple[int, threading.Event]] = {}  # job id → worker, stop
        self.down_since: float | None = None
        self._settings = settings
        self._stop = stop

    async def patiently(self, ask: Callable[[], Awaitable[T]], otherwise: T, tries: int = 0) -> T:
        """Ask until the database answers; `otherwise` after so many tries (0: until we are to stop)."""
        tried = 0
        while True:
            try:
                answer = await ask()
            except (exceptions.ConnectorException, OSError) as error:
                log.warning("database does not answer: %s", error.__cause__ or error)
                self.down_since = asyncio.get_running_loop().time()
                tried += 1
                if (tries and tried >= tries) or (self._stop.is_set() and tried > 3):
                    return otherwise
                await asyncio.sleep(min(1.0, self._settings.beat_s))
            else:
                return answer

    async def rows(self, query: LiteralString, **words: Any) -> list[dict[str, Any]]:
        """All rows of a query; waits for the database."""
        return await self.patiently(lambda: self.connector.execute_query_all_async(query, **words), [])

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> jobs.Job | None:
        return await self.patiently(lambda: manager.JobManager.fetch_job(self, queues, worker_id), None, 1)

    async def finish_job(self, job: jobs.Job, status: jobs.Status, delete_job: bool) -> None:
        assert job.id is not None
        self.held.pop(job.id, None)
        end = self.outcomes.pop(job.id, _Outcome("again", counted=0))
        fence = {"id": job.id, "worker": job.worker_id}
        if end.how == "aside":
            found = await self.rows(_ASIDE, **fence, error=end.error)
        elif end.how == "again":
            found = await self.rows(_AGAIN, **fence, counted=end.counted, after=end.after_s)
            found = found or await self.rows(_DONE, **fence)  # a twin waits: it stands for both
        else:
            found = await self.rows(_DONE, **fence)
        if not found:
            log.warning("job was taken over", extra={"id": job.id})

    async def update_heartbeat(self, worker_id: int) -> None:
        """Beat, as a new worker where ours was struck off; jobs that are no longer ours are told to stop."""
        await self.rows(_BEAT, worker=worker_id)
        own = await self.patiently(
            lambda: self.connector.execute_query_all_async(_OWN, worker=worker_id), None, 1
        )
        if own is None:
            return
        ids = {row["id"] for row in own}
        for id_, (worker, stop) in list(self.held.items()):
            if worker == worker_id and id_ not in ids:
                stop.set()

    async def prune_stalled_workers(self, seconds_since_heartbeat: float) -> list[int]:
        return []  # the reaper lets their jobs go first

    async def register_worker(self) -> int:
        worker = await self.patiently(lambda: manager.JobManager.register_worker(self), None)
        if worker is None:
            raise StoreDown("数据库没有答复，未能开始")
        return worker

    async def unregister_worker(self, worker_id: int) -> None:
        await self.patiently(lambda: manager.JobManager.unregister_worker(self, worker_id), None, 1)

    async def reap(self) -> None:
        """Let the jobs of dead workers wait again. Procrastinate leaves that to its users; as a job of its
        own it would wait behind the queue."""
        stale = {"stale": self._settings.stale_s}
        error = f"处理它的进程连续 {self._settings.attempts} 次中途消失"
        await self.rows(_GIVE_UP, **stale, attempts=self._settings.attempts, error=error)
        await self.rows(_DROP_TWINS, **stale)
        for row in await self.rows(_RELEASE, **stale):
            log.warning("stale job released", extra={"id": row["id"]})
        await manager.JobManager.prune_stalled_workers(self, 2 * self._settings.stale_s)


class _Work:
    """One call of `Engine.work`."""

    def __init__(
        self,
        server: Mapping[str, str],
        handlers: Handlers,
        settings: WorkSettings,
        stop: threading.Event,
        close: Callable[[], None],
    ) -> None:
        self._close = close
        self._handlers = handlers
        self._settings = settings
        self._stop = stop
        self._connector = procrastinate.PsycopgConnector(
            kwargs={**server, "application_name": "mingcha worker"}, min_size=1, max_size=4, timeout=10.0
        )
        self._app = procrastinate.App(connector=self._connector)
        self._manager = _Manager(self._connector, settings, stop)
        self._app.job_manager = self._manager
        self._app.task(name=_TASK, pass_context=True)(self._deliver)
        self._threads = ThreadPoolExecutor(sum(settings.concurrency.values()), "job")

    async def run(self) -> None:
        opened = self._manager.patiently(self._open, False)
        if not await opened:
            return
        try:
            workers = [
                asyncio.create_task(self._serve(queue, most))
                for queue, most in self._settings.concurrency.items()
                if most
            ]
            reaper = asyncio.create_task(self._reap_on())
            while not self._stop.is_set():
                await asyncio.sleep(min(0.25, self._settings.poll_s))
            for _, stop in self._manager.held.values():
                stop.set()
            for worker in workers:
                worker.cancel()  # Procrastinate's word for: take no more, and wait for what runs
            await asyncio.gather(*workers, return_exceptions=True)
            reaper.cancel()
        finally:
            self._threads.shutdown()
            with suppress(exceptions.ConnectorException, OSError):
                await self._app.close_async()

    async def _open(self) -> bool:
        await self._app.open_async()
        return True

    async def _serve(self, queue: Queue, most: int) -> None:
        """One queue; a worker that ended although nobody asked is followed by another."""
        while not self._stop.is_set():
            try:
                await self._app.run_worker_async(
                    queues=[queue.value],
                    name=queue.value,
                    concurrency=most,
                    fetch_job_polling_interval=self._settings.poll_s,
                    listen_notify=False,
                    install_signal_handlers=False,
                    update_heartbeat_interval=self._settings.beat_s,
                    stalled_worker_timeout=self._settings.stale_s,
                )
            except (exceptions.ProcrastinateException, OSError, StoreDown):
                log.exception("worker of queue %s ended", queue.value)
            await asyncio.sleep(self._settings.poll_s)

    async def _reap_on(self) -> None:
        """Reap, but not soon after an outage: then the living have beaten no later than the dead."""
        loop = asyncio.get_running_loop()
        last = loop.time()
        while True:
            await asyncio.sleep(self._settings.beat_s)
            slept = loop.time() - last > self._settings.stale_s / 2
            last = loop.time()
            if slept:
                self._manager.down_since = last
            down = self._manager.down_since
            if down is None or last - down > self._settings.stale_s:
                with suppress(exceptions.ConnectorException, OSError):
                    await self._manager.reap()

    async def _deliver(
        self, context: procrastinate.JobContext, kind: str, args: dict[str, int | str], error: str = ""
    ) -> None:
        row = context.job
        assert row.id is not None
        assert row.worker_id is not None
        stop = threading.Event()
        self._manager.held[row.id] = (row.worker_id, stop)
        job = Job(kind, Queue(row.queue), args, row.queueing_lock or "", row.scheduled_at)
        delivery = Delivery(job, row.attempts + 1, stop)
        loop = asyncio.get_running_loop()
        self._manager.outcomes[row.id] = await loop.run_in_executor(self._threads, self._handle, delivery)

    def _handle(self, delivery: Delivery) -> _Outcome:
        told = {"job": delivery.job.kind, "attempt": delivery.attempt}
        try:
            self._handlers[delivery.job.kind](delivery)
        except (GiveBack, StoreDown) as error:
            log.info("job given back: %s", error, extra=told)
            after_s = error.after_s if isinstance(error, GiveBack) else 0.0
            return _Outcome("again", after_s, counted=0)
        except Exception as error:
            log.exception("job failed", extra=told)
            if delivery.attempt >= self._settings.attempts:
                return _Outcome("aside", error=words_of(error))
            return _Outcome("again", after_s=self._settings.retry_after(delivery.attempt))
        finally:
            self._close()
        log.info("job done", extra=told)
        return _Outcome("done")
