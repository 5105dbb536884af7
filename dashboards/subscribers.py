"""What figures listen for."""

from typing import Any

from django.utils.module_loading import import_string

from core import journal
from core.jobs import Run
from core.models import JournalEntry, Queue
from monitoring import verbs
from monitoring.models import Collection
from schools.models import School

# Loaded when a job runs: pandas takes a second to import, which no web process should pay for.
REFRESH = "dashboards.services.figures.refresh"


@journal.subscriber(verbs.SUBMITTED, kind="dashboards.figures", queue=Queue.FIGURES)
@journal.subscriber(verbs.MODERATED, kind="dashboards.figures_moderated", queue=Queue.FIGURES)
@journal.subscriber(verbs.RETURNED, kind="dashboards.figures_returned", queue=Queue.FIGURES)
@journal.subscriber(verbs.WITHDRAWN, kind="dashboards.figures_withdrawn", queue=Queue.FIGURES)
def make_figures(entry: JournalEntry, run: Run) -> dict[str, Any]:
    """From whatever counts now: an older entry worked late, or twice, makes the same figures."""
    run.progress(10, "Counting pupils")
    made = import_string(REFRESH)(
        actor=None,
        school=School.objects.get(pk=entry.school_id or 0),
        collection=Collection.objects.select_related("scale").get(pk=entry.after["collection"]),
        writing=run.writing,
    )
    return {"figures": made.figures, "changed": made.changed}
