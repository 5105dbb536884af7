import pytest
from django.urls import reverse

from accounts.roles import Role
from support.models import Visit
from tests import world
from tests.planning.plans import a_head, a_plan
from tests.planning.test_triangulate import a_priority, plant

pytestmark = pytest.mark.django_db
TRUST = reverse("planning:triangulation-trust")


def of_school(school):
    return reverse("planning:triangulation-school", args=[school.urn])


def test_a_school_reads_its_gaps_first_and_then_each_priority(sign_in):
    school = world.a_school()
    plan = plant(school)
    client = sign_in(plan.writers.get())
    text = client.get(of_school(school)).content.decode()
    assert text.index("What is missing") < text.index("Each priority")
    assert "“Writing”: nobody has looked at it this year, and nobody plans to." in text
    assert "1 in the plan, not on the schedule" in text


def test_visits_that_name_no_priority_are_shown_beside(sign_in):
    visit = world.a_visit(shared=True)
    draft = world.a_visit(visit.school, by=visit.author, purpose="A draft of the lead")
    text = sign_in(a_head(visit.school)).get(of_school(visit.school)).content.decode()
    assert "Not linked to a priority" in text
    assert visit.purpose in text
    assert draft.purpose not in text
    assert Visit.objects.count() == 2


def test_a_school_without_priorities_is_told_what_will_be_here(sign_in):
    school = world.a_school()
    assert "No priorities yet" in sign_in(a_head(school)).get(of_school(school)).content.decode()


def test_the_trust_reads_what_schools_share_and_which_have_no_plan(sign_in):
    for name in ("Ash", "Beech"):
        plan = a_plan(world.a_school(name))
        a_priority(plan, "Reading", action={"cpd_need": "Phonics"})
    world.a_school("Far Away")
    text = sign_in(world.a_person(Role.EXECUTIVE)).get(TRUST).content.decode()
    for said in ("One joint session would serve 2 schools: Ash, Beech.", "Far Away",
                 "2 schools have it as the measure of a priority",
                 "Nobody monitors a priority: 2"):  # fmt: skip
        assert said in text


def test_a_head_reads_of_no_other_school(sign_in):
    school = world.a_school()
    a_priority(a_plan(world.a_school("Far Away")), "Reading")
    assert "Far Away" not in sign_in(a_head(school)).get(TRUST).content.decode()


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_page_of_the_trust_costs_the_same_for_one_school_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    for number in range(how_many):
        a_priority(a_plan(world.a_school(f"School {number}")), "Reading")
    client = sign_in(world.a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(25):
        client.get(TRUST)
