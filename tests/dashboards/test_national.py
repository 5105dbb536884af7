"""England stands beside a trust's figures only where like is measured with like."""

import pytest

from dashboards.presenters.national import END_OF_KEY_STAGE, National
from monitoring.models import AssessmentScale, Benchmark, Collection, Stage, Subject
from monitoring.rules.families import Family

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _england():
    Benchmark.objects.create(
        measure="rwm_expected", start_year=2024, phase="primary", level="national", area="england",
        area_name="England", coverage="state_funded", status=Stage.FINAL, value=62,
        publication="ks2_tables", source="Performance tables 2025",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("family", "cohort", "is_known"),
    [
        (Family.SCALED_SCORE, END_OF_KEY_STAGE, True),
        (Family.POINT_IN_TIME, END_OF_KEY_STAGE, True),
        (Family.POINT_IN_TIME, "5", False),
        (Family.LINEAR, END_OF_KEY_STAGE, False),
        (Family.PERSONAL_STEPS, END_OF_KEY_STAGE, False),
    ],
)
def test_steps_of_a_pupils_own_have_nothing_national_beside_them(family, cohort, is_known):
    scale = AssessmentScale(code="one", name="One", family=family)
    collection = Collection(start_year=2026, term=1, scale=scale, subjects=list(Subject.values))
    national = National(collection, cohort)
    assert national.is_known is is_known
    assert (national.same("rwm_expected", "ALL") == 62) is is_known
