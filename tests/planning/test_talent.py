"""Expertise against this year's priorities: rules, then the page and the command."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from people.models import Qualification
from planning.rules.talent import (
    ENOUGH,
    Able,
    Qualified,
    Wish,
    areas_named,
    demands,
    growth,
    pairs,
)
from tests import world
from tests.people.register import a_claim, a_confirmed_claim, an_entry
from tests.planning.plans import a_head, a_plan
from tests.planning.test_triangulate import a_priority
from tests.properties import tried_less

SPELLINGS = {
    "Maths": ["Mathematics", " Numeracy"], "Reading": [""], "RE": ["Religious education"],
    "Maths Mastery": [],
}  # fmt: skip
PAGE = reverse("planning:talent-map")


def wish(text: str, school: str = "Elm Grove") -> Wish:
    return Wish(school, text, (text,))


def able(person: int, place: str, area: str = "Maths", *, own: str = "", confirmed=True) -> Able:
    return Able(person, f"Person {person}", place, area, own or area, confirmed)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Raise mathematics in KS2", {"Maths"}),
        ("Maths mastery in every class", {"Maths", "Maths Mastery"}),
        ("Numeracy, and reading", {"Maths", "Reading"}),
        ("We are proofreading our letters", set()),
        ("Re-read the policy", set()),
        ("RE is taught weekly", {"RE"}),
    ],
)
def test_areas_are_found_as_whole_words_and_initials_as_they_are_written(text, areas):
    assert areas_named([text], SPELLINGS) == areas


@pytest.mark.parametrize(
    ("people", "standing", "words"),
    [
        ([], "nobody", "Nobody in the register covers this area."),
        ([able(1, "Elm Grove")], "nobody_elsewhere", "Only people of Elm Grove itself cover it."),
        ([able(1, "Ash", confirmed=False)], "nobody_confirmed",
         "1 person covers it, and nobody is confirmed yet."),
        ([able(1, "Ash")], "one_person", "It rests on one person: Person 1."),
        ([able(1, "Ash"), able(2, "Elm Grove", confirmed=False)], ENOUGH,
         "2 people cover it, 1 of them confirmed."),
        ([able(1, "Ash"), able(2, "Elm Grove")], ENOUGH, "2 people cover it, all confirmed."),
    ],
)  # fmt: skip
def test_an_area_says_how_it_stands(people, standing, words):
    [demand] = demands([wish("Maths")], SPELLINGS, people)
    assert (demand.standing, demand.words) == (standing, words)


def test_a_person_who_holds_it_twice_counts_once_and_as_confirmed():
    twice = [able(1, "Ash", own="STEM", confirmed=False), able(1, "Ash")]
    [demand] = demands([wish("Maths")], SPELLINGS, twice)
    assert (len(demand.people), demand.confirmed) == (1, 1)


def test_the_scarcest_area_comes_first():
    found = demands(
        [wish("Maths"), wish("Reading")], SPELLINGS, [able(1, "Ash"), able(2, "Ash")]
    )  # fmt: skip
    assert [one.area for one in found] == ["Reading", "Maths"]


def test_growth_says_why_and_proposes_each_person_once():
    found = demands([wish("Maths")], SPELLINGS, [able(3, "Ash", confirmed=False)])
    part = able(4, "Beech", "Maths Mastery")
    said = growth(
        found,
        [Qualified(1, "Una", "Ash", "NPQLPM"), Qualified(2, "Vic", "Ash", "NPQLL"),
         Qualified(3, "Person 3", "Ash", "NPQLPM")],
        {"Maths": {"Maths Mastery"}},
        [part],
    )  # fmt: skip
    assert [(one.name, one.because) for one in said] == [
        ("Una", "has NPQLPM, which prepares for it"),
        ("Person 3", "has NPQLPM, which prepares for it"),
        ("Person 4", "holds Maths Mastery, which is part of it"),
    ]


def test_nobody_is_asked_to_grow_into_what_has_enough_people():
    found = demands([wish("Maths")], SPELLINGS, [able(1, "Ash"), able(2, "Beech")])
    assert growth(found, [Qualified(9, "Una", "Ash", "NPQLPM")], {}, []) == []


@tried_less
@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["Ash", "Beech", "Elm Grove"]),
                       st.booleans()), max_size=14),
    st.lists(st.sampled_from(["Ash", "Beech", "Elm Grove"]), min_size=1, max_size=3),
)  # fmt: skip
def test_pairs_are_of_two_schools_and_nobody_helps_more_than_two(people, schools):
    at = dict.fromkeys(range(1, 10), "")
    for person, place, _ in people:
        at[person] = at[person] or place
    held = [able(person, at[person], confirmed=confirmed) for person, _, confirmed in people]
    proposed = pairs(demands([wish("Maths", school) for school in schools], SPELLINGS, held))
    confirmed = {one.name for one in held if one.is_confirmed}
    for pair in proposed:
        assert pair.learner_place != pair.peer_place
        assert pair.learner_place in schools
        assert pair.peer in confirmed
        assert pair.learner not in confirmed
        assert sum(one.peer == pair.peer for one in proposed) <= 2
    assert len({pair.learner for pair in proposed}) == len(proposed)


@pytest.fixture
def maths_wanted(db):
    school = world.a_school("Elm Grove")
    plan = a_plan(school, by=a_head(school))
    a_priority(plan, "Raise numeracy in key stage 2", measure="", cohort="", action=False)
    a_priority(plan, "Be kind", measure="", cohort="", action=False)
    return school


def test_a_lead_sees_what_is_asked_for_and_who_could_be_paired(sign_in, maths_wanted):
    ash = world.a_school("Ash")
    a_confirmed_claim(an_entry(ash, "Nadia"))
    a_claim(an_entry(maths_wanted, "Olu"))
    lead = world.a_person(Role.IMPROVEMENT_LEAD, name="Lee")
    text = sign_in(lead).get(PAGE).content.decode()
    for said in ("2 people cover it, 1 of them confirmed.", "Nadia, Ash", "Olu with Nadia (Ash)",
                 "1 priority names no area", "Elm Grove: Be kind"):  # fmt: skip
        assert said in text


def test_a_qualification_is_a_reason_to_grow(sign_in, maths_wanted):
    Qualification.objects.create(person=an_entry(world.a_school("Ash"), "Una"), code="NPQLPM")
    text = sign_in(world.a_person(Role.EXECUTIVE)).get(PAGE).content.decode()
    assert "Nobody in the register covers this area." in text
    assert "Maths: Una" in text
    assert "has NPQLPM, which prepares for it" in text


def test_the_command_says_the_same_as_data(maths_wanted):
    said = call_command("talent", year=str(world.this_year()), json=True, stdout=StringIO())
    found = json.loads(said)
    assert [(one["area"], one["standing"], one["schools"]) for one in found["areas"]] == [
        ("Maths", "nobody", ["Elm Grove"])
    ]
    assert found["unmatched"] == [{"school": "Elm Grove", "priority": "Be kind"}]


@pytest.mark.parametrize("many", [1, 6])
def test_the_page_costs_the_same_for_few_and_many(
    sign_in, maths_wanted, django_assert_max_num_queries, many
):
    for number in range(many):
        ash = world.a_school(f"Ash {number}")
        a_priority(a_plan(ash, by=a_head(ash)), "Maths")
        a_claim(an_entry(ash, f"Olu {number}"))
    client = sign_in(world.a_person(Role.EXECUTIVE))
    client.get(PAGE)
    with django_assert_max_num_queries(26):
        client.get(PAGE)
