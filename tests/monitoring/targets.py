"""Targets as a head types them, for tests."""

from core.years import AcademicYear
from monitoring import services
from monitoring.models import Aim
from schools.models import School
from tests.world import this_year


def typed(year: str = "6", level: str = "fft20", **cells: int | str) -> dict[str, str]:
    """Cells of one year group: typed(reading_target=78, rwm_estimate=70)."""
    named = {f"{year}-{name.replace('_', '-')}": str(value) for name, value in cells.items()}
    return {f"{year}-level": level, **named}


def some_targets(
    school: School, *, year: AcademicYear | None = None, agreed_by: object = None, **cells: int
) -> list[Aim]:
    """A target of 78% in all three subjects for Year 6, set by command; or the cells given."""
    start_year = (year or this_year()).start_year
    new = services.set_targets(
        actor=None,
        school=school,
        start_year=start_year,
        typed=typed(**(cells or {"rwm_target": 78})),
    )
    if agreed_by:
        services.agree_targets(actor=agreed_by, school=school, start_year=start_year)
    return new
