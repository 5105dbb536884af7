"""Term dates and closed days: a school's own where it has them, else the trust's."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.years import AcademicYear
from schools.models import ClosedDay, School, Term
from schools.rules.calendar import SchoolCalendar, TermDates


def terms_of(*, start_year: int, school: School | None = None) -> list[Term]:
    """The terms of a year in order; each of a school's own replaces the trust's of that name."""
    return _own_first(Term.objects.filter(start_year=start_year), school)


def _own_first(terms: "QuerySet[Term]", school: School | None) -> list[Term]:
    chosen: dict[tuple[int, str], Term] = {}
    for term in terms.filter(Q(school=None) | Q(school=school)):
        key = term.start_year, term.name
        if term.school_id is not None or key not in chosen:
            chosen[key] = term
    return sorted(chosen.values(), key=lambda term: term.starts_on)


def calendar_of(*, school: School | None = None) -> SchoolCalendar:
    """Every known term and closed day, for counting school days over any boundary."""
    terms = _own_first(Term.objects.all(), school)
    closed = ClosedDay.objects.filter(Q(school=None) | Q(school=school))
    return SchoolCalendar(
        tuple(dates_of(term) for term in terms), frozenset(closed.values_list("on", flat=True))
    )


def dates_of(term: Term) -> TermDates:
    first, last = term.half_term_starts_on, term.half_term_ends_on
    half_term = (first, last) if first and last else None
    return TermDates(term.starts_on, term.ends_on, term.name, half_term)


def current_term(*, school: School | None = None, on: date | None = None) -> Term | None:
    """The term a day (today unless said) lies in, or in a holiday the one that came before it."""
    on = on or timezone.localdate()
    this_year = AcademicYear.of(on).start_year
    recent = Term.objects.filter(
        start_year__in=range(this_year - 1, this_year + 2), starts_on__lte=on
    )
    return next(iter(reversed(_own_first(recent, school))), None)


@dataclass(frozen=True)
class YearOfTerms:
    """One academic year's terms, and a calendar to count school days over its ends."""

    terms: tuple[TermDates, ...]
    calendar: SchoolCalendar


@dataclass(frozen=True)
class YearsOfTerms:
    """The trust's year, and that of each school (by id) with dates of its own."""

    usual: YearOfTerms
    own: dict[int, YearOfTerms] = field(default_factory=dict)

    def of(self, school_id: int | None) -> YearOfTerms:
        return self.own.get(school_id, self.usual) if school_id else self.usual


def years_of_terms(start_year: int) -> YearsOfTerms:
    """Every school's year in two queries, with the years before and after for the days around."""
    years = range(start_year - 1, start_year + 2)
    terms = list(Term.objects.filter(start_year__in=years))
    span = AcademicYear(years[0]).starts_on, AcademicYear(years[-1]).ends_on
    closed = list(ClosedDay.objects.filter(on__range=span).values_list("school_id", "on"))
    differing = {t.school_id for t in terms} | {school for school, _ in closed}

    def year_of(school_id: int | None) -> YearOfTerms:
        ours = [t for t in terms if t.school_id is None]
        chosen = {(t.start_year, t.name): t for t in ours}
        if school_id is not None:
            chosen |= {(t.start_year, t.name): t for t in terms if t.school_id == school_id}
        ordered = sorted(chosen.values(), key=lambda term: term.starts_on)
        days = frozenset(on for school, on in closed if school in {None, school_id})
        return YearOfTerms(
            tuple(dates_of(term) for term in ordered if term.start_year == start_year),
            SchoolCalendar(tuple(dates_of(term) for term in ordered), days),
        )

    own = {school: year_of(school) for school in differing if school is not None}
    return YearsOfTerms(year_of(None), own)
