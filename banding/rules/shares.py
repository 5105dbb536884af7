"""Rounding that loses nothing."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def apportion(shares: Sequence[Fraction]) -> list[int]:
    """Round each share to a whole number so that they sum to their sum, rounded half up."""
    whole = [floor(share) for share in shares]
    missing = floor(sum(shares, Fraction(0)) + Fraction(1, 2)) - sum(whole)
    by_remainder = sorted(range(len(shares)), key=lambda at: whole[at] - shares[at])
    for at in by_remainder[:missing]:
        whole[at] += 1
    return whole
