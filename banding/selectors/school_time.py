"""The terms of a year as rules count in them: the trust's, and a school's own where it differs."""

from banding.rules.school_time import TermTime, term_time
from banding.rules.years import count_year
from schools.selectors import YearOfTerms, years_of_terms

Terms = tuple[TermTime, ...]


def times_of_year(start_year: int) -> tuple[Terms, dict[int, Terms]]:
    """The trust's terms, and by school id those that are not the same, in two queries."""
    years = years_of_terms(start_year)
    usual = _times(years.usual)
    if not usual:
        return usual, {}
    return usual, {school: _times(year) for school, year in years.own.items()}


def _times(year: YearOfTerms) -> Terms:
    counted = zip(year.terms, count_year(year.terms).by_term, strict=False)
    return tuple(
        term_time(
            term.name.capitalize(),
            counts.weeks,
            list(year.calendar.school_days(term.starts_on, term.ends_on)),
            term.half_term,
        )
        for term, counts in counted
    )
