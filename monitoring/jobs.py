"""Work of this room that no person waits for."""

from typing import Any

from django.utils import timezone

from core import jobs
from core.models import Queue
from monitoring import services

PURGE = "monitoring.purge_uploads"
RETENTION = "monitoring.delete_old_pupils"


@jobs.handler(PURGE, queue=Queue.IMPORTS)
def purge(run: jobs.Run) -> dict[str, Any]:
    with run.writing():
        return {"deleted": services.purge_uploads()}


@jobs.handler(RETENTION, queue=Queue.IMPORTS)
def delete_old_pupils(run: jobs.Run) -> dict[str, Any]:
    with run.writing():
        return vars(services.delete_old_pupils(on=timezone.localdate()))
