"""How sure a figure is (domain-reference 3.6 and 3.11). Percentages are out of 100.

Nothing here is rounded; round for display only.
"""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.96


@dataclass(frozen=True)
class Interval:
    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(numerator: int, denominator: int) -> Interval | None:
    """The 95% Wilson score interval of a percentage; None when nobody counts."""
    if not denominator:
        return None
    p, n, z = numerator / denominator, denominator, Z95
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # Rounding must not push 0% or 100% out of its own interval.
    low = 0.0 if numerator == 0 else max(0.0, centre - half)
    high = 1.0 if numerator == denominator else min(1.0, centre + half)
    return Interval(100 * low, 100 * high)


def progress_interval(score: float, pupils: int, spread: float) -> Interval | None:
    """The 95% interval of a progress score: 1.96 spreads ÷ √pupils each way."""
    if not pupils:
        return None
    half = Z95 * spread / sqrt(pupils)
    return Interval(score - half, score + half)


def progress_band(score: float, interval: Interval) -> int:
    """1 well above average to 5 well below, as Progress 8 is banded to date."""
    if interval.holds(0):
        return 3
    if score > 0:
        return 1 if score > 0.5 else 2
    return 5 if score < -0.5 else 4
