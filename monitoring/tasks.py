"""What the clock asks of this room."""

from celery import shared_task
from django.utils import timezone

from core import jobs
from monitoring.jobs import PURGE


@shared_task(name="monitoring.purge", ignore_result=True)
def purge() -> None:
    """Once a day, however many clocks tick."""
    jobs.enqueue(kind=PURGE, args={}, key=f"{PURGE}:{timezone.localdate()}")
