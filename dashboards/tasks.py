"""What the clock asks of this room."""

from celery import shared_task
from django.utils import timezone

from core import jobs
from dashboards.jobs import DIGESTS


@shared_task(name="dashboards.digests", ignore_result=True)
def digests() -> None:
    """Once a morning, however many clocks tick."""
    today = timezone.localdate().isoformat()
    jobs.enqueue(kind=DIGESTS, args={"on": today}, key=f"{DIGESTS}:{today}")
