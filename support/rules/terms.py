"""Which term days count in. A holiday belongs to the term before it."""

from collections.abc import Sequence
from datetime import date

from core.years import AcademicYear
from schools.rules.calendar import TermDates

# Where no calendar is published: the months that the terms of most English schools begin in.
SPRING, SUMMER = 1, 4


def term_of(on: date, terms: Sequence[TermDates], year: AcademicYear) -> str:
    """The term of this year a day counts in; a day before or after the year is in its end term."""
    begun = [term for term in sorted(terms) if term.starts_on <= on] or sorted(terms)[:1]
    return begun[-1].name if begun else _usual(on, year)


def _usual(on: date, year: AcademicYear) -> str:
    if on < date(year.end_year, SPRING, 1):
        return "autumn"
    return "spring" if on < date(year.end_year, SUMMER, 1) else "summer"
