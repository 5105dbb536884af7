"""Background work as rows: written with its cause, claimed with a lease, fenced, ended visibly.

See docs/adr/0002. Nothing here knows Celery's promises; a lost wake-up is found by the sweep.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from core import wakeups
from core.errors import DomainError
from core.models import Job, JobState, Queue

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=30)
RETRY_AFTER = timedelta(seconds=5)
RING_AGAIN = timedelta(seconds=10)
OUR_FAULT = "Something went wrong on our side. It was tried {} times; nothing of yours is lost."

Handler = Callable[["Run"], dict[str, Any] | None]


class LostLease(Exception):
    """Another worker has taken the job over, so this one's result is no longer wanted."""


@dataclass(frozen=True)
class Kind:
    name: str
    queue: Queue
    work: Handler


KINDS: dict[str, Kind] = {}


def handler(kind: str, *, queue: Queue) -> Callable[[Handler], Handler]:
    """Register the function that works jobs of `kind`. It takes a `Run` and may return a result."""

    def register(work: Handler) -> Handler:
        if kind in KINDS:
            raise LookupError(f"Two handlers for {kind}.")
        KINDS[kind] = Kind(kind, queue, work)
        return work

    return register


def loaded_when_run(path: str) -> Handler:
    """A handler by its dotted path: registering it does not load what only a worker needs."""

    def work(run: "Run") -> dict[str, Any] | None:
        return import_string(path)(run)

    return work


@dataclass(frozen=True)
class Run:
    """One attempt at one job, as its handler sees it."""

    job: Job
    attempt: int

    @property
    def args(self) -> dict[str, Any]:
        return self.job.args

    def _mine(self) -> Q:
        return Q(pk=self.job.pk, state=JobState.RUNNING, attempts=self.attempt)

    def progress(self, percent: int, doing: str = "") -> None:
        self._still_mine(progress=percent, doing=doing[:200], lease_until=timezone.now() + LEASE)

    def renew(self) -> None:
        self._still_mine(lease_until=timezone.now() + LEASE)

    def _still_mine(self, **changes: Any) -> None:
        if not Job.objects.filter(self._mine()).update(**changes):
            raise LostLease(self.job.pk)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction for results: it holds the job, and refuses a worker that lost its lease."""
        with transaction.atomic():
            self.renew()  # an update locks the row until the results are committed
            yield

    def finish(self, result: dict[str, Any] | None) -> None:
        self._end(JobState.DONE, progress=100, doing="", result=result or {})

    def fail(self, error: str, code: str) -> None:
        self._end(JobState.FAILED, error=error, error_code=code[:40])

    def _end(self, state: JobState, **outcome: Any) -> None:
        self._still_mine(state=state, finished_at=timezone.now(), lease_until=None, **outcome)

    def try_again_or_give_up(self, failure: Exception) -> None:
        if self.attempt >= MOST_ATTEMPTS:
            self.fail(OUR_FAULT.format(self.attempt), type(failure).__name__)
            return
        pause = RETRY_AFTER * self.attempt
        self._still_mine(state=JobState.QUEUED, lease_until=None, run_after=timezone.now() + pause)


def enqueue(
    *,
    kind: str,
    args: dict[str, Any],
    key: str,
    requested_by: Any = None,
    school: Model | None = None,
    needs: str = "",
) -> Job:
    """Write down work to be done, once per `key`, and wake a worker on commit."""
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "args": args,
            "queue": KINDS[kind].queue,
            "requested_by": requested_by.pk if requested_by else None,
            "school_id": school.pk if school else None,
            "needs": needs,
        },
    )
    if is_new:
        transaction.on_commit(lambda: wakeups.wake_soon(job), robust=True)
    return job


def retry(job: Job) -> None:
    """Start a failed job again from the beginning, because a person asked."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, run_after=timezone.now(), rung_at=timezone.now(),
        finished_at=None, progress=0, doing="", error="", error_code="",
    )  # fmt: skip
    if waiting:
        transaction.on_commit(lambda: wakeups.wake_soon(job), robust=True)


def claimable() -> Q:
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, run_after__lte=now)
    abandoned = Q(state=JobState.RUNNING, lease_until__lt=now)
    return waiting | abandoned


def claim(job_id: UUID | str) -> Run | None:
    """Take one job, or None when somebody else has it or it has been tried often enough."""
    now = timezone.now()
    taken = (
        Job.objects.filter(claimable(), pk=job_id, attempts__lt=MOST_ATTEMPTS)
        .order_by()
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=now + LEASE,
            started_at=now,
        )
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    return Run(job, job.attempts)


def perform(run: Run) -> None:
    """Work one claimed job to an end that can be seen, well or badly."""
    try:
        _attempt(run)
    except LostLease:
        log.warning("job %s was taken over; attempt %s is dropped", run.job.pk, run.attempt)


def _attempt(run: Run) -> None:
    try:
        result = KINDS[run.job.kind].work(run)
    except LostLease:
        raise
    except DomainError as refusal:
        run.fail(str(refusal), type(refusal).__name__)
    except Exception as failure:
        log.exception("job %s (%s) attempt %s failed", run.job.pk, run.job.kind, run.attempt)
        run.try_again_or_give_up(failure)
    else:
        run.finish(result)


@contextmanager
def heartbeat(run: Run) -> Iterator[None]:
    """Renew the lease while this process lives, so that a short lease can mean a quick recovery."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(LEASE.total_seconds() / 3):
            try:
                run.renew()
            except LostLease:
                return
            except DatabaseError:
                log.warning("the lease of job %s could not be renewed just now", run.job.pk)
            finally:
                connection.close()

    beating = threading.Thread(target=beat, name=f"heartbeat-{run.job.pk}", daemon=True)
    beating.start()
    try:
        yield
    finally:
        stop.set()
        beating.join()


def work(job_id: UUID | str) -> bool:
    """Claim and perform one job with a heartbeat. False when it was not there to be claimed."""
    run = claim(job_id)
    if run is None:
        return False
    with heartbeat(run):
        perform(run)
    return True


def work_off() -> int:
    """Perform everything that is waiting now, in this process, and say how many jobs that was."""
    done = 0
    while (job_id := _next_waiting()) is not None:
        done += work(job_id)
    return done


def _next_waiting() -> UUID | None:
    return (
        Job.objects.filter(claimable(), attempts__lt=MOST_ATTEMPTS)
        .order_by("created_at")
        .values_list("pk", flat=True)
        .first()
    )


def sweep() -> int:
    """End what was abandoned too often, wake what was missed, and say how many were woken.

    Runs every few seconds. A job is rung for again only after a while, so that a long queue does
    not fill the broker with bells.
    """
    now = timezone.now()
    Job.objects.filter(claimable(), attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED,
        finished_at=now,
        lease_until=None,
        error=OUR_FAULT.format(MOST_ATTEMPTS),
        error_code="WorkerDied",
    )
    missed = Job.objects.filter(claimable(), rung_at__lt=now - RING_AGAIN).order_by("created_at")
    rung = [job.pk for job in missed[: settings.JOBS_SWEEP_AT_MOST] if wakeups.wake(job)]
    Job.objects.filter(pk__in=rung).update(rung_at=now)
    return len(rung)
