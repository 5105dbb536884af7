"""What the product already holds about a school, beside its plan, so that nobody types it again."""

from banding.rules.days import show_day
from core.years import AcademicYear
from schools.models import School, SchoolContext
from schools.selectors import inspections_of, latest_context

SHARES = {
    "fsm6_percent": "Eligible for free school meals in six years",
    "sen_support_percent": "SEN support",
    "ehc_plans_percent": "EHC plans",
    "eal_percent": "English as an additional language",
}


def facts_of(school: School) -> list[tuple[str, str]]:
    """From the newest census and the latest inspection; what is not published is left out."""
    census = latest_context(school)
    said = _of_census(census) if census else []
    latest = next(iter(inspections_of(school)), None)
    if latest:
        grades = ", ".join(f"{one.area}: {one.says}" for one in latest.grades)
        one = latest.inspection
        when = f"{one.get_kind_display()}, {show_day(one.starts_on)}"
        said.append(("Latest inspection", f"{when}. {grades}" if grades else when))
    return said


def _of_census(census: SchoolContext) -> list[tuple[str, str]]:
    year = AcademicYear(census.start_year)
    roll = [("Pupils", f"{census.pupils}, census of {year}")] if census.pupils else []
    shares = [(label, getattr(census, name)) for name, label in SHARES.items()]
    return roll + [(label, f"{share:.1f}%") for label, share in shares if share is not None]
