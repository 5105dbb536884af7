"""Figures as people read them: shares, differences and gaps, each with its pupils."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboards.filters import COMBINED
from dashboards.selectors.figures import Shown
from monitoring.models import Subject

COLUMN_LABELS = {**dict(Subject.choices), COMBINED: "RWM"}
LONG_LABELS = {**dict(Subject.choices), COMBINED: "Reading, writing and maths"}
NO_PUPILS = "no pupils"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Heat:
    """A cell of the heat table; see components/heat.html."""

    value: int | None
    count: int | None
    difference: int | None = None
    withheld: bool = False
    words: str = NO_PUPILS


def heat(shown: Shown | None, compared_with: float | None) -> Heat:
    if shown is None:
        return Heat(None, None)
    if shown.expected_withheld:
        return Heat(None, None, withheld=True)
    percent = shown.expected_percent
    if percent is None:
        return Heat(None, None)
    difference = None if compared_with is None else round(percent - compared_with)
    return Heat(round(percent), shown.pupils, difference)


def share(shown: Shown | None) -> str:
    """64% of 778, or why there is no percentage."""
    if shown is None:
        return NO_PUPILS
    if shown.expected_withheld:
        return "withheld"
    percent = shown.expected_percent
    return NO_PUPILS if percent is None else f"{round(percent)}% of {shown.pupils}"


def points(value: float | None) -> str:
    """A gap in percentage points with its sign; a dash where it cannot be said."""
    if value is None:
        return DASH
    whole = round(value)
    if not whole:
        return "0"
    return f"+{whole}" if whole > 0 else f"{MINUS}{abs(whole)}"


def gap(one: Shown | None, other: Shown | float | None) -> float | None:
    """Percentage points by which the first is ahead; from unrounded figures, as DfE's gaps are."""
    first = one.expected_percent if one else None
    second = other.expected_percent if isinstance(other, Shown) else other
    return None if first is None or second is None else first - second


def pupils_of(cells: Iterable[Shown]) -> int | None:
    """The most pupils any subject counted; None when that may not be said."""
    known = [cell.pupils for cell in cells if cell.pupils is not None]
    return max(known, default=None)
