"""Figures as people read them: shares, means, differences and gaps, each with its pupils."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboards.presenters.choice import Column
from dashboards.selectors.shown import Shown
from monitoring.rules.kinds import Line
from monitoring.rules.measures import Unit
from monitoring.rules.measuring.definition import Good

NO_PUPILS = "no pupils"
PENDING = "pending"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
WAY = {Good.HIGHER: 1, Good.LOWER: -1, Good.NEITHER: 0}


@dataclass(frozen=True)
class Heat:
    """A cell of the heat table; see components/heat.html. `way` is -1 where lower is better."""

    value: int | str | None
    count: int | None
    difference: int | float | None = None
    withheld: bool = False
    words: str = NO_PUPILS
    way: int = 1


def heat(shown: Shown | None, compared_with: float | None, column: Column) -> Heat:
    if shown is None:
        return Heat(None, None)
    if shown.is_withheld(column.part):
        return Heat(None, None, withheld=True)
    value = shown.value_of(column.part)
    if value is None:
        return Heat(None, None)
    difference = None if compared_with is None else rounded(value - compared_with, column.line)
    is_share = column.line.unit is Unit.PERCENT
    way = WAY[column.line.good] if is_share else 0
    said = with_sign(value, column.line) if column.with_sign else number(value, column.line)
    return Heat(said, shown.pupils, difference, way=way)


def rounded(value: float, line: Line) -> int | float:
    """Whole points of a share of pupils, one decimal of a mean or a rate."""
    return round(value, 1) if line.is_rate else round(value)


def number(value: float, line: Line) -> int | str:
    """64; a mean or a rate with one decimal, and sessions with their sign: 93.4%."""
    if not line.is_rate:
        return round(value)
    return f"{value:.1f}%" if line.unit is Unit.PERCENT else f"{value:.1f}"


def with_sign(value: float, line: Line) -> str:
    """64%, 93.4% or 21.0."""
    said = str(number(value, line))
    return said if line.is_rate else f"{said}%"


def share(shown: Shown | None, line: Line, part: str = "expected") -> str:
    """64% of 778; 21.0, of 26; or why there is no figure."""
    if shown is None:
        return NO_PUPILS
    if shown.is_withheld(part):
        return "withheld"
    value = shown.value_of(part)
    if value is None:
        return NO_PUPILS
    of = ", of" if line.is_rate else " of"
    return f"{with_sign(value, line)}{of} {shown.pupils}"


def points(value: float | None) -> str:
    """A gap in percentage points with its sign; a dash where it cannot be said."""
    if value is None:
        return DASH
    whole = round(value)
    if not whole:
        return "0"
    return f"+{whole}" if whole > 0 else f"{MINUS}{abs(whole)}"


def gap(one: Shown | None, other: Shown | float | None) -> float | None:
    """Points by which the first is ahead; from unrounded figures, as DfE's gaps are."""
    first = one.value if one else None
    second = other.value if isinstance(other, Shown) else other
    return None if first is None or second is None else first - second


def gap_words(value: float | None, line: Line) -> str:
    """Points of a share; of a mean or a rate with a decimal."""
    if value is None or not line.is_rate:
        return points(value)
    tenth = round(value, 1)
    return f"+{tenth}" if tenth > 0 else f"{MINUS}{abs(tenth)}" if tenth < 0 else "0"


def pupils_of(cells: Iterable[Shown]) -> int | None:
    """The most pupils any line counted; None when that may not be said."""
    known = [cell.pupils for cell in cells if cell.pupils is not None]
    return max(known, default=None)
