"""The terms of a year as rules count in them: the trust's, and a school's own where it differs."""

from collections import defaultdict
from datetime import date

from banding.rules.school_time import TermTime, school_weeks, term_time
from core.years import AcademicYear
from schools.models import ClosedDay, Term
from schools.rules.calendar import SchoolCalendar, TermDates
from schools.selectors.calendar import dates_of

Terms = tuple[TermTime, ...]


def times_of_year(start_year: int) -> tuple[Terms, dict[int, Terms]]:
    """The trust's terms, and by school id those that are not the same, in two queries."""
    year = AcademicYear(start_year)
    dates: dict[int | None, dict[str, TermDates]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for term in Term.objects.filter(start_year=start_year):
        dates[term.school_id][term.name] = dates_of(term)
        labels[term.name] = term.get_name_display()
    closed: dict[int | None, set[date]] = defaultdict(set)
    days = ClosedDay.objects.filter(on__gte=year.starts_on, on__lte=year.ends_on)
    for school, on in days.values_list("school_id", "on"):
        closed[school].add(on)
    made: dict[object, Terms] = {}

    def terms_for(school: int | None) -> Terms:
        own = [dates[school].get(name, term) for name, term in dates[None].items()]
        own.sort()
        calendar = SchoolCalendar(tuple(own), frozenset(closed[None] | closed[school]))
        if calendar not in made:
            weeks = school_weeks([_weekdays(term) for term in own])
            made[calendar] = tuple(
                _time(calendar, term, labels[term.name], own_weeks)
                for term, own_weeks in zip(own, weeks, strict=True)
            )
        return made[calendar]

    others = [school for school in {*dates, *closed} if school is not None]
    return terms_for(None), {school: terms_for(school) for school in others}


def _weekdays(term: TermDates) -> int:
    return SchoolCalendar((term,)).school_days_between(term.starts_on, term.ends_on)


def _time(calendar: SchoolCalendar, term: TermDates, label: str, weeks: int) -> TermTime:
    days = list(calendar.school_days(term.starts_on, term.ends_on))
    return term_time(label, weeks, days, term.half_term)
