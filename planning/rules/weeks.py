"""The weeks of a rapid plan, counted from the day it starts."""

from datetime import date, timedelta

SHORTEST, LONGEST = 6, 12  # weeks


def weeks_of(starts_on: date, ends_on: date) -> int:
    """Begun weeks count whole: a plan from Monday to the Friday five weeks on has six."""
    return (ends_on - starts_on).days // 7 + 1


def why_not_these_days(starts_on: date | None, ends_on: date | None) -> str:
    """What is wrong with a rapid plan's days, or nothing."""
    if starts_on is None or ends_on is None:
        return "Say on which day the plan starts and on which it ends."
    if ends_on <= starts_on:
        return "The plan ends before it starts."
    weeks = weeks_of(starts_on, ends_on)
    if not SHORTEST <= weeks <= LONGEST:
        return f"A rapid plan lasts {SHORTEST} to {LONGEST} weeks; this one lasts {weeks}."
    return ""


def end_of_week(starts_on: date, week: int) -> date:
    return starts_on + timedelta(days=7 * week - 1)


def week_on(starts_on: date, on: date) -> int:
    """Which week of the plan a day lies in; 0 before it starts."""
    return max((on - starts_on).days // 7 + 1, 0)
