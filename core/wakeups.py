"""How a waiting job's worker is told. A wake-up may be lost at no cost: the sweep sends another.

A broker that is down costs 2 seconds to find out and a frozen one 6 (measured), so a request never
waits for it: a thread of its own rings after the commit.
"""

import logging
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from celery import current_app
from django.conf import settings

from core.models import Job

log = logging.getLogger(__name__)

REST_SECONDS = 10.0

THREAD_BELL = threading.Event()
_broker_resting_until = 0.0


def wake_soon(job: Job) -> None:
    """Ring for a worker without waiting for an answer."""
    if settings.JOBS_ENGINE == "celery":
        _ringer(os.getpid()).submit(_publish, str(job.pk), job.queue)
    else:
        THREAD_BELL.set()


def wake(job: Job) -> bool:
    """Ring for a worker and say whether anybody could be rung for; never raises."""
    if settings.JOBS_ENGINE == "celery":
        return _publish(str(job.pk), job.queue)
    THREAD_BELL.set()
    return True


@cache
def _ringer(pid: int) -> ThreadPoolExecutor:
    """One thread for each process (a forked worker has its own), joined when the process ends."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"ringer-{pid}")


def _publish(job_id: str, queue: str) -> bool:
    """Publish once, with short time limits; after a failure the broker rests for a while."""
    global _broker_resting_until
    if time.monotonic() < _broker_resting_until:
        return False
    try:
        current_app.send_task("core.work", args=[job_id], queue=queue, retry=False)
    except Exception as refusal:
        _broker_resting_until = time.monotonic() + REST_SECONDS
        log.warning("the broker did not take job %s (%s); the sweep will", job_id, refusal)
        return False
    return True
