"""What figures listen for."""

from typing import Any

from django.utils.module_loading import import_string

from core import journal
from core.jobs import Run
from core.models import JournalEntry, Queue
from monitoring import verbs
from monitoring.models import Collection
from monitoring.rules.kinds import Kind
from schools.models import School

# Loaded when a job runs: pandas takes a second to import, which no web process should pay for.
REFRESH = "dashboards.services.figures.refresh"
COMPUTE_ALL = "dashboards.services.figures.compute_all"


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


@journal.subscriber(verbs.MEASURE_ENTERED, kind="dashboards.figures_entered", queue=Queue.FIGURES)
def make_figures_of_a_year(entry: JournalEntry, run: Run) -> dict[str, Any]:
    """A mark that was waited for came, so what schools gave that year is counted again."""
    years = {told["start_year"] for told in (entry.before, entry.after) if told.get("start_year")}
    collections = Collection.objects.filter(start_year__in=years)
    made = [
        import_string(COMPUTE_ALL)(actor=None, collection=collection, writing=run.writing)
        for collection in collections.exclude(kind=Kind.TERMLY)
    ]
    return {"collections": len(made), "changed": sum(one.changed for one in made)}
