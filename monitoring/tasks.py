"""What the clock asks of this room."""

from celery import shared_task
from django.utils import timezone

from core import jobs
from monitoring.jobs import PURGE, RETENTION


@shared_task(name="monitoring.purge", ignore_result=True)
def purge() -> None:
    """Once a day, however many clocks tick."""
    for kind in (PURGE, RETENTION):
        jobs.enqueue(kind=kind, args={}, key=f"{kind}:{timezone.localdate()}")
