"""What a code or a score counts as."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Outcome(IntEnum):
    """One pupil in one subject. OUT is outside the denominator: left, or no result."""

    OUT = 0
    NOT_MET = 1
    EXPECTED = 2
    HIGHER = 3


@dataclass(frozen=True)
class ScaleKey:
    """A scale's codes, and for a score scale the two scores that count. A scale may have both:
    at key stage 2 reading is a score and writing a code (domain-reference 3.5).
    """

    codes: Mapping[str, Outcome] = field(default_factory=dict)
    expected_from: int | None = None
    higher_from: int | None = None

    def outcome(self, result: str | int | None) -> Outcome:
        if result is None or result == "":
            return Outcome.OUT
        written = str(result)
        if written in self.codes:
            return self.codes[written]
        if self.expected_from is None or self.higher_from is None or not written.isdecimal():
            raise ValueError(f"'{written}' is not a code of this scale.")
        score = int(written)
        if score >= self.higher_from:
            return Outcome.HIGHER
        return Outcome.EXPECTED if score >= self.expected_from else Outcome.NOT_MET


def combined(outcomes: Iterable[Outcome]) -> Outcome:
    """Reading, writing and maths for one pupil: as good as the weakest, and out when one is out."""
    return min(outcomes)


def grade_outcome(*, counts: bool, expected: bool, higher: bool) -> Outcome:
    if not counts:
        return Outcome.OUT
    if higher:
        return Outcome.HIGHER
    return Outcome.EXPECTED if expected else Outcome.NOT_MET
