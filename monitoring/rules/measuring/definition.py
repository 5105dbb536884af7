"""What a measure is: whom it counts, over whom, when, which way is good, and beside what."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from fractions import Fraction

from core.years import AcademicYear
from monitoring.rules.families import Family
from monitoring.rules.measures import MEASURES, Unit
from monitoring.rules.measuring.cells import Column, Value, Word
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

    @property
    def in_short(self) -> str:
        """Higher, Lower, Neither."""
        return self.name.capitalize()


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
    compares_bands: bool = False  # two codes of a pupil with each other, so neither counts alone

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
        """What the rule does with a pupil who has this code wherever a code may stand, in words."""
        if self.compares_bands:
            return "Compared with the other band" if mark.has_level else "Left out"
        added = self._adds(mark)
        if added is None:
            return "Left out"
        if self.is_share:
            return "Met" if added else "In the denominator, not met"
        return "Counted" if added else "In the denominator only"

    def _adds(self, mark: Mark) -> int | Fraction | None:
        """To the numerator; None when the pupil is in neither."""
        no_score = dict.fromkeys(self.limits, Fraction(0))
        row: dict[str, Value] = {column.name: mark for column in self.columns}
        words = {c.name: c.reader.words for c in self.columns if isinstance(c.reader, Word)}
        each = [row | {name: said} for name, its in words.items() for said in its] or [row]
        pairs = filter(None, (self.count(one, no_score) for one in each))
        return next((numerator for numerator, _ in pairs), None)
