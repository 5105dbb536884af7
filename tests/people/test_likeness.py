import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules.likeness import alike, distance, plain_name
from people.rules.spellings import KnownSchool, exact, propose
from tests.properties import tried_less

SCHOOLS = [
    KnownSchool(at, 100 + at, name)
    for at, name in enumerate(
        ["Tweendykes School", "Highlands Primary School", "Christopher Pickering Primary School",
         "Kingswood Parks Primary School", "St Mary's Primary", "St Mark's Academy"]
    )
]  # fmt: skip
short = st.text("abcxy", min_size=5, max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Carys Evans", "Carys Evens", "One letter apart: Evans and Evens."),
        ("Jonas Weir", "Jonas Wier", "One letter apart: Weir and Wier."),
        ("Ann Marsh", "Anne Marsh", "One letter apart: Ann and Anne."),
        ("Ewan Marsh", "Marsh, Ewan", "The same but for capitals or punctuation."),
        (
            "Zoë O'Neil",
            "Zoe O\N{RIGHT SINGLE QUOTATION MARK}Neil",
            "The same but for capitals or punctuation.",
        ),
        ("Dr Ewan Marsh", "Ewan Marsh", "The same but for capitals or punctuation."),
        ("Ewan Marsh", "Ewan Marsh", "The same name twice."),
        ("J Weir", "Jonas Weir", "J could be Jonas."),
    ],
)
def test_names_that_may_be_one_person_are_asked_about(one, other, why):
    assert [pair.why for pair in alike([one, other])] == [why]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Carys Evans", "Carys Evans-Lane"),
        ("Carys Evens", "Carys Evans-Lane"),
        ("Ewan Marsh", "Sian Prosser"),
        ("Teacher 1", "Teacher 2"),
        ("Jo", "Al"),
    ],
)
def test_names_that_differ_by_more_are_two_people(one, other):
    assert list(alike([one, other])) == []


@tried_less
@given(st.lists(short, max_size=12))
def test_every_pair_a_letter_apart_is_found_without_comparing_all(names):
    found = {(pair.first, pair.second) for pair in alike(names)}
    for at, one in enumerate(names):
        for to in range(at + 1, len(names)):
            first_of_name = names.index(one) == at and names.index(names[to]) == to
            if first_of_name and distance(plain_name(one), plain_name(names[to]), 1) == 1:
                assert (at, to) in found


@tried_less
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_from_both_sides(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


def test_names_made_to_be_alike_do_not_take_long():
    began = time.process_time()
    for pair in alike([f"Aaaaa {chr(0x4E00 + at)}" for at in range(5_000)]):
        assert pair.first != pair.second
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("label", "name", "distance", "why"),
    [
        ("Tweendykes", "Tweendykes School", 0, "A shorter form of its name."),
        ("Tweedykes", "Tweendykes School", 1, "One letter apart."),
        ("C Pickering", "Christopher Pickering Primary School", 0, "C could be Christopher."),
        ("Kingswood", "Kingswood Parks Primary School", 1, "One name is part of the other."),
        ("KPPS", "Kingswood Parks Primary School", 0, "The first letters of its name."),
    ],
)
def test_a_label_is_proposed_with_how_far_it_is_and_why(label, name, distance, why):
    proposal = propose(label, SCHOOLS)
    assert (proposal.school.name, proposal.distance, proposal.why) == (name, distance, why)


def test_what_is_as_like_to_two_schools_is_left_to_a_person():
    proposal = propose("St Mars", SCHOOLS)
    assert proposal.school is None
    assert proposal.why == "Could be St Mark's Academy or St Mary's Primary."


def test_what_is_like_nothing_says_so():
    assert propose("Nowhere", SCHOOLS).why == "No school of the trust has a name like this."
    assert propose("", SCHOOLS).school is None


def test_a_school_called_just_this_is_no_proposal():
    assert exact("HIGHLANDS primary school", SCHOOLS).urn == 101
    assert exact("Highlands", SCHOOLS) is None
