"""One visit at a time: whoever changes it holds its school."""

from schools.models import School
from support.models import (
    Visit,
)


def hold_visit(visit_id: int) -> Visit:
    """The visit, with its school held: the ledger's truth is about the school."""
    school = Visit.objects.values("school").get(pk=visit_id)["school"]
    School.objects.select_for_update().get(pk=school)
    everything = Visit.objects.select_related(
        "school", "author", "template", "activity__edition", "offer_line__edition"
    )
    return everything.get(pk=visit_id)
