"""Invented pupils whose results are plausible against what is published about their real school.

Each pupil has a latent ability, lower on average for disadvantaged pupils and pupils with SEN. A
school's thresholds are set where its published shares of pupils at expected fall, so the invented
returns resemble the school and describe no real child. The same seed always gives the same pupils.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.names import FORENAMES_F, FORENAMES_M, SURNAMES
from monitoring.rules.upn import check_letter

SUBJECTS = ("reading", "writing", "maths")
YEAR_GROUPS = ("R", "1", "2", "3", "4", "5", "6")
YEARS_ON_ROLL = 7.4  # Reception to Year 6, and part of a nursery

DISADVANTAGE_SHIFT = -0.35
SEN_SHIFT = {"N": 0.15, "K": -0.9, "E": -1.6}
SUBJECT_WEIGHT = 0.9  # how far a subject follows general ability
COHORT_SPREAD = 0.12  # good years and weaker years
TERM_NOISE = 0.07
SEASON = {1: -0.05, 2: -0.02, 3: 0.0}  # teachers judge a little lower early in the year
HIGHER_STEP = {"reading": 1.6, "writing": 2.1, "maths": 1.75}  # from expected to the higher mark
PRE_KEY_STAGE_STEP = -1.9
SHARE_MOVING = 0.025  # of the pupils, who come late or leave early
SHARE_ABSENT = 0.002

Turn = tuple[int, int]  # (start year, term): when something changes


@dataclass(frozen=True)
class Course:
    """From one term on a subject (or all) goes better or worse for those who started together."""

    entered: int
    since: Turn
    by: float
    subject: str = ""


@dataclass(frozen=True)
class SchoolShape:
    """What is published about a school, as shares from 0 to 1, and what the story adds to it.

    `arriving` is how many more, of those who started in a year, come when.
    """

    urn: int
    roll: int
    disadvantaged: float
    sen_support: float
    ehc_plans: float
    eal: float
    expected: Mapping[str, float]
    courses: tuple[Course, ...] = ()
    arriving: Mapping[int, tuple[Turn, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class InventedPupil:
    upn: str
    surname: str
    forename: str
    born: date
    sex: str
    entered: int  # the year in which the pupil started Reception
    is_disadvantaged: bool
    sen_provision: str
    is_eal: bool
    ability: Mapping[str, float]
    came: Turn = (0, 0)
    left: Turn = (9999, 0)

    def year_group(self, start_year: int) -> str | None:
        """The year group in an academic year, or None before Reception and after Year 6."""
        years = start_year - self.entered
        return YEAR_GROUPS[years] if 0 <= years < len(YEAR_GROUPS) else None


@dataclass(frozen=True)
class Given:
    """One pupil in one term: a year group, and a grade (or nothing) for each subject."""

    pupil: InventedPupil
    year_group: str
    grades: Mapping[str, str]


def roll_of(shape: SchoolShape, *, first_entry: int, last_entry: int) -> list[InventedPupil]:
    """Everybody who started Reception between the two years: about as many a year as there are."""
    chance = random.Random(shape.urn)  # noqa: S311 - invented people, not secrets
    a_year = max(8, round(shape.roll / YEARS_ON_ROLL))
    roll = []
    for entered in range(first_entry, last_entry + 1):
        cohort = chance.gauss(0, COHORT_SPREAD)
        usual = a_year + chance.randint(-2, 2)
        coming, share = shape.arriving.get(entered, ((0, 0), 0.0))
        for number in range(usual + round(share * usual)):
            came = coming if number >= usual else _coming(entered, chance)
            roll.append(_pupil(shape, entered, number, cohort, came, chance))
    return roll


def _coming(entered: int, chance: random.Random) -> Turn:
    moves = chance.random() < SHARE_MOVING
    return (entered + chance.randint(0, 6), chance.randint(1, 3)) if moves else (0, 0)


def _leaving(entered: int, came: Turn, chance: random.Random) -> Turn:
    leaves = chance.random() < SHARE_MOVING
    left = (entered + chance.randint(1, 6), chance.randint(1, 3))
    return left if leaves and left > came else (9999, 0)


def _pupil(
    shape: SchoolShape,
    entered: int,
    number: int,
    cohort: float,
    came: Turn,
    chance: random.Random,
) -> InventedPupil:
    sex = chance.choice("FM")
    sen = chance.choices(
        "EKN", (shape.ehc_plans, shape.sen_support, 1 - shape.ehc_plans - shape.sen_support)
    )[0]
    disadvantaged = chance.random() < shape.disadvantaged
    general = cohort + chance.gauss(0, 1) + SEN_SHIFT[sen] + DISADVANTAGE_SHIFT * disadvantaged
    rest = (1 - SUBJECT_WEIGHT**2) ** 0.5
    return InventedPupil(
        upn=_upn(shape.urn, entered, number),
        surname=chance.choice(SURNAMES),
        forename=chance.choice(FORENAMES_F if sex == "F" else FORENAMES_M),
        born=date(entered - 5, 9, 1) + timedelta(days=chance.randrange(365)),
        sex=sex,
        entered=entered,
        is_disadvantaged=disadvantaged,
        sen_provision=sen,
        is_eal=chance.random() < shape.eal,
        ability={s: SUBJECT_WEIGHT * general + rest * chance.gauss(0, 1) for s in SUBJECTS},
        came=came,
        left=_leaving(entered, came, chance),
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
) -> Iterator[Given]:
    """Each pupil on roll in a term with a year group and a grade per subject."""
    marks = thresholds(shape, roll)
    now = (start_year, term)
    for pupil in roll:
        year_group = pupil.year_group(start_year)
        if year_group is None or not pupil.came <= now < pupil.left:
            continue
        chance = random.Random(f"{pupil.upn} {now}")  # noqa: S311
        yield Given(pupil, year_group, _grades(shape, pupil, marks, now, chance))


def _grades(
    shape: SchoolShape,
    pupil: InventedPupil,
    marks: Mapping[str, float],
    now: Turn,
    chance: random.Random,
) -> dict[str, str]:
    if chance.random() < SHARE_ABSENT:
        return dict.fromkeys(SUBJECTS, "A")
    return {
        subject: _grade(
            subject,
            pupil.ability[subject]
            - marks[subject]
            + SEASON[now[1]]
            + _course(shape, pupil, subject, now)
            + chance.gauss(0, TERM_NOISE),
        )
        for subject in SUBJECTS
    }


def _course(shape: SchoolShape, pupil: InventedPupil, subject: str, now: Turn) -> float:
    return sum(
        course.by
        for course in shape.courses
        if course.entered == pupil.entered
        and course.since <= now
        and course.subject in ("", subject)
    )


def _grade(subject: str, above_threshold: float) -> str:
    if above_threshold >= HIGHER_STEP[subject]:
        return "GDS"
    if above_threshold >= 0:
        return "EXS"
    return "WTS" if above_threshold > PRE_KEY_STAGE_STEP else "PKS"
