import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.models import Area, Employment, UnnamedCapacity
from people.rules.coverage import Holding, depths, everything_wider, short_school
from people.selectors.coverage import coverage
from tests.people.register import a_claim, a_confirmed_claim, an_area, an_entry
from tests.properties import tried_less
from tests.world import a_school, some_posts

SUBJECTS = ["Maths", "Maths Mastery", "Counting", "Art"]
COVERS = {"Maths": {"Maths Mastery"}, "Maths Mastery": {"Counting"}}


def holding(person: int, subject: str, standing: str = "claimed") -> Holding:
    return Holding(person, f"Person {person}", f"School {person % 3}", subject, standing)


def test_who_holds_a_wider_area_covers_a_narrower_one_however_far():
    wider = everything_wider(COVERS)
    assert wider == {"Maths Mastery": {"Maths"}, "Counting": {"Maths", "Maths Mastery"}}
    found = {d.subject: d for d in depths([holding(1, "Maths"), holding(2, "Counting")], wider)}
    assert [(d.subject, d.number, d.own) for d in found.values()] == [
        ("Counting", 2, 1),
        ("Maths", 1, 1),
        ("Maths Mastery", 1, 0),
    ]
    assert found["Maths"].rests_on_one
    assert found["Counting"].by_place == {"School 1": 1, "School 2": 1}


def test_areas_that_cover_each_other_in_a_circle_do_no_harm():
    assert everything_wider({"A": {"B"}, "B": {"A"}}) == {"A": {"B"}, "B": {"A"}}


@tried_less
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(SUBJECTS)), max_size=15))
def test_a_person_counts_once_in_an_area_and_a_map_adds_up(held):
    holdings = [holding(person, subject, "current") for person, subject in held]
    for depth in depths(holdings, everything_wider(COVERS)):
        assert depth.number == sum(depth.by_place.values()) == len(set(depth.people))
        assert depth.own <= depth.number
        assert depth.current == depth.number
        assert depth.rests_on_one == (depth.number == 1)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Christopher Pickering Primary School", "Christopher Pickering"),
        ("Bursar Primary Academy", "Bursar"),
        ("Central team", "Central team"),
        ("The Academy", "The"),
    ],
)
def test_a_school_is_short_at_the_head_of_a_column(name, short):
    assert short_school(name) == short


@pytest.mark.django_db
def test_the_command_tells_depth_and_what_rests_on_one_person():
    elm, far = a_school("Elm Grove"), a_school("Far Away")
    ann, bo = an_entry(elm, "Ann Lee"), an_entry(far, "Bo Ng")
    Employment.objects.create(person=ann, fte_hundredths=20)
    a_confirmed_claim(ann, area="Maths")
    a_claim(bo, area="Maths")
    a_claim(bo, area="", kind="statutory_moderator", key_stage="KS2", ends_on=soon())
    a_claim(bo, area="Art", ends_on=timezone.localdate() - timedelta(days=1))
    told = json.loads(call_command("coverage", "--json"))
    assert told["areas"] == [
        {"area": "Maths", "people": 2, "own": 2, "current": 1,
         "schools": {"Elm Grove": 1, "Far Away": 1}},
        {"area": "Maths Mastery", "people": 2, "own": 0, "current": 1,
         "schools": {"Elm Grove": 1, "Far Away": 1}},
        {"area": "Statutory Moderator KS2", "people": 1, "own": 1, "current": 0,
         "schools": {"Far Away": 1}},
    ]  # fmt: skip
    assert told["single_points"] == [
        {"area": "Statutory Moderator KS2", "person": "Bo Ng", "where": "Far Away"}
    ]
    assert told["lapsing_soon"][0]["ends_on"] == soon().isoformat()
    assert "Art" in told["nobody"]
    assert "Bo Ng" in call_command("coverage")


def soon() -> date:
    return timezone.localdate() + timedelta(days=30)


@pytest.mark.django_db
def test_places_without_a_person_are_told():
    some_posts(places=3)
    person = an_entry()
    Employment.objects.create(person=person, post_code="lead")
    UnnamedCapacity.objects.create(name="Science SLE", places=4, area=an_area("Science"))
    found = coverage()
    assert [(post.name, vacant) for post, vacant in found.vacancies] == [
        ("School improvement lead", 2)
    ]
    assert [one.places for one in found.unnamed] == [4]


@pytest.mark.django_db
def test_the_taxonomy_says_that_maths_covers_mastery():
    assert Area.objects.get(name="Maths").covers.filter(name="Maths Mastery").exists()
