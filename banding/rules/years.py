"""What a year has at one school: its terms, half-terms and school weeks, counted in its calendar.

Five weekdays of term are a school week, so that a year of 195 days has 39 weeks on whichever days
its terms begin and end; a closed day in term takes nothing away. Where no calendar is published the
year is taken to be the usual one, and whoever shows a figure made with it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from banding.rules.shares import apportion
from schools.rules.calendar import SATURDAY, TermDates


@dataclass(frozen=True)
class TermCounts:
    """Without a published calendar a term has no first and last day."""

    name: str
    half_terms: int
    weeks: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class YearCounts:
    by_term: tuple[TermCounts, ...]
    is_published: bool = True

    @property
    def terms(self) -> int:
        return len(self.by_term)

    @property
    def half_terms(self) -> int:
        return sum(term.half_terms for term in self.by_term)

    @property
    def weeks(self) -> int:
        return sum(term.weeks for term in self.by_term)


USUAL_YEAR = YearCounts(
    (TermCounts("autumn", 2, 14), TermCounts("spring", 2, 12), TermCounts("summer", 2, 13)),
    is_published=False,
)


def count_year(terms: Sequence[TermDates]) -> YearCounts:
    if not terms:
        return USUAL_YEAR
    weeks = apportion([Fraction(len(_weekdays(term)), 5) for term in terms])
    return YearCounts(
        tuple(
            TermCounts(
                name=term.name,
                half_terms=2 if term.half_term else 1,
                weeks=own,
                first=term.starts_on,
                last=term.ends_on,
            )
            for term, own in zip(terms, weeks, strict=True)
        )
    )


def _weekdays(term: TermDates) -> list[date]:
    length = (term.ends_on - term.starts_on).days + 1
    days = [term.starts_on + timedelta(days=passed) for passed in range(length)]
    return [day for day in days if day.weekday() < SATURDAY and not term.is_holiday(day)]
