"""From what is published about a school to the shape its invented pupils are given.

Key stage 2 results by school are published up to 2017/18 here, and the trust's own for 2024/25. A
school's expected share lies between its own of 2018 and what the trust's results of 2025 say of an
intake like its own; the story then moves a few schools and year groups.
"""

from collections.abc import Mapping
from decimal import Decimal

from demo.pupils import SUBJECTS, YEAR_GROUPS, Course, SchoolShape, Turn
from monitoring.models import PublishedResult, ResultSet
from schools.models import SchoolContext

CENSUS_YEAR, RESULTS_YEAR = 2024, 2017
DISADVANTAGED_2025, OTHERS_2025 = 0.71, 0.84  # reading, writing and maths, the trust's file
NATIONAL_RISE = 0.02  # the trust's schools, 2018 to 2025

# All three subjects at expected need each of them at expected: measured on 400,000 invented pupils.
SINGLE_FROM, SINGLE_STEP = 0.226, 0.8
TILT = {"reading": 0.01, "writing": -0.02, "maths": 0.01}
TILT_KEPT = 0.3  # of the difference between a school's subjects in 2018

AUTUMN_2026: Turn = (2026, 1)
YEAR_6, YEAR_5, YEAR_4, YEAR_2 = 2020, 2021, 2022, 2024  # when these started, in 2026/27

# What the story adds. The schools are real; this is invented, as every judgement here is.
STANDING = {144676: -0.15, 144670: -0.12, 138467: -0.09, 140247: -0.03, 139512: 0.04}
COURSES = {
    140247: (Course(YEAR_6, AUTUMN_2026, -0.42), Course(YEAR_6, AUTUMN_2026, -0.15, "maths")),
    144670: (Course(YEAR_6, AUTUMN_2026, 0.4), Course(YEAR_5, AUTUMN_2026, 0.2)),
    139511: (Course(YEAR_2, (2025, 1), -0.35, "writing"),),
    144676: (Course(YEAR_4, (2025, 1), -0.3, "reading"), Course(YEAR_6, (2025, 3), 0.1)),
    140902: (Course(YEAR_5, (2025, 2), 0.25, "maths"),),
}
ARRIVING = {144669: {YEAR_4: (AUTUMN_2026, 0.24)}}


def shape_of(urn: int, *, years: int = len(YEAR_GROUPS)) -> SchoolShape:
    """`years` is how many year groups the school has; its pupils are drawn as if it had all."""
    context = SchoolContext.objects.get(urn=urn, start_year=CENSUS_YEAR)
    disadvantaged = _share(context.fsm6_percent)
    return SchoolShape(
        urn=urn,
        roll=(context.pupils or 0) * len(YEAR_GROUPS) // years,
        disadvantaged=disadvantaged,
        sen_support=_share(context.sen_support_percent),
        ehc_plans=_share(context.ehc_plans_percent),
        eal=_share(context.eal_percent),
        expected=_expected(urn, disadvantaged),
        courses=COURSES.get(urn, ()),
        arriving=ARRIVING.get(urn, {}),
    )


def _share(percent: Decimal | None) -> float:
    return float(percent or 0) / 100


def _expected(urn: int, disadvantaged: float) -> dict[str, float]:
    by_intake = DISADVANTAGED_2025 * disadvantaged + OTHERS_2025 * (1 - disadvantaged)
    own = _results_of_2018(urn)
    combined = by_intake
    if "rwm_expected" in own:
        combined = (by_intake + own["rwm_expected"] + NATIONAL_RISE) / 2
    combined += STANDING.get(urn, 0)
    single = SINGLE_FROM + SINGLE_STEP * combined
    return {s: min(single + TILT[s] + _tilt(s, own), 0.97) for s in SUBJECTS}


def _results_of_2018(urn: int) -> dict[str, float]:
    sets = ResultSet.objects.current().filter(urn=urn, start_year=RESULTS_YEAR)
    figures = PublishedResult.objects.filter(result_set__in=sets, group="ALL", value__isnull=False)
    shares = figures.filter(measure__endswith="_expected").values_list("measure", "value")
    return {measure: _share(value) for measure, value in shares}


def _tilt(subject: str, own: Mapping[str, float]) -> float:
    three = [own[f"{s}_expected"] for s in SUBJECTS if f"{s}_expected" in own]
    if len(three) < len(SUBJECTS):
        return 0
    return TILT_KEPT * (own[f"{subject}_expected"] - sum(three) / len(three))
