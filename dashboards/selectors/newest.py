"""The newest results of some pupils in a year, taken through the door of figures."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from dashboards.models import Figure
from dashboards.selectors.figures import BySubject, as_at, history
from monitoring.models import Collection
from monitoring.rules.kinds import Kind
from schools.models import School


@dataclass(frozen=True)
class Newest:
    """The last termly collection of a year with figures of these pupils, and when they came."""

    collection: Collection
    made_at: datetime | None
    cells: BySubject


def newest_of_year(
    *, viewer: User | None, school: School, start_year: int, cohort: str, group: str
) -> Newest | None:
    """The latest results of one year group and group in an academic year; None before there are.

    Withheld from the viewer as everywhere (ADR 0005).
    """
    figures = Figure.objects.filter(
        school=school,
        collection__start_year=start_year,
        collection__kind=Kind.TERMLY,
        cohort=cohort,
        group=group,
    )
    last = figures.select_related("collection__scale").order_by("-collection__term").first()
    if last is None:
        return None
    points = history(
        viewer=viewer, school=school, collection=last.collection, cohort=cohort, group=group
    )
    state = as_at(school=school, collection=last.collection)
    return Newest(last.collection, state.made_at if state else None, points[-1].cells)
