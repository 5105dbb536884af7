from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from core.units import days_from_quarters, percent, quarters_from_days, show_days

QUARTERS = integers(-10_000, 10_000)


@given(QUARTERS)
def test_days_and_quarters_are_the_same_quantity(quarters):
    assert quarters_from_days(str(days_from_quarters(quarters))) == quarters
    assert quarters_from_days(show_days(quarters)) == quarters


@pytest.mark.parametrize(
    ("quarters", "shown"), [(62, "15.5"), (48, "12.0"), (9, "2.25"), (0, "0.0"), (-2, "-0.5")]
)
def test_days_are_shown_with_one_decimal_unless_there_is_a_quarter(quarters, shown):
    assert show_days(quarters) == shown


@pytest.mark.parametrize("days", ["0.1", "1.3", Decimal("2.125")])
def test_anything_finer_than_a_quarter_is_refused(days):
    with pytest.raises(ValueError, match="whole number of quarter-days"):
        quarters_from_days(days)


@given(integers(0, 5000), integers(1, 5000))
def test_a_percentage_is_within_half_a_point_of_the_truth(numerator, denominator):
    shown = percent(numerator, denominator)
    assert shown is not None
    assert abs(shown - Decimal(100 * numerator) / denominator) <= Decimal("0.5")


def test_halves_are_rounded_up_and_nobody_has_no_percentage():
    assert percent(1, 200) == 1
    assert percent(5, 1000, places=0) == 1
    assert percent(1, 3, places=1) == Decimal("33.3")
    assert percent(0, 0) is None
