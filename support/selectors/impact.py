"""What a deployment changed: its figure before and after, and schools that started alike.

Figures come through the door of plans (planning.readings), as this reader may see them today.
"""

from dataclasses import dataclass

from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core.years import AcademicYear
from planning.readings import MEASURES, Reading, Wanted, readings_for
from schools.models import School
from support.models import Deployment, DeploymentReview
from support.rules.alike import Change, alike

MOST_SCHOOLS = 40  # of one phase: each is read on its own


@dataclass(frozen=True)
class Impact:
    measure: str
    before: Reading | None
    after: Reading | None
    alike: list[tuple[str, Change]]
    are_other_pupils: bool = False

    @property
    def change(self) -> Change | None:
        return change_of(self.before, self.after)


def impact_of(viewer: User, found: Deployment, *, beside: bool = False) -> Impact | None:
    """None where the measure is in words only. `beside`: with schools that started alike."""
    if found.measure not in MEASURES:
        return None
    before, after = wanted_of(found)
    readings = readings_for(viewer, found.school, [before, after])
    own = change_of(readings.get(before), readings.get(after))
    others: dict[str, Change] = {}
    schools = schools_for(viewer, Can.VIEW_SCHOOL_FIGURES).filter(phase=found.school.phase)
    schools = schools.exclude(pk=found.school_id).order_by("name")
    if beside and own:
        others = _changes(viewer, list(schools[:MOST_SCHOOLS]), before, after)
    return Impact(
        measure=str(before),
        before=readings.get(before),
        after=readings.get(after),
        alike=alike(own, others) if own else [],
        are_other_pupils=_year_of(after) != before.start_year and before.start_year is not None,
    )


def wanted_of(found: Deployment) -> tuple[Wanted, Wanted]:
    """As it was agreed, and as it was reviewed or (without a review) stands newest."""
    review = DeploymentReview.objects.filter(deployment=found).first()
    pupils = (found.measure, found.cohort, found.group)
    after = (review.after_year, review.after_term) if review else (None, None)
    return Wanted(*pupils, found.baseline_year, found.baseline_term), Wanted(*pupils, *after)


def _year_of(after: Wanted) -> int:
    """The newest figure is of this year: a year group has other pupils from September on."""
    return after.start_year or AcademicYear.of(timezone.localdate()).start_year


def change_of(before: Reading | None, after: Reading | None) -> Change | None:
    if not (before and after) or before.percent is None or after.percent is None:
        return None
    return Change(round(before.percent), round(after.percent))


def _changes(
    viewer: User, schools: list[School], before: Wanted, after: Wanted
) -> dict[str, Change]:
    found = {}
    for school in schools:
        readings = readings_for(viewer, school, [before, after])
        change = change_of(readings.get(before), readings.get(after))
        if change:
            found[school.name] = change
    return found
