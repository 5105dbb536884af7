"""On which days a group meets in a year: one in each term, or one in each half of a term."""

from collections.abc import Sequence
from datetime import date

from schools.rules.calendar import SchoolCalendar, TermDates

MIDWEEK = 2  # Wednesday


def meeting_days(
    terms: Sequence[TermDates], calendar: SchoolCalendar, *, twice_a_term: bool
) -> list[date]:
    """The middle Wednesday (or other school day) of each term or half term."""
    found = []
    for term in terms:
        days = list(calendar.school_days(term.starts_on, term.ends_on))
        halves = [days]
        if twice_a_term:
            each = dict.fromkeys(term.half_of(day) for day in days)
            halves = [[day for day in days if term.half_of(day) == half] for half in each]
        found += [_middle(half) for half in halves if half]
    return found


def _middle(days: Sequence[date]) -> date:
    midweek = [day for day in days if day.weekday() == MIDWEEK] or list(days)
    return midweek[len(midweek) // 2]
