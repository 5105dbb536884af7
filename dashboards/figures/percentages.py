"""Percentages with their uncertainty (domain-reference 3.10 and 3.11). Percentage points are out
of 100.

Nothing here is rounded; round for display only, because DfE's own gaps use unrounded figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from monitoring.rules.percentages import Interval, wilson


@dataclass(frozen=True)
class Gap:
    """How far one group is behind (negative) or ahead of another, in percentage points."""

    points: float
    interval: Interval | None = None

    @property
    def is_distinguishable(self) -> bool:
        return self.interval is not None and not self.interval.holds(0)


def in_school_gap(group: tuple[int, int], others: tuple[int, int]) -> Gap | None:
    """Group % minus others % of the same school, each given as (numerator, denominator).

    The interval is Newcombe's, made from the two Wilson intervals.
    """
    one, two = wilson(*group), wilson(*others)
    if one is None or two is None:
        return None
    p, q = _percent(*group), _percent(*others)
    low = p - q - sqrt((p - one.low) ** 2 + (two.high - q) ** 2)
    high = p - q + sqrt((one.high - p) ** 2 + (q - two.low) ** 2)
    return Gap(p - q, Interval(low, high))


def national_gap(group: tuple[int, int], national_others: float) -> Gap | None:
    """Group % minus the *others* nationally: the gap a school cannot close by lowering its own
    others.
    """
    return Gap(_percent(*group) - national_others) if group[1] else None


def pooled(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Several years' or schools' counts as one: Σk of Σn, never the mean of percentages."""
    each = list(counts)
    return sum(k for k, _ in each), sum(n for _, n in each)


def _percent(numerator: int, denominator: int) -> float:
    return 100 * numerator / denominator
