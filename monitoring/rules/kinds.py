"""What a collection can ask for besides termly judgements: each kind as a table (ADR 0011).

A kind says which columns of the measuring definitions it asks for, of which year groups, and which
lines of figures come of it. A line counts nothing itself: it names measures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.rules.measures import GOALS, MEASURES, SUBJECTS, Unit
from monitoring.rules.measuring import (
    attendance,
    checks,
    early_years,
    primary,
    secondary,
    special,
    termly,
    whole_school,
)
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.rules.measuring.cells import Column
from monitoring.rules.measuring.definition import Compare, Definition, Good

WHOLE_SCHOOL = "W"  # stands where a year group stands, in figures of a kind that has no year groups
COMPULSORY_AGE = tuple(str(year) for year in range(1, 12))  # 5 to 15 at the start of the year
EVERY_YEAR = ("R", *COMPULSORY_AGE, "12", "13", "14")


class Kind(StrEnum):
    TERMLY = "termly"
    EARLY_YEARS = "early_years"
    PHONICS = "phonics"
    TABLES = "tables_check"
    KEY_STAGE_2 = "key_stage_2"
    KEY_STAGE_4 = "key_stage_4"
    ATTENDANCE = "attendance"
    SUSPENSIONS = "suspensions"
    READING_AGES = "reading_ages"
    SMALL_STEPS = "small_steps"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.TERMLY: "Termly assessment",
    Kind.EARLY_YEARS: "Early years profile",
    Kind.PHONICS: "Phonics",
    Kind.TABLES: "Multiplication tables check",
    Kind.KEY_STAGE_2: "Key stage 2 results",
    Kind.KEY_STAGE_4: "Key stage 4 results",
    Kind.ATTENDANCE: "Attendance",
    Kind.SUSPENSIONS: "Suspensions",
    Kind.READING_AGES: "Reading ages",
    Kind.SMALL_STEPS: "Small steps",
}
HIGHER = "Higher"
CHOICES = [(kind.value, kind.label) for kind in Kind]


@dataclass(frozen=True)
class Line:
    """What stands where a subject stands in a figure.

    `met` is a measure. A share may have `more`, of whose pupils each has met `met` as well. A mean
    or a rate is `met` alone.
    """

    code: str
    short: str
    met: str
    more: str = ""
    more_short: str = ""
    long: str = ""

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.met]

    @property
    def more_definition(self) -> Definition:
        return DEFINITIONS[self.more]

    @property
    def label(self) -> str:
        return self.long or MEASURES[self.met].label

    @property
    def per(self) -> int:
        """A percentage and a rate are of a hundred."""
        return 100 if self.unit in {Unit.PERCENT, Unit.RATE} else 1

    @property
    def unit(self) -> Unit:
        return MEASURES[self.met].unit

    @property
    def is_rate(self) -> bool:
        """Something added up over something added up, and not pupils of pupils."""
        return self.unit is not Unit.PERCENT or self.met == "attendance"

    @property
    def good(self) -> Good:
        return self.definition.good

    @property
    def measures(self) -> list[str]:
        return [self.met, *([self.more] if self.more else [])]


ALL_THREE = ("reading", "writing", "maths")


def termly_lines(subjects: Sequence[str]) -> list[Line]:
    """The subjects of a termly collection, and all three together where all three are asked."""
    together = ["rwm"] if set(ALL_THREE) <= set(subjects) else []
    return [
        Line(
            subject,
            "RWM" if subject == "rwm" else subject.capitalize(),
            f"{subject}_expected",
            f"{subject}_higher",
            long=SUBJECTS[subject][:1].upper() + SUBJECTS[subject][1:],
        )
        for subject in [*subjects, *together]
    ]


@dataclass(frozen=True)
class Asking:
    """`fields` are ours, in the order shown; all must be in a file except where `may_lack` says.

    `by_year`: figures of each year group, else of the whole school. `over_year`: figures grow
    through the year, so only those of the summer stand beside England's. `special`: only special
    schools are ever asked.
    """

    kind: Kind
    fields: Mapping[str, Column]
    year_groups: Sequence[str]
    lines: Sequence[Line]
    may_lack: frozenset[str] = frozenset()
    by_year: bool = True
    over_year: bool = False
    special: bool = False

    @property
    def needed(self) -> list[str]:
        return [name for name in self.fields if name not in self.may_lack]

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)

    @property
    def definitions(self) -> list[Definition]:
        """Of every measure that comes of it, once."""
        return [DEFINITIONS[code] for line in self.lines for code in line.measures]

    def stands_beside_national(self, line: Line, *, is_summer: bool) -> bool:
        comparable = line.definition.compare is Compare.NATIONAL
        return comparable and (is_summer or not self.over_year)


def _named(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


_KS2 = {subject: Column(subject, reader) for subject, reader in primary.READERS.items()}

ASKINGS: dict[Kind, Asking] = {
    asking.kind: asking
    for asking in (
        Asking(
            Kind.EARLY_YEARS,
            _named(*(Column(goal, early_years.GOAL) for goal in GOALS)),
            ("R",),
            (
                Line("goals", "Goals met", "eyfs_goals_average"),
                Line("gld", "GLD", "gld", "eyfs_all_goals", "All 17 goals"),
            ),
        ),
        Asking(
            Kind.PHONICS,
            {"phonics": checks.PHONICS_MARK},
            ("1",),
            (
                Line("phonics_mark", "Average mark", "phonics_average"),
                Line("phonics", "Met", "phonics_expected"),
            ),
        ),
        Asking(
            Kind.TABLES,
            {"mtc": checks.MTC_MARK},
            ("4",),
            (
                Line("mtc_mark", "Average mark", "mtc_average"),
                Line("mtc", "Full marks", "mtc_full_marks"),
            ),
        ),
        Asking(
            Kind.KEY_STAGE_2,
            _KS2,
            ("6",),
            (
                Line("reading", "Reading", "reading_expected", "reading_higher", HIGHER),
                Line("writing", "Writing", "writing_expected", "writing_higher", "Greater depth"),
                Line("maths", "Maths", "maths_expected", "maths_higher", HIGHER),
                Line("gps", "GPS", "gps_expected", "gps_higher", HIGHER),
                Line("science", "Science", "science_expected"),
                Line("reading_score", "Reading score", "reading_average"),
                Line("maths_score", "Maths score", "maths_average"),
                Line("gps_score", "GPS score", "gps_average"),
                Line("rwm", "RWM", "rwm_expected", "rwm_higher", "RWM higher"),
            ),
            may_lack=frozenset({"gps", "science"}),
        ),
        Asking(
            Kind.KEY_STAGE_4,
            _named(secondary.ATTAINMENT_8, secondary.ENGLISH, secondary.MATHS),
            ("11",),
            (
                Line("attainment_8", "Attainment 8", "attainment_8"),
                Line("english_maths", "Eng, maths 4+", "english_maths_4", "english_maths_5", "5+"),
            ),
        ),
        Asking(
            Kind.ATTENDANCE,
            _named(attendance.POSSIBLE, attendance.MISSED),
            COMPULSORY_AGE,
            (
                Line("attendance", "Attendance", "attendance"),
                Line(
                    "absent", "Persistent absence", "persistent_absence", "severe_absence", "Severe"
                ),
            ),
            by_year=False,
            over_year=True,
        ),
        Asking(
            Kind.SUSPENSIONS,
            _named(
                whole_school.SUSPENSIONS,
                whole_school.SUSPENSION_SESSIONS,
                whole_school.EXCLUSIONS,
                whole_school.ROLL,
            ),
            EVERY_YEAR,
            (
                Line("suspension_rate", "Suspensions per 100", "suspension_rate"),
                Line("suspension_length", "Sessions each", "suspension_length"),
                Line("exclusion_rate", "Exclusions per 100", "exclusion_rate"),
                Line("suspended", "Pupils suspended per 100", "suspended_rate"),
            ),
            by_year=False,
            over_year=True,
        ),
        Asking(
            Kind.READING_AGES,
            _named(*termly.READING_AGES),
            ("R", *COMPULSORY_AGE),
            (
                Line("months_ahead", "Months ahead", "reading_age_difference"),
                Line("age_reached", "At own age", "reading_age_reached"),
            ),
        ),
        Asking(
            Kind.SMALL_STEPS,
            _named(special.JUDGEMENT, special.NEED),
            EVERY_YEAR,
            (
                Line("steps_pmld", "PMLD", "personal_met_pmld"),
                Line("steps_sld", "SLD", "personal_met_sld"),
                Line("steps_mld_asd", "MLD and ASD", "personal_met_mld_asd"),
                Line("steps", "Met", "personal_met", "personal_exceeded", "Exceeded"),
            ),
            by_year=False,
            special=True,
        ),
    )
}

# Lines of all kinds by code: a code means the same wherever it stands.
RATES: dict[str, Line] = {
    line.code: line for asking in ASKINGS.values() for line in asking.lines if line.is_rate
}
