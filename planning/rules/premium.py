"""What is checked in a pupil premium strategy: it warns and never stops anybody."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.rules.costs import show_pounds


@dataclass(frozen=True)
class Activity:
    text: str
    tier: str
    cost_pence: int
    answers: str


def numbers_in(answers: str) -> list[int]:
    """1, 3 and 1 3 are the challenges 1 and 3."""
    return [int(number) for number in re.findall(r"\d{1,3}", answers)]


def why_not_answers(answers: str) -> str:
    if re.fullmatch(r"[\d\s,;and&]*", answers):
        return ""
    return "Give the numbers of the challenges, such as 1, 3."


def why_not_numbered(numbers: Iterable[int]) -> str:
    """Activities name a challenge by its number, so no two have the same."""
    twice = [number for number, times in Counter(numbers).items() if times > 1]
    return f"Two challenges have the number {twice[0]}." if twice else ""


def tier_costs(activities: Iterable[Activity], tiers: Iterable[str]) -> dict[str, int]:
    totals = dict.fromkeys(tiers, 0)
    for one in activities:
        totals[one.tier] += one.cost_pence
    return totals


def warnings(
    *, activities: Sequence[Activity], challenges: Iterable[int], budget_pence: int
) -> list[str]:
    """Each activity answers a challenge; what the tiers cost together is the money there is."""
    there = set(challenges)
    said = [warning for one in activities if (warning := _of_one(one, there))]
    answered = {number for one in activities for number in numbers_in(one.answers)}
    said += [f"No activity answers challenge {number}." for number in sorted(there - answered)]
    cost = sum(one.cost_pence for one in activities)
    if activities and cost != budget_pence:
        apart = show_pounds(abs(cost - budget_pence))
        than = "more" if cost > budget_pence else "less"
        budget = f"the budget of {show_pounds(budget_pence)}"
        said.append(
            f"The activities cost {show_pounds(cost)}, which is {apart} {than} than {budget}."
        )
    return said


def _of_one(activity: Activity, there: set[int]) -> str:
    numbers = numbers_in(activity.answers)
    if not numbers:
        return f"“{activity.text}” names no challenge that it answers."
    unknown = [str(number) for number in numbers if number not in there]
    if unknown:
        return f"“{activity.text}” names challenge {' and '.join(unknown)}, which is not there."
    return ""
