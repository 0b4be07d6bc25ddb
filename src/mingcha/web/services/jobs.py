"""The rows behind the embedded job engine, on SQLite or PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from mingcha.jobs.engine import FailedJob, Job, Queue, QueueState
from mingcha.jobs.pool import Lease, Pulse, StoreDown
from mingcha.web.models import JobRow

WAITING, RUNNING, FAILED = "waiting", "running", "failed"


@contextmanager
def outages() -> Iterator[None]:
    """Turn a database that does not answer into StoreDown; the broken connection is dropped."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if not connection.in_atomic_block:
            connection.close()
        raise StoreDown(f"数据库暂时不能读写（{str(error).strip()}）") from error


class DatabaseJobStore:
    """A `mingcha.jobs.pool.JobStore`; `clock` tells which jobs are due.

    Of a database under another alias only `add` is asked (a store that is moved).
    """

    def __init__(self, clock: Callable[[], datetime], alias: str = "default") -> None:
        self._clock = clock
        self._alias = alias

    def add(self, job: Job) -> bool:
        """Take a job in, inside the caller's transaction; False while one with its key waits."""
        with outages():
            rows = JobRow.objects.using(self._alias)
            if job.key and rows.filter(key=job.key, state=WAITING).exists():
                return False
            try:
                with transaction.atomic(self._alias):
                    rows.create(
                        kind=job.kind,
                        queue=job.queue.value,
                        args=dict(job.args),
                        key=job.key,
                        state=WAITING,
                        since=self._clock(),
                        not_before=job.not_before,
                    )
            except IntegrityError:  # another came first
                return False
        return True

    def take(self, queues: Sequence[Queue]) -> Lease | None:
        """The oldest job that is due in one of the queues, now ours."""
        due = Q(not_before=None) | Q(not_before__lte=self._clock())
        with outages():
            waiting = JobRow.objects.filter(due, state=WAITING, queue__in=[queue.value for queue in queues])
            while row := waiting.order_by("id").first():
                mine = JobRow.objects.filter(id=row.id, epoch=row.epoch, state=WAITING)
                taken = mine.update(
                    state=RUNNING, epoch=F("epoch") + 1, attempts=F("attempts") + 1, pulse=0, error=""
                )
                if taken:
                    return Lease(row.id, row.epoch + 1, _job(row), row.attempts + 1)
        return None

    def beat(self, leases: Sequence[Lease]) -> frozenset[int]:
        """Raise the pulses; the ids of those that are no longer ours."""
        with outages():
            return frozenset(lease.id for lease in leases if not _held(lease).update(pulse=F("pulse") + 1))

    def pulses(self) -> tuple[Pulse, ...]:
        """The signs of life of all running jobs."""
        with outages():
            rows = JobRow.objects.filter(state=RUNNING).values_list("id", "epoch", "pulse")
            return tuple(Pulse(*row) for row in rows)

    def release(self, pulse: Pulse, attempts: int) -> bool:
        """Let a job wait again whose pulse stands still, or put it aside after so many attempts."""
        still = JobRow.objects.filter(id=pulse.id, epoch=pulse.epoch, pulse=pulse.count, state=RUNNING)
        error = f"处理它的进程连续 {attempts} 次中途消失"
        with outages():
            if still.filter(attempts__gte=attempts).update(state=FAILED, error=error, epoch=F("epoch") + 1):
                return True
            return _wait_again(still)

    def finish(self, lease: Lease) -> bool:
        """Strike a job off; False when it is no longer ours."""
        with outages():
            return bool(_held(lease).delete()[0])

    def give_back(self, lease: Lease, after_s: float) -> bool:
        """Let a job wait again, its attempt uncounted."""
        not_before = self._clock() + timedelta(seconds=after_s) if after_s else None
        with outages(), transaction.atomic():
            _held(lease).update(attempts=F("attempts") - 1)
            return _wait_again(_held(lease), not_before)

    def fail(self, lease: Lease, error: str, retry_after_s: float | None) -> bool:
        """Let a job wait for another try, or put it aside (None)."""
        with outages(), transaction.atomic():
            if retry_after_s is None:
                return bool(_held(lease).update(state=FAILED, error=error))
            _held(lease).update(error=error)
            return _wait_again(_held(lease), self._clock() + timedelta(seconds=retry_after_s))

    def queues(self) -> tuple[QueueState, ...]:
        """How every queue stands now."""
        due = Q(state=WAITING) & (Q(not_before=None) | Q(not_before__lte=self._clock()))
        with outages():
            rows = JobRow.objects.values("queue").annotate(
                waiting=Count("id", filter=due),
                running=Count("id", filter=Q(state=RUNNING)),
                failed=Count("id", filter=Q(state=FAILED)),
                oldest=Min(Coalesce("not_before", "since"), filter=due),
            )
            known = {row["queue"]: row for row in rows}
        return tuple(
            QueueState(queue, row["waiting"], row["running"], row["failed"], row["oldest"])
            if (row := known.get(queue.value))
            else QueueState(queue)
            for queue in Queue
        )

    def failed(self) -> tuple[FailedJob, ...]:
        """The jobs that were put aside, the oldest first."""
        with outages():
            rows = JobRow.objects.filter(state=FAILED).order_by("id")
            return tuple(FailedJob(row.id, _job(row), row.attempts, row.error) for row in rows)

    def retry_failed(self) -> int:
        """Let every job that was put aside wait again; how many."""
        with outages():
            ids = list(JobRow.objects.filter(state=FAILED).values_list("id", flat=True))
            for one in ids:
                failed = JobRow.objects.filter(id=one, state=FAILED)
                failed.update(attempts=0)
                _wait_again(failed)
            return len(ids)

    def close(self) -> None:
        """Let go of this thread's connection."""
        connection.close()


def _held(lease: Lease) -> QuerySet[JobRow]:
    return JobRow.objects.filter(id=lease.id, epoch=lease.epoch, state=RUNNING)


def _wait_again(rows: QuerySet[JobRow], not_before: datetime | None = None) -> bool:
    """Let one row wait; where another with its key waits already, that one stands for both."""
    try:
        with transaction.atomic():
            return bool(rows.update(state=WAITING, not_before=not_before))
    except IntegrityError:
        return bool(rows.delete()[0])


def _job(row: JobRow) -> Job:
    return Job(row.kind, Queue(row.queue), row.args, row.key, row.not_before)
