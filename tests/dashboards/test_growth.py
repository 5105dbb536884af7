"""Change for the same children, and years as one: which figures are laid beside which."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import jobs
from dashboards.rules import a_year_before, same_children_before
from dashboards.selectors.growth import growth
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school

YEARS = ["4", "5"]


@pytest.mark.parametrize(
    ("cohort", "term", "last_term", "last_year"),
    [
        ("5", 2, ("5", 2026, 1), ("4", 2025, 2)),
        ("5", 1, ("4", 2025, 3), ("4", 2025, 1)),
        ("1", 3, ("1", 2026, 2), ("R", 2025, 3)),
        ("R", 1, None, None),
    ],
)
def test_the_same_children_were_a_year_group_lower_before_the_summer(
    cohort, term, last_term, last_year
):
    assert same_children_before(cohort, 2026, term) == last_term
    assert a_year_before(cohort, 2026, term) == last_year


@pytest.fixture
def terms(db):
    """Elm's summer and the autumn after it: Year 5 then were Year 4 before."""
    school = a_school("Elm")
    told = {
        "Summer 2026": {"4": 15, "5": 3},
        "Autumn 2026": {"4": 9, "5": 20},
    }
    found = {}
    for name, met in told.items():
        collection = a_collection(name, due_on=date(2026, 12, 11), year_groups=YEARS)
        a_return(
            school,
            collection,
            [
                pupil("EXS EXS EXS" if at < many else "WTS WTS WTS", year=year)
                for year, many in met.items()
                for at in range(25)
            ],
        )
        found[name] = collection
    jobs.work_off()
    return school, found


def test_the_page_says_the_change_in_points_with_the_pupils_of_both_times(terms, sign_in):
    school, collections = terms
    url = reverse("dashboards:school-data", args=[school.urn])
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(
        url, {"term": collections["Autumn 2026"].pk, "cohort": "5"}
    )
    text = " ".join(page.content.decode().split())
    assert "Since Summer 2026, as Year 4" in text
    assert "80% of 25" in text
    assert "+20 (from 60% of 25)" in text
    assert "Years together" not in text  # there is one year only, so no column says nothing


def test_another_family_of_assessment_is_never_laid_beside_it(terms):
    school, collections = terms
    asked = {"due_on": date(2027, 3, 19), "opens_on": date(2026, 9, 1), "year_groups": YEARS}
    steps = a_collection("Spring 2027", scale="year_steps", **asked)
    a_return(school, steps, [pupil("SE SE SE", year="5") for _ in range(20)])
    jobs.work_off()
    of = {"viewer": None, "school": school, "cohort": "5", "group": "ALL"}
    assert growth(collection=steps, **of).last_term is None
    found = growth(collection=collections["Autumn 2026"], **of)
    assert found.last_term.cells["rwm"].expected == 15


def test_growth_costs_one_query_however_much_there_is(terms, django_assert_max_num_queries):
    school, collections = terms
    collection = collections["Autumn 2026"]
    with django_assert_max_num_queries(2):  # and the scale of the collection
        growth(viewer=None, school=school, collection=collection, cohort="5", group="ALL")
