"""Quantities people argue about are whole numbers of the smallest unit: the quarter-day."""

from decimal import ROUND_HALF_UP, Decimal

QUARTERS_IN_A_DAY = 4
MINUS = "\N{MINUS SIGN}"  # a hyphen is not one, and a screen reader passes it over


def quarters_from_days(days: Decimal | str | int) -> int:
    """Days as people write them (2.5) to quarter-days (10). Refuses anything finer."""
    quarters = Decimal(str(days)) * QUARTERS_IN_A_DAY
    if quarters != quarters.to_integral_value():
        raise ValueError(f"{days} days is not a whole number of quarter-days.")
    return int(quarters)


def days_from_quarters(quarters: int) -> float:
    """Quarter-days (10) to days (2.5), for people and for JSON."""
    return quarters / QUARTERS_IN_A_DAY


def show_days(quarters: int) -> str:
    """15.5, 12.0, 2.25: one decimal unless there is a quarter to show."""
    days = Decimal(quarters) / QUARTERS_IN_A_DAY
    return f"{days:.2f}" if quarters % 2 else f"{days:.1f}"


def signed_days(quarters: int) -> str:
    """A difference in days with its sign: +1.5, a real minus, or "no change"."""
    if not quarters:
        return "no change"
    return f"{'+' if quarters > 0 else MINUS}{show_days(abs(quarters))}"


def percent(numerator: int, denominator: int, *, places: int = 0) -> Decimal | None:
    """A percentage for display, halves rounded away from zero as DfE does; None of nobody."""
    if not denominator:
        return None
    step = Decimal(1).scaleb(-places)
    return (Decimal(100 * numerator) / denominator).quantize(step, ROUND_HALF_UP)
