import pytest

from banding import selectors
from schools.models import School
from tests.world import a_proposal, a_school, a_settled_band, the_model, this_year

pytestmark = pytest.mark.django_db

YEAR = this_year().start_year


@pytest.mark.parametrize("how_many", [1, 100])
def test_days_and_levels_cost_the_same_for_one_school_or_a_hundred(
    django_assert_max_num_queries, how_many
):
    the_model()
    for _ in range(how_many):
        a_settled_band(a_school())
    with django_assert_max_num_queries(6):
        found = selectors.entitlements(start_year=YEAR, schools=School.objects.members())
    assert sum(one.quarter_days for one in found) == how_many * 48
    with django_assert_max_num_queries(1):
        selectors.current_levels(schools=School.objects.members(), start_year=YEAR)
    with django_assert_max_num_queries(6):
        selectors.band_distribution(schools=School.objects.members(), start_year=YEAR)


def test_the_distribution_counts_every_level_and_the_schools_without_one():
    for code in "CCD":
        a_settled_band(a_school(), code)
    a_school("Newcomer")
    tallies = selectors.band_distribution(schools=School.objects.members(), start_year=YEAR)
    assert [(t.level.code if t.level else None, t.schools) for t in tallies] == [
        ("A", 0), ("B", 0), ("C", 2), ("D", 1), ("E", 0), (None, 1),
    ]  # fmt: skip


def test_without_a_model_in_force_there_are_no_days_and_no_distribution():
    school = a_school()
    [one] = selectors.entitlements(start_year=YEAR, schools=[school])
    assert (one.quarter_days, one.lines) == (0, [])
    assert selectors.band_distribution(schools=[school], start_year=YEAR) == []
    assert selectors.working_edition() is None


def test_a_level_from_a_later_day_is_not_the_current_one_yet():
    school = a_school()
    a_settled_band(school, "C")
    a_settled_band(school, "E", from_date=this_year().ends_on)
    assert selectors.current_levels(schools=[school], start_year=YEAR)[school.pk].level.code == "C"


def test_history_shows_proposals_only_to_those_who_may_see_them():
    school = a_school()
    settled, proposal = a_settled_band(school), a_proposal(school)
    assert selectors.level_history(school=school, with_proposals=False) == [settled]
    assert set(selectors.level_history(school=school, with_proposals=True)) == {settled, proposal}


def test_the_next_level_up_is_the_one_that_needs_less_support():
    levels = {level.code: level for level in the_model().levels.all()}
    assert selectors.next_level_up(levels["D"]) == levels["C"]
    assert selectors.next_level_up(levels["A"]) is None
