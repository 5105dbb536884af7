"""What a school chooses to assess by: termly judgements, standardised tests, reading ages.

Each family has columns of its own, so none is ever read as another (domain-reference 3.7).
"""

from functools import partial

from monitoring.rules.families import Family
from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Amount, Codes, Column, Months, Score
from monitoring.rules.measuring.counting import (
    mean_difference,
    mean_of,
    ranked,
    share_at_least,
    share_met,
)
from monitoring.rules.measuring.dates import Limit
from monitoring.rules.measuring.definition import Compare, Definition, Good, Stage

JUDGED = "Pupils with a judgement, and those who were absent"
TWICE = "Pupils with a band both times; a code such as A or L leaves the pupil out"
BY_NOW = "Expected means on track for what has been taught so far, so it does not compare with "
BY_NOW += "steps through the year, nor with a test."
STEPS = "Few pupils are secure before summer: expected by the end of the year is not expected now."


def _teacher(name: str) -> Column:
    return Column(name, Codes(codes.TEACHER), of_trust=True)


_judged = partial(
    Definition,
    stage=Stage.TERMLY,
    good=Good.HIGHER,
    compare=Compare.OWN,
    source="The trust's own scale",
)
_banded = partial(_judged, family=Family.POINT_IN_TIME, beware=BY_NOW)
_stepped = partial(_judged, family=Family.LINEAR, beware=STEPS)

SAME_BAND = "The same band is expected progress. A pupil who stays two years behind makes it too, "
SAME_BAND += "so show the year group a pupil works in, or small steps, beside it."

JUDGEMENTS = [
    _banded(
        "teacher_expected",
        "Pupils judged at or above expected",
        JUDGED,
        share_met("grade"),
        (_teacher("grade"),),
    ),
    _banded(
        "teacher_higher",
        "Pupils judged above expected, at greater depth",
        JUDGED,
        share_met("grade", higher=True),
        (_teacher("grade"),),
    ),
    _banded(
        "teacher_rwm_expected",
        "Pupils judged at or above expected in reading, in writing and in maths",
        "Pupils who count in all three",
        share_met("reading", "writing", "maths"),
        tuple(map(_teacher, ("reading", "writing", "maths"))),
    ),
    _banded(
        "teacher_held",
        "Pupils in the same band as before, or a higher one",
        TWICE,
        ranked("now", "before", above=False),
        (_teacher("before"), _teacher("now")),
        compares_bands=True,
        beware=SAME_BAND,
    ),
    _banded(
        "teacher_risen",
        "Pupils in a higher band than before",
        TWICE,
        ranked("now", "before", above=True),
        (_teacher("before"), _teacher("now")),
        compares_bands=True,
        beware=SAME_BAND,
    ),
    _stepped(
        "linear_secure",
        "Pupils secure in most of the year's curriculum",
        JUDGED,
        share_met("step"),
        (Column("step", Codes(codes.YEAR_STEPS), of_trust=True),),
    ),
    _stepped(
        "linear_average",
        "Points on the trust's ladder of steps, added up",
        "Pupils with points",
        mean_of("points"),
        (Column("points", Amount(0, 500), may_be_blank=True),),
    ),
    _stepped(
        "linear_gained",
        "Points now less points before, added up",
        "Pupils with points both times",
        mean_difference("points_now", "points_before"),
        (
            Column("points_before", Amount(0, 500), may_be_blank=True),
            Column("points_now", Amount(0, 500), may_be_blank=True),
        ),
        beware="What a year's progress is in points is the trust's to say.",
    ),
]

NOT_SCALED = "The average of the nation's pupils is 100 and the spread 15. That is not the 100 of "
NOT_SCALED += "key stage 2, which about three in four pupils reach."


_tested = partial(
    Definition,
    of="Pupils who took the test",
    stage=Stage.TESTS,
    good=Good.HIGHER,
    compare=Compare.TEST,
    source="The publisher's tables",
    beware=NOT_SCALED,
)
SCORE = Score(40, 160, codes.TOOK_NO_TEST)
READING_AGES = (Column("reading_age", Months(), may_be_blank=True), Column("age", Months()))
_read = partial(
    _tested,
    of="Pupils with a reading age",
    columns=READING_AGES,
    family=Family.READING_AGE,
    beware="Tests of different publishers give different reading ages to the same pupil.",
)

TESTS = [
    _tested(
        code="standardised_average",
        counted="Standardised scores, added up",
        count=mean_of("standardised_score"),
        columns=(Column("standardised_score", SCORE),),
        family=Family.STANDARDISED,
    ),
    _tested(
        code="standardised_100",
        counted="Pupils with a standardised score of 100 or more, the nation's average",
        count=share_met("standardised_score", limit=Limit.STANDARDISED_AVERAGE),
        columns=(Column("standardised_score", SCORE),),
        limits=(Limit.STANDARDISED_AVERAGE,),
        family=Family.STANDARDISED,
    ),
    _tested(
        code="age_standardised_average",
        counted="Age-standardised scores, added up",
        count=mean_of("age_standardised_score"),
        columns=(Column("age_standardised_score", SCORE),),
        family=Family.AGE_STANDARDISED,
    ),
    _read(
        code="reading_age_reached",
        counted="Pupils whose reading age is their own age or more",
        count=share_at_least("reading_age", "age"),
    ),
    _read(
        code="reading_age_difference",
        counted="Reading age less own age, in months, added up",
        count=mean_difference("reading_age", "age"),
    ),
]
DEFINITIONS = [*JUDGEMENTS, *TESTS]
