"""The plan of a term in words: for the command and for the page."""

from typing import Any

from core.units import days_from_quarters, show_days
from support.rules.allocation import Plan, load_of, why_unmet
from support.selectors.allocation import TermPlan


def told(found: TermPlan) -> dict[str, Any]:
    return {
        "assignments": [_assignment(found, *pair) for pair in found.plan.chosen.items()],
        "unmet": [
            {
                "school": need.school,
                "need": need.what,
                "days": days_from_quarters(need.quarter_days),
                "why": why_unmet(found.problem, found.plan, at),
            }
            for at, need in enumerate(found.problem.needs)
            if at not in found.plan.chosen
        ],
        "overload": overload(found),
        "needed": days_from_quarters(sum(need.worth for need in found.problem.needs)),
        "plan": _sums(found.plan),
        "greedy": _sums(found.baseline),
    }


def why_chosen(found: TermPlan, at: int, giver: int) -> str:
    """In words, for a broker."""
    days, minutes = found.days[found.people[giver].pk], found.problem.ways[at, giver]
    left = days.left - load_of(found.problem, found.plan)[giver]
    far = "travel not known" if minutes is None else f"about {minutes} minutes each way"
    decided = "chosen by you; " if at in found.problem.pinned else ""
    area = found.wishes[at].area
    return f"{decided}covers {area}; {far}; {show_days(max(left, 0))} days left after this term"


def overload(found: TermPlan) -> list[dict[str, Any]]:
    """Who has more booked than was released, with what this plan adds."""
    rows, loads = [], load_of(found.problem, found.plan)
    for place, person in enumerate(found.people):
        days = found.days[person.pk]
        over = days.booked + loads.get(place, 0) - days.released
        if over > 0 and (days.booked or place in loads):
            why = f"{show_days(over)} days more than the {show_days(days.released)} released"
            rows.append({"person": person.name, "days": days_from_quarters(over), "why": why})
    return rows


def _assignment(found: TermPlan, at: int, giver: int) -> dict[str, Any]:
    need = found.problem.needs[at]
    return {
        "key": need.key,
        "school": need.school,
        "need": need.what,
        "days": days_from_quarters(need.quarter_days),
        "person": found.people[giver].name,
        "person_id": found.people[giver].pk,
        "travel": found.problem.travel(at, giver),
        "why": why_chosen(found, at, giver),
    }


def _sums(plan: Plan) -> dict[str, Any]:
    return {"met": days_from_quarters(plan.met), "travel": plan.travel, "people": plan.helpers}


def page_of(found: TermPlan, term: str) -> dict[str, Any]:
    """The rows of the page: first who is sent, then what is not met, then what is left out."""
    sent = [
        _assignment(found, at, giver) | _choices(found, at)
        for at, giver in found.plan.chosen.items()
    ]
    unmet = [
        {
            "key": need.key,
            "school": need.school,
            "need": need.what,
            "days": days_from_quarters(need.quarter_days),
            "why": why_unmet(found.problem, found.plan, at),
            **_choices(found, at),
        }
        for at, need in enumerate(found.problem.needs)
        if at not in found.plan.chosen
    ]
    left_out = [
        {
            "key": wish.need.key,
            "school": wish.need.school,
            "need": wish.need.what,
            "days": days_from_quarters(wish.need.quarter_days),
            "why": "Left out of this term by you.",
            "is_left_out": True,
            "choices": [],
        }
        for wish in found.left_out
    ]
    return {
        "term_name": term,
        "rows": sent + unmet + left_out,
        "pairs": found.pairs,
        "overload": overload(found),
        "needed": sum(need.worth for need in found.problem.needs),
        "plan": found.plan,
        "baseline": found.baseline,
        "sent": len(sent),
        "unknown_ways": sum(found.problem.ways[way] is None for way in found.plan.chosen.items()),
    }


def _choices(found: TermPlan, at: int) -> dict[str, Any]:
    """Who else fits, the nearest first, and who was chosen by hand."""
    pinned = found.problem.pinned.get(at)
    fits = [giver for need, giver in found.problem.ways if need == at]
    fits.sort(key=lambda giver: (found.problem.travel(at, giver), giver))
    return {
        "is_pinned": pinned is not None,
        "choices": [
            {
                "id": found.people[giver].pk,
                "name": found.people[giver].name,
                "left": found.days[found.people[giver].pk].left,
                "is_chosen": giver == pinned,
            }
            for giver in fits
        ],
    }
