"""Visits that were shared, as help a school was given for a priority of its plan, or for none."""

from collections.abc import Collection, Iterable

from django.urls import reverse

from accounts.models import User
from core.years import AcademicYear
from planning.rules.triangulation import Help
from schools.models import School
from support.selectors import visible_visits


def visits_to(
    user: User, schools: Collection[School], start_year: int
) -> Iterable[tuple[int, Help]]:
    year = AcademicYear(start_year)
    shared = visible_visits(user).shared()
    shared = shared.filter(school__in=schools, on__range=(year.starts_on, year.ends_on))
    for visit in shared.order_by("on", "pk"):
        yield (
            visit.school_id,
            Help(
                what=f"Visit: {visit.purpose}",
                on=visit.on,
                url=reverse("support:visit-detail", args=[visit.pk]),
                priority=visit.serves_id,
            ),
        )
