"""Months by name, as an address says them: 2026-11."""

import re
from datetime import date, timedelta

NAMED = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
LONGER_THAN_A_MONTH = timedelta(days=32)


def month_named(text: str) -> date | None:
    """Its first day, or None where the text names no month of this century."""
    found = NAMED.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_after(first: date) -> date:
    return (first + LONGER_THAN_A_MONTH).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
