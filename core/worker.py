"""The worker of zero-setup mode: one thread of the web process, on the same job rows as Celery."""

import logging
import threading

from django.db import DatabaseError, connection

from core import jobs, wakeups
from core.models import Job

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0

_started = threading.Lock()


def start() -> None:
    """Start the thread, once per process."""
    if _started.acquire(blocking=False):
        threading.Thread(target=_work_for_ever, name="jobs", daemon=True).start()


def _work_for_ever() -> None:
    while True:
        wakeups.THREAD_BELL.wait(PAUSE_SECONDS)
        wakeups.THREAD_BELL.clear()
        try:
            jobs.sweep()
            for job_id in list(Job.objects.filter(jobs.claimable()).values_list("pk", flat=True)):
                jobs.work(job_id)
        except DatabaseError:
            log.exception("the jobs thread could not reach the database; it tries again")
        finally:
            connection.close()
