"""What a code or a score counts as."""

from collections.abc import Iterable, Mapping
from enum import IntEnum


class Outcome(IntEnum):
    """One pupil in one subject. OUT is outside the denominator: left, or no result."""

    OUT = 0
    NOT_MET = 1
    EXPECTED = 2
    HIGHER = 3


# By code; the scores of a score scale are codes too, because writing has codes beside the scores of
# reading and maths (domain-reference 3.5).
ScaleKey = Mapping[str, Outcome]


def outcome_of(result: str | int | None, key: ScaleKey) -> Outcome:
    if result is None or result == "":
        return Outcome.OUT
    if str(result) not in key:
        raise ValueError(f"'{result}' is not a code of this scale.")
    return key[str(result)]


def grade_outcome(*, counts: bool, expected: bool, higher: bool) -> Outcome:
    if not counts:
        return Outcome.OUT
    if higher:
        return Outcome.HIGHER
    return Outcome.EXPECTED if expected else Outcome.NOT_MET


def combined(outcomes: Iterable[Outcome]) -> Outcome:
    """Reading, writing and maths for one pupil: as good as the weakest, and out when one is out."""
    return min(outcomes)
