"""From levels and an offer to days, in quarter-days. Values in, values out.

A line of the core offer is every school's, whole. An additional line belongs to a level and is
given pro rata by calendar days for the part of the academic year the level is in force. The
additional lines of a school are rounded together (largest remainder), so that their sum is the
exact sum, rounded once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfferedLine:
    """`level_id` is None for the core offer."""

    id: int
    code: str
    activity: str
    quarter_days: int
    level_id: int | None


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
    offer_line_id: int
    code: str
    activity: str
    quarter_days: int
    because: str


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


def apportion(shares: Sequence[Fraction]) -> list[int]:
    """Round each share to a whole number so that they sum to their sum, rounded half up."""
    whole = [floor(share) for share in shares]
    missing = floor(sum(shares, Fraction(0)) + Fraction(1, 2)) - sum(whole)
    by_remainder = sorted(range(len(shares)), key=lambda at: whole[at] - shares[at])
    for at in by_remainder[:missing]:
        whole[at] += 1
    return whole


def entitle(
    lines: Sequence[OfferedLine], placings: Sequence[Placing], *, first: date, last: date
) -> list[EntitledLine]:
    """The days one school has in the academic year from `first` to `last`, line by line."""
    year = (last - first).days + 1
    core = [
        EntitledLine(
            line.id, line.code, line.activity, line.quarter_days, "core offer, every school"
        )
        for line in lines
        if line.level_id is None
    ]
    times = spells(placings, first=first, last=last)
    due = [(line, [t for t in times if t.level_id == line.level_id]) for line in lines]
    due = [(line, own) for line, own in due if own]
    rounded = apportion(
        [Fraction(line.quarter_days * sum(t.length for t in own), year) for line, own in due]
    )
    return core + [
        EntitledLine(line.id, line.code, line.activity, days, _because(own, year, last))
        for (line, own), days in zip(due, rounded, strict=True)
    ]


def _because(own: Sequence[Spell], year: int, last: date) -> str:
    times = [
        f"from {show_day(t.first)}" + ("" if t.last == last else f" to {show_day(t.last)}")
        for t in own
    ]
    said = f"{own[0].label} {' and '.join(times)}"
    length = sum(t.length for t in own)
    return said if length == year else f"{said}, {length} of {year} days of the year"
