"""Everything about a measure that changes from year to year, as dated data.

A year is the one an academic year starts in: 2025 is 2025/26. What ships with the product stands
until the trust's administrators enter something for one year, which then stands before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from core.years import AcademicYear


@dataclass(frozen=True)
class Span:
    """Academic years, the first and the last included; None is open."""

    first: int | None = None
    last: int | None = None

    def holds(self, year: int) -> bool:
        begun = self.first is None or self.first <= year
        return begun and (self.last is None or year <= self.last)

    def __str__(self) -> str:
        if self.first is None:
            return "every year" if self.last is None else f"until {AcademicYear(self.last)}"
        if self.last is None:
            return f"from {AcademicYear(self.first)}"
        if self.first == self.last:
            return str(AcademicYear(self.first))
        return f"{AcademicYear(self.first)} to {AcademicYear(self.last)}"


@dataclass(frozen=True)
class Gap:
    """Years without a measure, and why: shown as a gap with its reason, never drawn across."""

    span: Span
    reason: str


class Limit(StrEnum):
    """A number set nationally for a year: the mark that is enough, or how far pupils spread."""

    PHONICS = "phonics"
    KS1_EXPECTED = "ks1_expected"
    KS2_EXPECTED = "ks2_expected"
    KS2_HIGHER = "ks2_higher"
    MTC_FULL = "mtc_full"
    GCSE_STANDARD = "gcse_standard"
    GCSE_STRONG = "gcse_strong"
    STANDARDISED_AVERAGE = "standardised_average"
    PERSISTENT = "persistent"
    SEVERE = "severe"
    PROGRESS_8_SPREAD = "progress_8_spread"
    READING_SPREAD = "reading_spread"
    WRITING_SPREAD = "writing_spread"
    MATHS_SPREAD = "maths_spread"

    @property
    def label(self) -> str:
        return _ABOUT[self][0]

    @property
    def highest(self) -> int:
        """The most it can be: what is entered by hand is checked against it."""
        return _ABOUT[self][1]


_SPREAD = "{}: standard deviation of pupils' scores in England"
_ABOUT: dict[Limit, tuple[str, int]] = {
    Limit.PHONICS: ("Phonics screening check: marks needed of 40", 40),
    Limit.KS1_EXPECTED: ("Key stage 1 tests: scaled score that meets the standard", 115),
    Limit.KS2_EXPECTED: ("Key stage 2 tests: scaled score that meets the standard", 120),
    Limit.KS2_HIGHER: ("Key stage 2 tests: scaled score of the higher standard", 120),
    Limit.MTC_FULL: ("Multiplication tables check: full marks", 25),
    Limit.GCSE_STANDARD: ("GCSE: standard pass", 9),
    Limit.GCSE_STRONG: ("GCSE: strong pass", 9),
    Limit.STANDARDISED_AVERAGE: ("Standardised tests: average of the nation's pupils", 160),
    Limit.PERSISTENT: ("Persistent absence: percent of sessions missed, or more", 100),
    Limit.SEVERE: ("Severe absence: percent of sessions missed, or more", 100),
    Limit.PROGRESS_8_SPREAD: (_SPREAD.format("Progress 8"), 10),
    Limit.READING_SPREAD: (_SPREAD.format("Key stage 2 progress in reading"), 40),
    Limit.WRITING_SPREAD: (_SPREAD.format("Key stage 2 progress in writing"), 40),
    Limit.MATHS_SPREAD: (_SPREAD.format("Key stage 2 progress in maths"), 40),
}


@dataclass(frozen=True)
class Threshold:
    limit: Limit
    span: Span
    value: Fraction
    source: str


def _limit(limit: Limit, first: int, last: int | None, value: str, source: str) -> Threshold:
    return Threshold(limit, Span(first, last), Fraction(value), source)


STA = "Standards and Testing Agency"
DFE = "Department for Education"

THRESHOLDS: tuple[Threshold, ...] = (
    _limit(Limit.PHONICS, 2011, 2024, "32", STA),
    # Announced after each check, so a later year is not known before it is entered or shipped.
    _limit(Limit.PHONICS, 2025, 2025, "31", f"{STA}, 22 June 2026"),
    _limit(Limit.KS1_EXPECTED, 2015, None, "100", STA),
    _limit(Limit.KS2_EXPECTED, 2015, None, "100", STA),
    _limit(Limit.KS2_HIGHER, 2015, None, "110", DFE),
    _limit(Limit.MTC_FULL, 2021, None, "25", STA),
    _limit(Limit.GCSE_STANDARD, 2016, None, "4", DFE),
    _limit(Limit.GCSE_STRONG, 2016, None, "5", DFE),
    Threshold(Limit.STANDARDISED_AVERAGE, Span(), Fraction(100), "The tests' publishers"),
    _limit(Limit.PERSISTENT, 2015, None, "10", DFE),
    _limit(Limit.SEVERE, 2015, None, "50", DFE),
    _limit(Limit.PROGRESS_8_SPREAD, 2015, 2023, "1.27", f"{DFE}, about"),
)


@dataclass(frozen=True)
class Entered:
    """What administrators entered. `limits` by (limit, year); `years` by (measure, year): the
    reason why the measure is not available, or "" when it is.
    """

    limits: Mapping[tuple[str, int], Fraction] = field(default_factory=dict)
    years: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def limit(self, limit: Limit, year: int) -> Fraction | None:
        """The number of a year; None while nobody has announced it."""
        if (limit, year) in self.limits:
            return self.limits[limit, year]
        found = (t.value for t in THRESHOLDS if t.limit == limit and t.span.holds(year))
        return next(found, None)


NOTHING_ENTERED = Entered()
