"""Which regime an inspection belongs to, by the day it started (domain-reference 1.1)."""

from datetime import date

CIF, EIF_SHG, EIF_NO_SHG, REPORT_CARD = "CIF", "EIF_SHG", "EIF_NO_SHG", "REPORT_CARD"

# From this day a single headline grade is not given; one that is given all the same is an error.
HEADLINES_END_ON = date(2024, 9, 2)
_FIRST_DAYS = (
    (date(2025, 11, 10), REPORT_CARD),
    (HEADLINES_END_ON, EIF_NO_SHG),
    (date(2019, 9, 1), EIF_SHG),
)


def framework_on(on: date) -> str:
    return next((code for first, code in _FIRST_DAYS if on >= first), CIF)


def graded_framework_on(on: date) -> str:
    """The regime of an inspection that was graded 1 to 4, however late it was held."""
    return EIF_NO_SHG if on >= HEADLINES_END_ON else framework_on(on)
