"""Work of this room that no person waits for."""

from typing import Any

from core import jobs
from core.models import Queue
from monitoring import services

PURGE = "monitoring.purge_uploads"


@jobs.handler(PURGE, queue=Queue.IMPORTS)
def purge(run: jobs.Run) -> dict[str, Any]:
    with run.writing():
        return {"deleted": services.purge_uploads()}
