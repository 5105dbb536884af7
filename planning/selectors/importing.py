"""What is taken of a document that was sent, and the days a school's half-terms have."""

from datetime import date, timedelta

from core.papers import Paper
from core.years import AcademicYear
from planning.models import Plan, PlanImport, PlanKind
from planning.rules.importing.taken import Mapping, Taken
from planning.rules.importing.taking import take
from planning.rules.importing.values import Year
from schools.models import School
from schools.selectors import calendar_of

DAY = timedelta(days=1)


def taken_of(found: PlanImport) -> Taken:
    return take_paper(
        Paper.told(found.paper), Mapping.told(found.mapping), found.school, found.start_year
    )


def take_paper(paper: Paper, mapping: Mapping, school: School, start_year: int) -> Taken:
    return take(paper, mapping, Year(start_year, _half_terms(school, start_year)))


def draft_to_add_to(school: School, start_year: int) -> Plan | None:
    """The year's improvement plan, where there is a living one."""
    living = Plan.objects.living().filter(school=school, kind=PlanKind.SIP, start_year=start_year)
    return living.first()


def _half_terms(school: School, start_year: int) -> dict[str, tuple[date, date]]:
    spans = {}
    for term in calendar_of(school=school).terms:
        if term.starts_on in AcademicYear(start_year) and term.half_term:
            name = term.name[:3].upper()
            spans[f"{name}1"] = (term.starts_on, term.half_term[0] - DAY)
            spans[f"{name}2"] = (term.half_term[1] + DAY, term.ends_on)
    return spans
