"""The door to figures: what each reader is told, what it costs, and what never leaves."""

from datetime import date

import pytest

from accounts.roles import Role
from core import jobs
from dashboards.models import Figure
from dashboards.selectors import figures
from monitoring import services as monitoring
from monitoring.models import AssessmentScale
from schools.models import Phase
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db


def a_class(expected, others, small=0, **fields):
    """So many at expected and not, and a few disadvantaged pupils who are."""
    return [
        *(pupil("EXS EXS EXS", **fields) for _ in range(expected)),
        *(pupil("WTS WTS WTS", **fields) for _ in range(others)),
        *(pupil("EXS WTS WTS", fsm="Y", **fields) for _ in range(small)),
    ]


@pytest.fixture
def trust():
    """Elm has 3 disadvantaged pupils, so they are withheld, and those of Oak to protect them."""
    collection = a_collection(year_groups=["6"])
    schools = {name: a_school(name) for name in ("Elm", "Oak", "Ash")}
    a_return(schools["Elm"], collection, a_class(12, 15, small=3))
    a_return(schools["Oak"], collection, a_class(20, 5, small=12))
    a_return(schools["Ash"], collection, a_class(30, 10, small=20))
    jobs.work_off()
    return collection, schools


def table(viewer, collection, group="ALL", **kwargs):
    return figures.trust_table(
        viewer=viewer, collection=collection, cohort="6", group=group, **kwargs
    )


def test_an_executive_sees_every_school_with_small_groups_withheld(trust):
    collection, schools = trust
    found = table(a_person(Role.EXECUTIVE), collection, "DIS")
    elm = found.schools[schools["Elm"].pk]["reading"]
    assert elm.expected_withheld
    assert elm.higher_withheld
    assert (elm.pupils, elm.expected, elm.expected_percent, elm.expected_interval) == (None,) * 4
    ash = found.schools[schools["Ash"].pk]["reading"]
    assert (ash.expected, ash.pupils, ash.expected_percent) == (20, 20, 100)
    assert found.trust["reading"].pupils == 35
    assert found.smallest_group == 6


def test_the_partner_is_withheld_although_it_is_large_enough(trust):
    collection, schools = trust
    found = table(a_person(Role.EXECUTIVE), collection, "DIS")
    assert found.schools[schools["Oak"].pk]["reading"].expected_withheld


def test_a_head_gets_the_own_school_whole_and_no_other(trust):
    collection, schools = trust
    found = table(a_person(Role.HEADTEACHER, at=schools["Elm"]), collection, "DIS")
    assert list(found.schools) == [schools["Elm"].pk]
    assert found.schools[schools["Elm"].pk]["reading"].pupils == 3
    assert found.trust["reading"].pupils == 35


def test_a_lead_gets_the_schools_of_the_assignment_withheld(trust):
    collection, schools = trust
    found = table(a_person(Role.IMPROVEMENT_LEAD, at=schools["Elm"]), collection, "DIS")
    assert list(found.schools) == [schools["Elm"].pk]
    assert found.schools[schools["Elm"].pk]["reading"].pupils is None


def test_who_may_not_see_the_trust_gets_no_school(trust):
    collection, schools = trust
    assert table(a_person(Role.GOVERNOR, at=schools["Elm"]), collection).schools == {}


@pytest.mark.parametrize(
    ("role", "pupils"),
    [(Role.HEADTEACHER, 3), (Role.GOVERNOR, None), (Role.EXECUTIVE, None), (Role.TRUSTEE, None)],
)
def test_only_the_school_itself_sees_its_small_numbers(trust, role, pupils):
    collection, schools = trust
    at = schools["Elm"] if role in {Role.HEADTEACHER, Role.GOVERNOR} else None
    viewer = a_person(role, at=at)
    found = figures.school_figures(viewer=viewer, school=schools["Elm"], collection=collection)
    assert found["6"]["DIS"]["reading"].pupils == pupils
    assert found["6"]["ALL"]["rwm"].expected == 12


def test_the_head_of_one_school_gets_no_small_numbers_of_another(trust):
    collection, schools = trust
    head = a_person(Role.HEADTEACHER, at=schools["Oak"])
    found = figures.school_figures(viewer=head, school=schools["Elm"], collection=collection)
    assert found["6"]["DIS"]["reading"].pupils is None


def test_lowest_first_and_what_is_withheld_after_by_name(trust):
    collection, _ = trust
    viewer = a_person(Role.EXECUTIVE)
    of = {"viewer": viewer, "collection": collection, "cohort": "6"}
    a_school("Zest")
    by_all = figures.by_concern(**of, group="ALL", subject="rwm")
    assert [school.name for school in by_all] == ["Elm", "Ash", "Oak", "Zest"]
    by_group = figures.by_concern(**of, group="DIS", subject="reading")
    assert [school.name for school in by_group] == ["Ash", "Elm", "Oak", "Zest"]


def test_a_page_of_schools_is_enough(trust):
    collection, schools = trust
    found = table(a_person(Role.EXECUTIVE), collection, schools=[schools["Oak"]])
    assert list(found.schools) == [schools["Oak"].pk]


def test_coverage_names_who_is_missing_and_who_was_not_asked_is_not(trust):
    collection, _ = trust
    haven, _ = a_school("Haven"), a_school("Fairfield", phase=Phase.SPECIAL)
    found = figures.coverage(collection=collection)
    assert (found.is_in, found.asked, found.missing) == (3, 4, [haven])
    assert not found.is_complete
    assert found.late(date(2026, 12, 12)) == [haven]
    assert found.late(collection.due_on) == []
    assert found.as_at is not None


def test_figures_are_fresh_until_the_next_version_is_sent(trust):
    collection, schools = trust
    assert figures.are_fresh(school=schools["Elm"], collection=collection)
    a_return(schools["Elm"], collection, a_class(12, 16, small=3))
    assert not figures.are_fresh(school=schools["Elm"], collection=collection)
    jobs.work_off()
    assert figures.are_fresh(school=schools["Elm"], collection=collection)


def test_history_is_oldest_first_and_keeps_families_of_assessment_apart(trust):
    collection, schools = trust
    tests = AssessmentScale.objects.get(code="ks2_scaled_score")
    before = a_collection("Summer 2026", year_groups=["6"])
    a_return(schools["Ash"], before, a_class(10, 20))
    later = a_collection("Spring 2027", year_groups=["6"])
    a_return(schools["Ash"], later, a_class(11, 22))
    scores = monitoring.open_collection(
        actor=None, name="Spring 2026", due_on=date(2026, 4, 1), scale=tests.code
    )
    scored = [pupil("100 EXS 110") for _ in range(15)]
    a_return(schools["Ash"], scores, scored)
    jobs.work_off()
    of = {"viewer": a_person(Role.EXECUTIVE), "cohort": "6", "group": "ALL"}
    points = figures.history(**of, school=schools["Ash"], collection=collection)
    assert [point.collection.name for point in points] == ["Summer 2026", "Autumn 2026"]
    whole = figures.history(**of, school=None, collection=later)
    assert [point.cells["reading"].pupils for point in whole] == [30, 127, 33]
    assert len(figures.history(**of, school=schools["Ash"], collection=scores)) == 1


def test_a_download_holds_what_its_reader_sees_and_nothing_else(trust):
    collection, schools = trust
    lead = a_person(Role.IMPROVEMENT_LEAD, at=schools["Elm"])
    rows = list(figures.figure_rows(viewer=lead, collection=collection))
    assert {row.school for row in rows} == {None, schools["Elm"]}
    assert rows[0].school is None
    hidden = [row for row in rows if row.withheld]
    assert hidden
    assert all(row.numerator is row.denominator is row.percent is None for row in hidden)


def test_a_table_costs_the_same_for_any_number_of_schools(trust, django_assert_max_num_queries):
    collection, schools = trust
    viewer = a_person(Role.EXECUTIVE)
    template = list(Figure.objects.filter(school=schools["Ash"]))
    for number in range(30):
        school = a_school(f"School {number}")
        for figure in template:
            figure.pk, figure.school = None, school
        Figure.objects.bulk_create(template)
    of = {"viewer": viewer, "collection": collection, "cohort": "6", "group": "ALL"}
    with django_assert_max_num_queries(8):
        assert len(table(viewer, collection).schools) == 33
    with django_assert_max_num_queries(3):
        list(figures.by_concern(**of, subject="rwm"))
    with django_assert_max_num_queries(3):
        figures.history(**of, school=None)
