"""How a sample is drawn and what an agreement rate is made of."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.agreement import Agreement, agreement, pooled, range_said, said
from monitoring.rules.percentages import wilson
from monitoring.rules.sampling import Candidate, draw, grades_of
from monitoring.rules.scales import Mark, Scale, ScoreRange

LEVELS = ["PKS", "WTS", "EXS", "GDS"]
MARKS = [
    Mark("PKS", "Pre-key stage", counts=True, expected=False, higher=False),
    Mark("WTS", "Working towards", counts=True, expected=False, higher=False),
    Mark("EXS", "Expected", counts=True, expected=True, higher=False),
    Mark("GDS", "Greater depth", counts=True, expected=True, higher=True),
    Mark("A", "Absent", counts=True, expected=False, higher=False, has_level=False),
    Mark("L", "Left", counts=False, expected=False, higher=False, has_level=False),
]
SCALE = Scale.of("Teacher assessment", MARKS)
SCORES = Scale.of("Key stage 2", MARKS, ScoreRange(80, 120, 100, 110))

pupils = st.dictionaries(
    st.text("0123456789abcdef", min_size=4, max_size=8), st.sampled_from([*LEVELS, "A", "L", ""]),
    max_size=60,
).map(lambda found: [Candidate(*one) for one in found.items()])  # fmt: skip
spreads = st.sampled_from(["even", "expected", "higher"])
seeds = st.text(min_size=1, max_size=8)


def sample_of(candidates, size, *, seed="1f3a", spread="even", scale=SCALE, subject="writing"):
    return draw(candidates, size, seed, spread=spread, scale=scale, subject=subject)


def a_class(**many):
    """So many pupils of each grade."""
    return [Candidate(f"{code}{at}", code) for code, number in many.items() for at in range(number)]


@given(pupils, st.integers(1, 40), seeds, spreads, st.randoms())
def test_the_same_seed_draws_the_same_sample_whatever_the_order(
    everybody, size, seed, spread, chance
):
    mixed = list(everybody)
    chance.shuffle(mixed)
    first = sample_of(everybody, size, seed=seed, spread=spread)
    assert sample_of(mixed, size, seed=seed, spread=spread) == first


@given(pupils, st.integers(1, 40), seeds, spreads)
def test_a_sample_is_of_its_candidates_once_each_and_as_large_as_it_can_be(
    everybody, size, seed, spread
):
    drawn = sample_of(everybody, size, seed=seed, spread=spread)
    can_be = [one for one in everybody if one.code in LEVELS]
    assert set(drawn) <= set(can_be)
    assert len(set(drawn)) == len(drawn) == min(size, len(can_be))


@given(pupils, st.integers(1, 30), seeds, spreads)
def test_a_larger_sample_holds_the_smaller_one(everybody, size, seed, spread):
    larger = sample_of(everybody, size + 1, seed=seed, spread=spread)
    assert larger[:size] == sample_of(everybody, size, seed=seed, spread=spread)


@given(pupils, st.integers(1, 40), seeds)
def test_an_even_sample_takes_no_grade_twice_as_often_as_one_that_has_pupils_left(
    everybody, size, seed
):
    there = Counter(one.code for one in everybody if one.code in LEVELS)
    drawn = Counter(one.code for one in sample_of(everybody, size, seed=seed))
    left = [code for code in there if drawn[code] < there[code]]
    for code in left:
        assert max(drawn.values(), default=0) - drawn[code] <= 1


@given(pupils, st.integers(1, 40), seeds)
def test_around_expected_nobody_further_off_is_drawn_while_somebody_nearer_is_left(
    everybody, size, seed
):
    far = {"WTS": 0, "EXS": 0, "PKS": 1, "GDS": 1}
    drawn = sample_of(everybody, size, seed=seed, spread="expected")
    left = [far[one.code] for one in everybody if one.code in far and one not in drawn]
    if drawn and left:
        assert max(far[one.code] for one in drawn) <= min(left)


def test_another_seed_draws_other_pupils():
    everybody = a_class(EXS=40)
    assert sample_of(everybody, 10, seed="a") != sample_of(everybody, 10, seed="b")


def test_around_greater_depth_the_two_grades_beside_it_come_first():
    drawn = sample_of(a_class(PKS=5, WTS=5, EXS=5, GDS=5), 10, spread="higher")
    assert Counter(one.code for one in drawn) == {"EXS": 5, "GDS": 5}


def test_a_small_sample_of_every_grade_begins_at_the_line():
    drawn = sample_of(a_class(PKS=5, WTS=5, EXS=5, GDS=5), 4)
    assert [one.code for one in drawn] == ["EXS", "WTS", "GDS", "PKS"]


def test_where_subjects_are_tested_only_writing_has_grades_to_moderate():
    assert grades_of(SCORES, "writing") == LEVELS
    assert grades_of(SCORES, "reading")[:2] == ["PKS", "80"]


outcomes = st.lists(st.sampled_from(["agreed", "changed", "unresolved", ""]), max_size=40)


@given(outcomes)
def test_everybody_sampled_is_judged_or_waiting_and_unresolved_is_not_agreed(given_outcomes):
    found = agreement(given_outcomes)
    assert found.judged + found.waiting == found.sampled == len(given_outcomes)
    assert found.agreed == found.judged - found.changed - found.unresolved


@given(st.lists(outcomes, max_size=6))
def test_a_pooled_rate_adds_pupils_and_not_rates(each):
    together = pooled(agreement(one) for one in each)
    assert together == agreement([outcome for one in each for outcome in one])


@given(outcomes)
def test_the_interval_holds_the_rate_and_stays_between_0_and_100(given_outcomes):
    found = agreement(given_outcomes)
    if found.interval is None:
        assert found.judged == 0
    else:
        rate = 100 * found.agreed / found.judged
        assert 0 <= found.interval.low <= rate + 1e-9
        assert rate - 1e-9 <= found.interval.high <= 100


@pytest.mark.parametrize(
    ("agreed", "judged", "low", "high"),
    [(18, 27, 47.8, 81.4), (5, 6, 43.6, 97.0), (6, 6, 61.0, 100.0), (0, 4, 0.0, 49.0)],
)
def test_intervals_are_those_of_the_worked_table(agreed, judged, low, high):
    found = wilson(agreed, judged)
    assert (round(found.low, 1), round(found.high, 1)) == (low, high)


def test_a_rate_is_said_with_its_denominator_and_month():
    found = Agreement(agreed=9, changed=1)
    assert said(found, date(2026, 6, 16)) == "9 of 10 agreed, June 2026"
    assert range_said(found) == "60% to 98%"
    assert range_said(Agreement()) == ""


@pytest.mark.parametrize(("judged", "is_withheld"), [(5, True), (6, False)])
def test_a_rate_of_too_few_is_withheld(judged, is_withheld):
    assert Agreement(agreed=judged).is_withheld(6) == is_withheld
