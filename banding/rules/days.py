"""From levels and an offer to days, in quarter-days. Values in, values out.

A line offers so much a year, a term, a half-term or a school week; the school's own year says how
often that is. A line of the core offer is every school's, whole. An additional line belongs to a
level and is given pro rata by calendar days for the part of the academic year the level is in
force. The additional lines of a school are rounded together (largest remainder), so that their sum
is the exact sum, rounded once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from banding.rules.shares import apportion
from banding.rules.years import USUAL_YEAR, TermCounts, YearCounts
from core.units import QUARTERS_IN_A_DAY

ONE_DAY = timedelta(days=1)
UNIT_WORDS = {  # of the values of OfferUnit: one of it, and many
    "year": ("year", "years"),
    "term": ("term", "terms"),
    "half_term": ("half-term", "half-terms"),
    "week": ("school week", "school weeks"),
}


@dataclass(frozen=True)
class OfferedLine:
    """`quarter_days` each `unit`. `level_id` is None for the core offer."""

    id: int
    code: str
    activity: str
    quarter_days: int
    level_id: int | None
    unit: str = "year"
    is_at_least: bool = False


@dataclass(frozen=True)
class Placing:
    """A school is placed on a level from a day until the next placing."""

    level_id: int
    label: str
    from_date: date


@dataclass(frozen=True)
class Spell:
    """An unbroken time on one level. `last` is its last day."""

    level_id: int
    label: str
    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class EntitledLine:
    """`quarter_days` is the year's. `times` are those of its level; none is the whole year."""

    offer_line_id: int
    code: str
    activity: str
    quarter_days: int
    because: str
    unit: str = "year"
    is_at_least: bool = False
    times: tuple[Spell, ...] = ()

    @property
    def unit_words(self) -> str:
        return f"a {UNIT_WORDS[self.unit][0]}"


def yearly_quarters(
    unit: str, quarter_days: int, *, terms: int, half_terms: int, weeks: int
) -> int:
    """A year's quarter-days of a line that offers so many each unit."""
    times = {"year": 1, "term": terms, "half_term": half_terms, "week": weeks}
    return quarter_days * times[unit]


def in_year(line: OfferedLine, year: YearCounts) -> int:
    return yearly_quarters(
        line.unit,
        line.quarter_days,
        terms=year.terms,
        half_terms=year.half_terms,
        weeks=year.weeks,
    )


def show_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def show_month(day: date) -> str:
    return f"{day:%b %Y}"


def spells(placings: Sequence[Placing], *, first: date, last: date) -> list[Spell]:
    """The placings as spells inside a year; being placed on the same level again breaks nothing."""
    ordered = sorted(placings, key=lambda placing: placing.from_date)
    changes = [
        placing
        for before, placing in pairwise([None, *ordered])
        if placing and (before is None or before.level_id != placing.level_id)
    ]
    found = []
    for placing, after in pairwise([*changes, None]):
        begins = max(placing.from_date, first) if placing else first
        ends = min(after.from_date - ONE_DAY, last) if after else last
        if placing and begins <= ends:
            found.append(Spell(placing.level_id, placing.label, begins, ends))
    return found


def entitle(
    lines: Sequence[OfferedLine],
    placings: Sequence[Placing],
    *,
    first: date,
    last: date,
    year: YearCounts = USUAL_YEAR,
) -> list[EntitledLine]:
    """The days one school has in the academic year from `first` to `last`, line by line."""
    core = [
        _entitled(line, in_year(line, year), _said("core offer, every school", line, year))
        for line in lines
        if line.level_id is None
    ]
    times = spells(placings, first=first, last=last)
    due = [(line, tuple(t for t in times if t.level_id == line.level_id)) for line in lines]
    due = [(line, own) for line, own in due if own]
    length = (last - first).days + 1
    rounded = apportion(
        [Fraction(in_year(line, year) * sum(t.length for t in own), length) for line, own in due]
    )
    return core + [
        _entitled(line, days, _said(_because(own, length, last), line, year), own)
        for (line, own), days in zip(due, rounded, strict=True)
    ]


def _entitled(
    line: OfferedLine, quarter_days: int, because: str, times: tuple[Spell, ...] = ()
) -> EntitledLine:
    return EntitledLine(
        line.id,
        line.code,
        line.activity,
        quarter_days,
        because,
        line.unit,
        line.is_at_least,
        times,
    )


def _said(why: str, line: OfferedLine, year: YearCounts) -> str:
    """How the year's days are worked out, then why the school has them."""
    if line.unit == "year":
        return f"At least this; {why}" if line.is_at_least else why
    times = yearly_quarters(
        line.unit, 1, terms=year.terms, half_terms=year.half_terms, weeks=year.weeks
    )
    one, many = UNIT_WORDS[line.unit]
    days = "1 day" if line.quarter_days == QUARTERS_IN_A_DAY else f"{_days(line.quarter_days)} days"
    least = "At least " if line.is_at_least else ""
    sum_ = f"{least}{days} a {one} \N{MULTIPLICATION SIGN} {times} {many}"
    usual = "" if year.is_published else ", of a usual year as no calendar is published"
    return f"{sum_} = {_days(in_year(line, year))}{usual}; {why}"


def _days(quarter_days: int) -> str:
    return f"{quarter_days / QUARTERS_IN_A_DAY:g}"


def _because(own: Sequence[Spell], year: int, last: date) -> str:
    times = [
        f"from {show_day(t.first)}" + ("" if t.last == last else f" to {show_day(t.last)}")
        for t in own
    ]
    said = f"{own[0].label} {' and '.join(times)}"
    length = sum(t.length for t in own)
    return said if length == year else f"{said}, {length} of {year} days of the year"


def by_term(lines: Sequence[EntitledLine], year: YearCounts) -> list[list[int]]:
    """For each line its quarter-days in each term of the year, which sum to the line's.

    What is offered a term or a half-term falls in each of them; the rest follows the school weeks.
    A line that counts for part of the year falls in the terms of that part.
    """
    return [_spread(line, year.by_term) for line in lines]


def _spread(line: EntitledLine, terms: Sequence[TermCounts]) -> list[int]:
    whole = [
        Fraction({"term": 1, "half_term": t.half_terms}.get(line.unit, t.weeks)) for t in terms
    ]
    own = [weight * _share(term, line.times) for weight, term in zip(whole, terms, strict=True)]
    weights = own if any(own) else whole
    return apportion([line.quarter_days * weight / sum(weights) for weight in weights])


def _share(term: TermCounts, times: Sequence[Spell]) -> Fraction:
    """How much of a term lies in these times."""
    if not times or term.first is None or term.last is None:
        return Fraction(1)
    shared = [(min(t.last, term.last) - max(t.first, term.first)).days + 1 for t in times]
    return Fraction(sum(max(days, 0) for days in shared), (term.last - term.first).days + 1)
