"""Schools enough for a rota, and a rota of this year."""

from accounts.roles import Role
from core.years import AcademicYear
from schools.models import School
from support.models import Triad, TriadRota
from support.services.triads import propose_rota, publish_rota
from tests.world import a_person, a_school, this_year


def some_schools(many: int = 9) -> list[School]:
    """With those that are there already."""
    there = list(School.objects.members())
    return there + [a_school(f"Rota School {at}") for at in range(many - len(there))]


def a_rota(
    *, published: bool = False, by=None, year: AcademicYear | None = None, **fields
) -> TriadRota:
    """A draft for nine schools, or the same published."""
    some_schools()
    by = by or a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    rota = propose_rota(actor=by, year=year or this_year(), **fields)
    return publish_rota(actor=by, rota_id=rota.pk) if published else rota


def triad_of(rota: TriadRota, school: School, term: str = "autumn") -> Triad:
    return rota.triads.get(term=term, places__school=school)


def schools_of(triad: Triad) -> list[School]:
    return [place.school for place in triad.places.order_by("school__urn")]
