"""The rota of triads holds what it promises, for any number of schools."""

import random
import time
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.rules.triads import Asked, Earlier, Member, Rota, explained, repeats_of, rota, sizes
from tests.properties import seldom

PHASES = ["primary"] * 5 + ["secondary", "special"]
EVERY_SIZE_TO = 16
SAMPLED = [20, 22, 23, 29, 30, 41, 50, 64, 79, 100]
ALWAYS_REPEAT = {4, 5, 6, 7, 8, 3, 10, 11}  # too few schools to meet others for three terms


def some_schools(many: int, seed: int = 1) -> tuple[Member, ...]:
    by_chance = random.Random(seed)
    return tuple(
        Member(
            100_000 + at,
            f"School {at}",
            by_chance.choice(PHASES),
            rank := by_chance.randint(1, 5),
            f"Band {'ABCDE'[rank - 1]}",
            (by_chance.randint(0, 40_000), by_chance.randint(0, 40_000)),
        )
        for at in range(many)
    )


def groups_of(found: Rota) -> list[tuple[tuple[int, ...], ...]]:
    return [tuple(group.urns for group in one.groups) for one in found.rounds]


def as_earlier(found: Rota) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(one.term, tuple(group.urns for group in one.groups)) for one in found.rounds
    )


def close_meetings(terms: list, apart: int) -> list:
    """Counted without the rules: each pair that meets in two terms fewer than `apart` apart."""
    meets = [{pair for g in groups for pair in combinations(sorted(g), 2)} for groups in terms]
    return [
        (at, pair)
        for at, now in enumerate(meets)
        for pair in now
        if any(pair in meets[before] for before in range(max(0, at - apart + 1), at))
    ]


def everybody_is_placed(found: Rota, asked: Asked) -> None:
    everybody = Counter(member.urn for member in asked.members)
    for groups in groups_of(found):
        assert Counter(urn for group in groups for urn in group) == everybody
        assert sorted(map(len, groups)) == sizes(len(asked.members))


@pytest.mark.parametrize("many", [*range(3, EVERY_SIZE_TO + 1), *SAMPLED])
def test_everybody_is_placed_each_term_and_nobody_meets_again_where_that_can_be(many):
    asked = Asked(some_schools(many))
    began = time.perf_counter()
    found = rota(asked)
    assert time.perf_counter() - began < 20
    everybody_is_placed(found, asked)
    assert len(found.repeats) == len(close_meetings(groups_of(found), 3))
    assert bool(found.repeats) == (many in ALWAYS_REPEAT)
    if many == 5:
        assert [len(group) for group in groups_of(found)[0]] == [5]


@pytest.mark.parametrize(("many", "fewest"), [(6, 5), (7, 6), (8, 8), (10, 2), (11, 4)])
def test_where_some_must_meet_again_they_are_as_few_as_can_be_and_it_says_so(many, fewest):
    found = rota(Asked(some_schools(many)))
    assert len(found.repeats) == fewest
    assert any(f"With {many} schools there is no way with fewer." in note for note in found.notes)
    assert all("meet again: they last met in" in one.words for one in found.repeats)


@pytest.mark.parametrize("many", [0, 1, 2])
def test_fewer_than_three_schools_are_no_triad(many):
    found = rota(Asked(some_schools(many)))
    assert not found.rounds
    assert "a triad needs at least three" in found.notes[0]


@pytest.mark.parametrize("many", [12, 16, 31])
def test_next_year_s_rota_does_not_repeat_the_last_terms_of_this_year_s(many):
    schools = some_schools(many)
    first = rota(Asked(schools))
    asked = Asked(schools, ("Autumn 2", "Spring 2", "Summer 2"), earlier=as_earlier(first))
    second = rota(asked)
    assert not second.repeats
    assert not close_meetings([*groups_of(first), *groups_of(second)], 3)


def test_schools_that_have_left_or_joined_do_not_disturb_it():
    first = rota(Asked(some_schools(12)))
    now = (*some_schools(11), Member(200_000, "New School"))
    second = rota(Asked(now, earlier=as_earlier(first)))
    everybody_is_placed(second, Asked(now))


def test_the_same_question_has_the_same_answer():
    for many in (8, 17, 60):
        asked = Asked(some_schools(many))
        assert rota(asked) == rota(asked)


@seldom
@given(
    many=st.integers(6, 30),
    apart=st.integers(1, 5),
    seed=st.integers(0, 99),
    terms=st.integers(1, 3),
)
def test_every_repeat_is_named_and_none_is_made_up(many, apart, seed, terms):
    schools = some_schools(many, seed)
    by_chance = random.Random(seed)
    urns = [member.urn for member in schools]
    rounds = []
    for _ in range(terms):
        by_chance.shuffle(urns)
        rounds.append(tuple(tuple(urns[at : at + 3]) for at in range(0, len(urns), 3)))
    names = tuple(f"Term {at}" for at in range(terms))
    found = explained(Asked(schools, names, apart), rounds)
    expected = close_meetings(rounds, apart)
    assert {(r.term, r.pair) for r in found.repeats} == {(names[at], p) for at, p in expected}
    in_groups = [g.why for one in found.rounds for g in one.groups]
    assert all(any(repeat.words in why for why in in_groups) for repeat in found.repeats)


@seldom
@given(many=st.integers(14, 45), seed=st.integers(0, 1000))
def test_any_trust_of_fourteen_or_more_gets_a_rota_without_repeats(many, seed):
    asked = Asked(some_schools(many, seed))
    found = rota(asked)
    everybody_is_placed(found, asked)
    assert not found.repeats


def test_special_schools_are_together_where_there_are_enough_of_them():
    schools = tuple(
        Member(at, f"School {at}", "special" if at < 9 else "primary", at=(at, at))
        for at in range(18)
    )
    for groups in groups_of(rota(Asked(schools))):
        kinds = [{urn < 9 for urn in group} for group in groups]
        assert all(len(kind) == 1 for kind in kinds)


def test_near_schools_are_together_and_levels_are_mixed():
    north = [Member(at, f"N{at}", "primary", at % 3 + 1, "", (0, 0)) for at in range(9)]
    south = [Member(20 + at, f"S{at}", "primary", at % 3 + 1, "", (0, 50_000)) for at in range(9)]
    for groups in groups_of(rota(Asked((*north, *south)))):
        assert all(len({urn < 20 for urn in group}) == 1 for group in groups)
    ranks = {member.urn: member.rank for member in (*north, *south)}
    mixed = [
        len({ranks[urn] for urn in group}) for groups in groups_of(rota(Asked((*north, *south))))
        for group in groups
    ]  # fmt: skip
    assert sum(many > 1 for many in mixed) >= len(mixed) * 2 // 3


def test_it_says_what_is_not_known():
    schools = (*some_schools(8), Member(1, "Ash"), Member(2, "Oak", "special"))
    notes = " ".join(rota(Asked(schools)).notes)
    assert "Where these schools are is not known" in notes
    assert "Ash and Oak" in notes
    assert "No level is settled yet for Ash and Oak." in notes
    assert "10 schools do not divide by three, so each term has one group of four." in notes


def test_repeats_reach_back_over_the_start_of_a_year():
    asked = Asked(some_schools(6), ("Autumn",), 3, (Earlier("Spring", ((100_000, 100_001),)),))
    now = Earlier("Autumn", ((100_000, 100_001, 100_002), (100_003, 100_004, 100_005)))
    [one] = repeats_of(asked, [now])
    assert one.words == "School 0 and School 1 meet again: they last met in Spring."
