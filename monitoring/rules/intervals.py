"""The uncertainty of a percentage (domain-reference 3.11)."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.96


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both out of 100 and unrounded."""

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
    return Interval(100 * max(0.0, centre - half), 100 * min(1.0, centre + half))
