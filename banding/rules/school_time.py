"""The school days, weeks and halves of a year's terms, as what falls in them is counted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from banding.rules.days import Spell, yearly_quarters
from banding.rules.years import USUAL_YEAR
from core.years import AcademicYear

DECEMBER = 12


@dataclass(frozen=True)
class TermTime:
    """`days` are its school days in order; the ends are the last days of each week and half.

    `weeks` counts five weekdays of term as one, whichever day a term begins on and whatever is
    closed in it, so that a year of 195 days has 39.
    """

    name: str
    weeks: int
    days: tuple[date, ...]
    week_ends: tuple[date, ...]
    half_ends: tuple[date, ...]

    def days_in(self, spells: Iterable[Spell]) -> int:
        return sum(
            bisect_right(self.days, spell.last) - bisect_left(self.days, spell.first)
            for spell in spells
        )


def term_time(
    name: str, weeks: int, days: Sequence[date], holiday: tuple[date, date] | None
) -> TermTime:
    """A term of these school days, halved by its holiday where it has one."""
    ends = {day.isocalendar()[:2]: day for day in days}
    halves = {holiday is not None and day > holiday[1]: day for day in days}
    return TermTime(name, weeks, tuple(days), tuple(ends.values()), tuple(halves.values()))


def in_year(unit: str, quarter_days: int, terms: Sequence[TermTime]) -> int:
    """A year's quarter-days of a line, in these terms; without any, in a usual year."""
    return yearly_quarters(
        unit,
        quarter_days,
        terms=len(terms) or USUAL_YEAR.terms,
        half_terms=sum(len(term.half_ends) for term in terms) or USUAL_YEAR.half_terms,
        weeks=sum(term.weeks for term in terms) or USUAL_YEAR.weeks,
    )


def weight(unit: str, term: TermTime) -> int:
    """How much of a yearly amount is asked in one term: by its own count, or its school weeks."""
    return {"term": 1, "half_term": len(term.half_ends)}.get(unit, term.weeks)


def due_days(
    cadence: str, month: int | None, terms: Sequence[TermTime], year: AcademicYear
) -> list[date]:
    """The days by which a duty is due. What runs all year or is agreed has none."""
    if cadence == "yearly":
        return [end_of_month(month, year) if month else year.ends_on]
    due: list[date] = []
    for term in terms:
        if cadence == "weekly":
            due += term.week_ends
        elif cadence == "fortnightly":
            due += term.week_ends[::2]
        elif cadence == "half_termly":
            due += term.half_ends
        elif cadence == "termly":
            due += term.days[-1:]
    return due


def end_of_month(month: int, year: AcademicYear) -> date:
    in_year = year.start_year if month >= year.starts_on.month else year.end_year
    after = date(in_year + 1, 1, 1) if month == DECEMBER else date(in_year, month + 1, 1)
    return after - timedelta(days=1)
