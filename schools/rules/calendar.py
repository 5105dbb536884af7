"""School days, half terms and weeks of term, from term dates that are passed in."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5


class HalfTerm(enum.Enum):
    AUT1 = "Autumn 1"
    AUT2 = "Autumn 2"
    SPR1 = "Spring 1"
    SPR2 = "Spring 2"
    SUM1 = "Summer 1"
    SUM2 = "Summer 2"


@dataclass(frozen=True, order=True)
class TermDates:
    """First and last day of a term, and of the holiday in its middle. `name` is autumn, say."""

    starts_on: date
    ends_on: date
    name: str
    half_term: tuple[date, date] | None = None

    def __contains__(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on

    def is_holiday(self, on: date) -> bool:
        return self.half_term is not None and self.half_term[0] <= on <= self.half_term[1]

    def half_of(self, on: date) -> HalfTerm:
        """The half a day of this term belongs to; the holiday itself belongs to the half before."""
        second = self.half_term is not None and on > self.half_term[1]
        return HalfTerm[f"{self.name[:3].upper()}{2 if second else 1}"]

    def week_of(self, on: date) -> int:
        """Week 1 is the calendar week (from Monday) in which the term starts."""
        monday = self.starts_on - self.starts_on.weekday() * DAY
        return (on - monday).days // 7 + 1


@dataclass(frozen=True)
class SchoolCalendar:
    """The terms of one school in order, and the days in them on which it is closed."""

    terms: tuple[TermDates, ...]
    closed: frozenset[date] = frozenset()

    def term_on(self, on: date) -> TermDates | None:
        return next((term for term in self.terms if on in term), None)

    def is_school_day(self, on: date) -> bool:
        term = self.term_on(on)
        return (
            term is not None
            and on.weekday() < SATURDAY
            and on not in self.closed
            and not term.is_holiday(on)
        )

    def school_days(self, first: date, last: date) -> Iterator[date]:
        """Every school day from `first` to `last`, both included."""
        on = first
        while on <= last:
            if self.is_school_day(on):
                yield on
            on += DAY

    def school_days_between(self, first: date, last: date) -> int:
        return sum(1 for _ in self.school_days(first, last))

    def school_days_after(self, on: date, *, count: int) -> date | None:
        """The day `count` school days after `on`; None when the known terms end before it."""
        if not self.terms:
            return None
        last = max(term.ends_on for term in self.terms)
        for passed, day in enumerate(self.school_days(on + DAY, last), start=1):
            if passed == count:
                return day
        return None

    def is_notice_day(self, on: date) -> bool:
        """A day to write to schools: never a Friday, a holiday or the last day of a term.

        Where no terms are known, any Monday to Thursday.
        """
        term = self.term_on(on)
        if on.weekday() >= FRIDAY:
            return False
        if term is None or not self.is_school_day(on):
            return not self.terms
        return any(self.school_days(on + DAY, term.ends_on))

    def half_term_on(self, on: date) -> HalfTerm | None:
        term = self.term_on(on)
        return term.half_of(on) if term else None

    def week_of_term(self, on: date) -> int | None:
        term = self.term_on(on)
        return term.week_of(on) if term else None
