"""What a measure is: whom it counts, over whom, when, which way is good, and beside what."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from fractions import Fraction

from core.years import AcademicYear
from monitoring.rules.families import Family
from monitoring.rules.measures import MEASURES, Unit
from monitoring.rules.measuring.cells import Column, Value
from monitoring.rules.measuring.codes import Code
from monitoring.rules.measuring.dates import Entered, Gap, Limit
from monitoring.rules.scales import Mark

Row = Mapping[str, Value]
Limits = Mapping[Limit, Fraction]
Pair = tuple[int | Fraction, int | Fraction]
"""What one row adds to the numerator and to the denominator."""

Count = Callable[[Row, Limits], Pair | None]
"""None leaves the pupil out of both."""

Wrong = Callable[[Row], tuple[str, str] | None]
"""What contradicts itself in a row: the column to mend and what to do, or None."""


class Good(StrEnum):
    HIGHER = "Higher is better"
    LOWER = "Lower is better"
    NEITHER = "Neither way is better: it says who the pupils are"


class Compare(StrEnum):
    """What a value may be laid beside."""

    NATIONAL = "England's state-funded schools, the local authority and other schools of the phase"
    SPECIAL = "Special schools only, never mainstream schools"
    OWN = "The same scale at other times and in other schools of this trust; nothing national"
    TEST = "The same test and form only; the publisher's average is 100 for the nation's pupils"
    NOTHING = "Nothing outside the school: it is for the school's own use"


class Stage(StrEnum):
    """The heading a measure stands under."""

    EYFS = "Early years"
    PHONICS = "Phonics"
    KS1 = "Key stage 1"
    MTC = "Multiplication tables check"
    KS2 = "Key stage 2"
    KS3 = "Key stage 3"
    KS4 = "Key stage 4"
    TERMLY = "Termly teacher assessment"
    TESTS = "Standardised tests and reading ages"
    SPECIAL = "Special schools and small steps"
    ATTENDANCE = "Attendance"
    EXCLUSIONS = "Suspensions and exclusions"
    CONTEXT = "Mobility and context"


@dataclass(frozen=True)
class Years:
    """The first year of a measure, and what stands in for the years without it."""

    gaps: tuple[Gap, ...] = ()

    def why_not(self, year: int) -> str:
        return next((gap.reason for gap in self.gaps if gap.span.holds(year)), "")


@dataclass(frozen=True)
class Definition:
    code: str
    counted: str  # the numerator in words
    of: str  # the denominator in words
    count: Count
    columns: tuple[Column, ...]
    _: KW_ONLY
    stage: Stage
    good: Good
    compare: Compare
    source: str
    years: Years = Years()
    limits: tuple[Limit, ...] = ()
    spread: Limit | None = None  # of a progress score, for its interval
    wrong: Wrong | None = None
    beware: str = ""
    family: Family | None = None

    @property
    def label(self) -> str:
        return MEASURES[self.code].label

    @property
    def unit(self) -> Unit:
        return MEASURES[self.code].unit

    @property
    def is_share(self) -> bool:
        return self.unit is Unit.PERCENT

    @property
    def codes(self) -> list[Code]:
        """Every code that may stand in its columns, once."""
        return list(dict.fromkeys(code for column in self.columns for code in column.reader.codes))

    def why_not(self, year: AcademicYear, entered: Entered) -> str:
        """Why there is no such measure that year; "" when there is."""
        said = entered.years.get((self.code, year.start_year))
        return self.years.why_not(year.start_year) if said is None else said

    def treats(self, mark: Mark) -> str:
        """What this measure does with a code, in words."""
        if not mark.counts:
            return "Left out"
        if not self.is_share:
            return "Counted as it is" if mark.has_level else "Left out of the mean"
        return "Counted" if mark.has_level else "In the denominator, not met"
