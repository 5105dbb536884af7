"""Which edition is in force, and on which day "now" is asked of its year."""

from datetime import date

from django.db.models import Case, F, When
from django.utils import timezone

from banding.models import Edition, EditionState
from core.years import AcademicYear

NEVER = 10_000  # after every year that comes


def edition_in_force(start_year: int) -> Edition | None:
    return (
        Edition.objects.with_levels()
        .filter(start_year=start_year, state=EditionState.IN_FORCE)
        .first()
    )


def working_edition() -> Edition | None:
    """The edition in force this year; before one is, the next year's; else the latest there was."""
    this_year = AcademicYear.of(timezone.localdate()).start_year
    in_force = Edition.objects.with_levels().with_weekly().filter(state=EditionState.IN_FORCE)
    coming = Case(When(start_year__gte=this_year, then=F("start_year")), default=NEVER)
    return in_force.order_by(coming, "-start_year").first()


def standing_on(start_year: int) -> date:
    """The day on which "now" is asked of a year: today, or its nearest day."""
    year = AcademicYear(start_year)
    return min(max(timezone.localdate(), year.starts_on), year.ends_on)
