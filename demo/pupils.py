"""Invented pupils whose results are plausible against what is published about their real school.

Each pupil has a latent ability, lower on average for disadvantaged pupils and pupils with SEN. A
school's thresholds are set where its published shares of pupils at expected fall, so the invented
returns resemble the school and describe no real child. The same seed always gives the same pupils.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

from demo.names import FORENAMES_F, FORENAMES_M, SURNAMES
from monitoring.rules.upn import check_letter

SUBJECTS = ("reading", "writing", "maths")
YEAR_GROUPS = ("R", "1", "2", "3", "4", "5", "6")
YEARS_ON_ROLL = 7.4  # Reception to Year 6, and part of a nursery

DISADVANTAGE_SHIFT = -0.35
SEN_SHIFT = {"N": 0.15, "K": -0.9, "E": -1.6}
SUBJECT_WEIGHT = 0.9  # how far a subject follows general ability
TERM_NOISE = 0.22
HIGHER_STEP = 1.35  # distance from the expected to the higher threshold
PRE_KEY_STAGE_STEP = -1.9


@dataclass(frozen=True)
class SchoolShape:
    """What is published about a school, as shares from 0 to 1."""

    urn: int
    roll: int
    disadvantaged: float
    sen_support: float
    ehc_plans: float
    eal: float
    expected: dict[str, float]


@dataclass(frozen=True)
class InventedPupil:
    upn: str
    surname: str
    forename: str
    sex: str
    entered: int  # the year in which the pupil started Reception
    is_disadvantaged: bool
    sen_provision: str
    is_eal: bool
    ability: dict[str, float]

    def year_group(self, start_year: int) -> str | None:
        """The year group in an academic year, or None before Reception and after Year 6."""
        years = start_year - self.entered
        return YEAR_GROUPS[years] if 0 <= years < len(YEAR_GROUPS) else None


def roll_of(shape: SchoolShape, *, first_entry: int, last_entry: int) -> list[InventedPupil]:
    """Everybody who started Reception between the two years: about as many a year as there are."""
    chance = random.Random(shape.urn)  # noqa: S311 - invented people, not secrets
    a_year = max(8, round(shape.roll / YEARS_ON_ROLL))
    return [
        _pupil(shape, entered, number, chance)
        for entered in range(first_entry, last_entry + 1)
        for number in range(a_year + chance.randint(-2, 2))
    ]


def _pupil(shape: SchoolShape, entered: int, number: int, chance: random.Random) -> InventedPupil:
    sex = chance.choice("FM")
    sen = chance.choices(
        "EKN", (shape.ehc_plans, shape.sen_support, 1 - shape.ehc_plans - shape.sen_support)
    )[0]
    disadvantaged = chance.random() < shape.disadvantaged
    general = chance.gauss(0, 1) + SEN_SHIFT[sen] + DISADVANTAGE_SHIFT * disadvantaged
    rest = (1 - SUBJECT_WEIGHT**2) ** 0.5
    return InventedPupil(
        upn=_upn(shape.urn, entered, number),
        surname=chance.choice(SURNAMES),
        forename=chance.choice(FORENAMES_F if sex == "F" else FORENAMES_M),
        sex=sex,
        entered=entered,
        is_disadvantaged=disadvantaged,
        sen_provision=sen,
        is_eal=chance.random() < shape.eal,
        ability={s: SUBJECT_WEIGHT * general + rest * chance.gauss(0, 1) for s in SUBJECTS},
    )


def _upn(urn: int, entered: int, number: int) -> str:
    """A UPN in the pseudo local authorities 001 to 005, which no real child can have."""
    body = f"{1 + urn % 5:03d}{urn % 10_000:04d}{entered % 100:02d}{number:03d}"
    return check_letter(body) + body


def thresholds(shape: SchoolShape, roll: list[InventedPupil]) -> dict[str, float]:
    """The ability at which the published share of the roll is at expected, for each subject."""
    marks = {}
    for subject in SUBJECTS:
        abilities = sorted((pupil.ability[subject] for pupil in roll), reverse=True)
        place = round(shape.expected[subject] * len(abilities))
        marks[subject] = abilities[min(max(place, 1), len(abilities)) - 1]
    return marks


def returns(
    shape: SchoolShape, roll: list[InventedPupil], *, start_year: int, term: int
) -> Iterator[tuple[InventedPupil, str, dict[str, str]]]:
    """Each pupil on roll in a term with a year group and a grade per subject.

    Autumn teacher assessments come out a little lower than summer's.
    """
    marks = thresholds(shape, roll)
    chance = random.Random(f"{shape.urn} {start_year} {term}")  # noqa: S311
    season = NormalDist().inv_cdf(0.5 + 0.012 * (term - 2))
    for pupil in roll:
        year_group = pupil.year_group(start_year)
        if year_group is None:
            continue
        grades = {
            subject: _grade(
                pupil.ability[subject] - marks[subject] + season + chance.gauss(0, TERM_NOISE)
            )
            for subject in SUBJECTS
        }
        yield pupil, year_group, grades


def _grade(above_threshold: float) -> str:
    if above_threshold >= HIGHER_STEP:
        return "GDS"
    if above_threshold >= 0:
        return "EXS"
    return "WTS" if above_threshold > PRE_KEY_STAGE_STEP else "PKS"
