"""The census of a school or its predecessors, and England's to compare it with."""

from collections.abc import Iterable

from schools.models import NationalContext, Phase, School, SchoolContext
from schools.selectors.lineage import predecessors_by_urn

# The census's own words for the types England is totalled by.
_NATIONAL_TYPES = {
    Phase.PRIMARY: ("State-funded primary",),
    Phase.MIDDLE_PRIMARY: ("State-funded primary",),
    Phase.SECONDARY: ("State-funded secondary",),
    Phase.MIDDLE_SECONDARY: ("State-funded secondary",),
    Phase.ALL_THROUGH: ("State-funded secondary",),
    Phase.SPECIAL: ("Special school", "State-funded special school"),
}


def latest_context(school: School) -> SchoolContext | None:
    return latest_contexts([school]).get(school.pk)


def latest_contexts(schools: Iterable[School]) -> dict[int, SchoolContext]:
    """By primary key: a school's newest census, or that of its nearest predecessor."""
    schools = list(schools)
    came_from = predecessors_by_urn(school.urn for school in schools)
    urns = {urn for school in schools for urn in (school.urn, *came_from[school.urn])}
    newest: dict[int, SchoolContext] = {}
    for context in SchoolContext.objects.filter(urn__in=urns).order_by("start_year"):
        newest[context.urn] = context
    return {
        school.pk: newest[urn]
        for school in schools
        if (urn := next((u for u in (school.urn, *came_from[school.urn]) if u in newest), None))
    }


def national_context(school: School, *, start_year: int) -> NationalContext | None:
    """England's figures for schools of this kind in the same census; None where there are none."""
    school_types = _NATIONAL_TYPES.get(Phase(school.phase), ())
    of_year = NationalContext.objects.filter(start_year=start_year)
    return of_year.filter(school_type__in=school_types).first()
