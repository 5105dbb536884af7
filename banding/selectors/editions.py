"""Which edition is in force, and on which day "now" is asked of its year."""

from datetime import date

from django.utils import timezone

from banding.models import Edition, EditionState
from core.years import AcademicYear


def edition_in_force(start_year: int) -> Edition | None:
    return (
        Edition.objects.select_related("model")
        .filter(start_year=start_year, state=EditionState.IN_FORCE)
        .first()
    )


def working_edition() -> Edition | None:
    """The edition in force this year; before one is, the next year's; else the latest there was."""
    this_year = AcademicYear.of(timezone.localdate()).start_year
    in_force = Edition.objects.select_related("model").filter(state=EditionState.IN_FORCE)
    return (
        in_force.filter(start_year__gte=this_year).order_by("start_year").first()
        or in_force.order_by("-start_year").first()
    )


def standing_on(start_year: int) -> date:
    """The day on which "now" is asked of a year: today, or its nearest day."""
    year = AcademicYear(start_year)
    return min(max(timezone.localdate(), year.starts_on), year.ends_on)
