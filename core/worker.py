"""The worker of zero-setup mode: one thread of the web process, on the same job rows as Celery."""

import logging
import threading

from django.db import connection

from core import jobs, wakeups

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
        work_once()


def work_once() -> None:
    """Do what is waiting. Whatever happens here, the thread must live to try again."""
    try:
        jobs.sweep()
        jobs.work_off()
    except Exception:
        log.exception("the jobs thread was interrupted; it tries again")
    finally:
        connection.close()
