"""What one worker of the `workers` part does."""

import sys

from core import jobs
from core.models import Job
from dashboards.services.health_check import health_check_pdf
from monitoring.models import Collection
from schools.models import School


def work() -> None:
    """Make one PDF to be warm, say so, wait for the word, then work until nothing is waiting."""
    health_check_pdf(
        viewer=None,
        school=School.objects.earliest("urn"),
        collection=Collection.objects.select_related("scale").get(),
    )
    print("warm", flush=True)
    sys.stdin.readline()
    while waiting := list(Job.objects.filter(jobs.claimable()).order_by("?")[:1]):
        jobs.work(waiting[0].pk)
