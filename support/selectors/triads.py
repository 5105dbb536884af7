"""Triads: the schools of a rota as its rules see them, and the rotas there are."""

from banding.models import BandDecision
from banding.selectors import current_levels
from core.years import AcademicYear
from schools.models import School, TermName
from support.rules.triads import TERMS_APART, Asked, Member, Rota, rota


def term_names(year: AcademicYear) -> tuple[str, ...]:
    """Autumn 2026, Spring 2027, Summer 2027."""
    return tuple(
        f"{name.label} {year.start_year if name == TermName.AUTUMN else year.end_year}"
        for name in TermName
    )


def members(start_year: int) -> tuple[Member, ...]:
    """Every school of the trust, in the order of URNs so that the same rota is found each time."""
    schools = School.objects.members().order_by("urn")
    levels = current_levels(schools=schools, start_year=start_year)
    return tuple(_member(school, levels.get(school.pk)) for school in schools)


def asked_for(year: AcademicYear, apart: int = TERMS_APART) -> Asked:
    return Asked(members(year.start_year), term_names(year), apart)


def solved_for(year: AcademicYear, apart: int = TERMS_APART) -> Rota:
    return rota(asked_for(year, apart))


def _member(school: School, settled: BandDecision | None) -> Member:
    at = (
        None
        if school.easting is None or school.northing is None
        else (school.easting, school.northing)
    )
    rank, level = (settled.level.rank, settled.level.label) if settled else (None, "")
    return Member(school.urn, school.name, school.phase, rank, level, at)
