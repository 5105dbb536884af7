"""The worked values of domain-reference 3.10 and 3.11, to the digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.figures.percentages import in_school_gap, national_gap, pooled
from monitoring.rules.percentages import wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (18, 27, 47.8, 81.4),
        (5, 6, 43.6, 97.0),
        (6, 6, 61.0, 100.0),
        (0, 4, 0.0, 49.0),
        (12, 30, 24.6, 57.7),
        (23, 60, 27.1, 51.0),
    ],
)
def test_the_wilson_interval_is_the_reference_table(numerator, denominator, low, high):
    found = wilson(numerator, denominator)
    assert (round(found.low, 1), round(found.high, 1)) == (low, high)


def test_nobody_has_no_interval_and_no_gap():
    assert wilson(0, 0) is None
    assert in_school_gap((0, 0), (3, 5)) is None
    assert national_gap((0, 0), 70) is None


def test_the_gap_in_school_has_newcombes_interval():
    gap = in_school_gap((9, 20), (32, 45))
    assert round(gap.points, 1) == -26.1
    assert (round(gap.interval.low, 1), round(gap.interval.high, 1)) == (-48.3, -0.8)
    assert gap.is_distinguishable


def test_a_gap_between_few_pupils_may_be_none():
    gap = in_school_gap((3, 8), (15, 22))
    assert round(gap.points, 1) == -30.7
    assert (round(gap.interval.low, 1), round(gap.interval.high, 1)) == (-59.1, 7.5)
    assert not gap.is_distinguishable


def test_the_national_gap_is_to_the_others_nationally():
    assert round(national_gap((9, 20), 70).points, 1) == -25.0
    assert not national_gap((9, 20), 70).is_distinguishable


def test_three_years_are_pooled_and_not_averaged():
    assert pooled([(6, 12), (20, 25), (9, 23)]) == (35, 60)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_percentage_and_stays_between_0_and_100(counts):
    numerator, denominator = counts
    found = wilson(numerator, denominator)
    assert 0 <= found.low <= 100 * numerator / denominator + 1e-9
    assert 100 * numerator / denominator - 1e-9 <= found.high <= 100
