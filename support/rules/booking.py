"""Whether a visit can be on a day: refusals and warnings, as sentences. Values in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.units import QUARTERS_IN_A_DAY, show_days
from core.years import AcademicYear
from schools.rules.calendar import SATURDAY, SchoolCalendar

FAR = 40  # minutes; nearer than this nobody need be told


@dataclass(frozen=True)
class Booked:
    """What somebody does on a day already, at which school."""

    school: str
    quarter_days: int


def show_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def why_not_that_day(school: str, on: date, calendar: SchoolCalendar, closed_for: str) -> str:
    """Empty where it can be. A year whose terms are not known is not refused, but for weekends."""
    if on.weekday() >= SATURDAY:
        return f"{show_day(on)} is a weekend: choose a school day."
    if not any(term.starts_on in AcademicYear.of(on) for term in calendar.terms):
        return ""
    if on in calendar.closed:
        reason = f" ({closed_for})" if closed_for else ""
        return f"{school} is closed on {show_day(on)}{reason}: choose another day."
    if not calendar.is_school_day(on):
        return f"{show_day(on)} is in the holidays of {school}: choose a day in term."
    return ""


def why_not_that_person(who: str, on: date, booked: Sequence[Booked], quarter_days: int) -> str:
    """Empty where the day has room. What takes several days takes the whole of its first."""
    taken = sum(min(one.quarter_days, QUARTERS_IN_A_DAY) for one in booked)
    if taken + min(quarter_days, QUARTERS_IN_A_DAY) <= QUARTERS_IN_A_DAY:
        return ""
    where = " and ".join(sorted({one.school for one in booked}))
    return (
        f"{who} is booked for {show_days(taken)} of {show_day(on)} already, at {where}: choose "
        "another day, fewer days or somebody else."
    )


def is_far(minutes: int) -> bool:
    return minutes > FAR
