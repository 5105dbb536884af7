"""What the health-check report says: the school's page as its reader may see it, on paper."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.words import word
from dashboards.presenters.choice import Choice
from dashboards.presenters.school import SchoolPage
from monitoring.models import Collection, PupilGroup
from schools.models import School, Trust
from support.models import Visit
from support.selectors import visible_visits

LAST_YEAR = "6"


def health_check_context(
    viewer: User | None, school: School, collection: Collection
) -> dict[str, Any]:
    """Everything templates/dashboards/pdf/health_check.html names."""
    asked = collection.year_groups
    cohort = LAST_YEAR if LAST_YEAR in asked else asked[-1]
    page = SchoolPage(viewer, school, Choice(collection, cohort, PupilGroup.ALL))
    trust = Trust.objects.first()
    return {
        "page": page,
        "school": school,
        "title": f"Health check: {school.name}, {collection.name}",
        "trust_name": trust.name if trust else "",
        "notice": trust.notice if trust else "",
        "made_by": viewer.get_full_name() if viewer else "",
        "made_at": timezone.localtime(),
        "made_from": page.made_from,
        "recipient": _recipient(viewer, school),
        "visits": _visits(viewer, school, collection),
        "head": word("headteacher", viewer).lower(),
    }


def _recipient(viewer: User | None, school: School) -> str:
    if viewer is None:
        return "anybody who works for the whole trust"
    return f"{viewer.get_full_name()}, and nobody else without asking"


def _visits(viewer: User | None, school: School, collection: Collection) -> list[Visit]:
    """The shared visits of the academic year, newest first."""
    year = collection.academic_year
    of_the_year = (
        visible_visits(viewer)
        .shared()
        .filter(school=school, on__range=(year.starts_on, year.ends_on))
    )
    return list(of_the_year.for_listing().prefetch_related("actions"))
