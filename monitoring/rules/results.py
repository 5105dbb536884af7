"""What the readers of published files hand over, and which of two releases stands. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.imports import Refusal
from core.years import AcademicYear

# Nobody sat key stage 2 in the first two; in the third nothing was published by school.
GAPS = {
    2019: "No assessments in 2020",
    2020: "No assessments in 2021",
    2021: "2022 results were not published by school",
}
FIRST_YEAR = 2015  # before 2015/16 results are levels, which nothing today compares with

# Later stages replace earlier ones. A source that names no stage is taken as it was revised.
STAGES = {"year_to_date": 0, "provisional": 1, "as_published": 2, "revised": 2, "final": 3}


class Figure(NamedTuple):
    """One number of a file, or the code that stood in its place. Percentages are out of 100.

    `missing` is the published code (SUPP, NA, LOWCOV …), never turned into 0; a blank cell makes no
    figure.
    """

    measure: str
    group: str
    value: Decimal | None
    missing: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    band: int | None = None  # 1 well above average to 5 well below
    coverage: int | None = None  # percent of pupils a progress score is made from
    pupils: int | None = None  # eligible pupils of the group, when they are shown


class Successor(NamedTuple):
    """The academy a school became during the year."""

    urn: int
    name: str
    opened_on: date | None


@dataclass(frozen=True)
class Reported:
    """All that one file says about one school, or one trust, in one year.

    `rows` are the rows of the file it was made from: one, except in the long layout.
    """

    rows: tuple[int, ...]
    start_year: int
    name: str
    urn: int | None = None
    trust_uid: int | None = None
    la_code: str = ""
    school_type: str = ""
    is_special: bool = False
    missing: str = ""  # NEW: a new school with nothing to report yet
    context: dict[str, object] = field(default_factory=dict)
    successor: Successor | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def content_hash(self) -> str:
        said = (self.name, self.la_code, self.school_type, self.is_special, self.missing)
        whole = repr((said, sorted(self.context.items()), self.successor, self.figures))
        return hashlib.blake2b(whole.encode(), digest_size=20).hexdigest()


@dataclass(frozen=True)
class AreaFigures:
    """A total row: figures of England, a region or a local authority, kept as benchmarks."""

    row: int
    start_year: int
    level: str
    area_name: str
    coverage: str
    status: str
    source: str
    publication: str
    figures: tuple[Figure, ...]
    phase: str = "primary"


Row = Reported | AreaFigures | Refusal


def wrong_year(start_year: int, *, by_school: bool = True) -> str:
    """Why no results of this year can be imported; empty when they can."""
    year = AcademicYear(start_year)
    if start_year < FIRST_YEAR:
        return (
            f"Key stage 2 results of {year} are levels, which cannot be compared with results since"
            " 2015/16, so they are not imported."
        )
    if by_school and start_year in GAPS:
        return f"There are no results by school for {year}. {GAPS[start_year]}. Check the year."
    return ""


def replaces(new_stage: str, old_stage: str, *, same: bool) -> bool:
    """Does this release take the place of the one we hold? `same`: both say the same figures.

    A later stage does; the same stage only with other figures, as a correction; an earlier one
    never.
    """
    ahead = STAGES[new_stage] - STAGES[old_stage]
    return ahead > 0 or (ahead == 0 and not same)


def year_said_by(suffixes: Iterable[int]) -> int | None:
    """The year a performance table is of: the one after its newest prior-year columns."""
    newest = max(suffixes, default=None)
    return None if newest is None else AcademicYear.ending(2000 + newest + 1).start_year
