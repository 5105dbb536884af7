"""When a count may not be shown beyond its school (domain-reference 3.11, security.md 3 rule 7)."""

TINY = 11  # below this a numerator or its complement of 0, 1 or 2 says too much about each pupil
FEW = 2


def is_too_small(pupils: int, smallest: int) -> bool:
    return 1 <= pupils < smallest


def says_too_much(numerator: int, pupils: int, smallest: int) -> bool:
    """The rule for a cell, and for what is left of a sum when shown cells are taken away."""
    if is_too_small(pupils, smallest):
        return True
    return 1 <= pupils < TINY and min(numerator, pupils - numerator) <= FEW
