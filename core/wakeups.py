"""How a waiting job's worker is told. A wake-up may be lost at no cost: the sweep sends another."""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

from core.models import Job

log = logging.getLogger(__name__)

REST_SECONDS = 10.0

THREAD_BELL = threading.Event()
_broker_resting_until = 0.0


def wake(job: Job) -> bool:
    """Ring for a worker. Says whether anybody could be rung for; never raises into a request."""
    if settings.JOBS_ENGINE == "celery":
        return _publish(job)
    THREAD_BELL.set()
    return True


def _publish(job: Job) -> bool:
    """Publish once, with short time limits; after a failure the broker rests for a while."""
    global _broker_resting_until
    if time.monotonic() < _broker_resting_until:
        return False
    try:
        current_app.send_task("core.work", args=[str(job.pk)], queue=job.queue, retry=False)
    except (OSError, OperationalError) as refusal:
        _broker_resting_until = time.monotonic() + REST_SECONDS
        log.warning("the broker did not take job %s (%s); the sweep will", job.pk, refusal)
        return False
    return True
