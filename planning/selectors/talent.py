"""This year's priorities against the register: what is asked for, who covers it, who could."""

from collections.abc import Collection
from dataclasses import dataclass

from people.models import Area, Qualification
from people.rules.coverage import Holding, everything_wider
from people.selectors.coverage import NOWHERE, covers_of_areas, first_places, holdings
from planning import models
from planning.readings import MEASURES
from planning.rules.talent import (
    Able,
    Demand,
    Growth,
    Pair,
    Qualified,
    Wish,
    demands,
    growth,
    pairs,
)
from planning.selectors.schedule import living_plans
from schools.models import School


@dataclass(frozen=True)
class Talent:
    """`unmatched` are priorities whose words name no area of the register."""

    demands: list[Demand]
    growth: list[Growth]
    pairs: list[Pair]
    unmatched: list[Wish]


def talent(schools: Collection[School], start_year: int) -> Talent:
    """Of the priorities of these schools, and people of the whole trust."""
    wishes = _wishes(schools, start_year)
    spellings, covers = _spellings(), covers_of_areas()
    able = _able(holdings(), everything_wider(covers))
    found = demands(wishes, spellings, able)
    named = {wish for demand in found for wish in demand.wishes}
    return Talent(
        demands=found,
        growth=growth(found, _qualified(), covers, able),
        pairs=pairs(found),
        unmatched=[wish for wish in wishes if wish not in named],
    )


def _wishes(schools: Collection[School], start_year: int) -> list[Wish]:
    plans = living_plans(start_year).filter(school__in=schools)
    standing = models.Priority.objects.standing().filter(plan__in=plans)
    standing = standing.exclude(rag=models.Rag.BLUE).select_related("plan__school")
    standing = standing.order_by("plan__school__name", "position", "pk")
    return [_wish(one) for one in standing.prefetch_related("actions", "subject_plans")]


def _wish(one: models.Priority) -> Wish:
    needs = [action.cpd_need for action in one.actions.all() if action.done_at is None]
    subjects = [plan.subject for plan in one.subject_plans.all()]
    measure = MEASURES.get(one.measure, "")
    texts = tuple(text for text in (one.title, measure, *subjects, *needs) if text)
    return Wish(one.plan.school.name, one.title, texts)


def _spellings() -> dict[str, list[str]]:
    return {area.name: area.spellings.split(",") for area in Area.objects.order_by("name")}


def _able(said: list[Holding], wider: dict[str, set[str]]) -> list[Able]:
    """Whoever holds an area, and for each area they cover through it."""
    by_own: dict[str, list[str]] = {}
    for area, above in wider.items():
        for one in above:
            by_own.setdefault(one, []).append(area)
    return [
        Able(one.person, one.name, one.place, area, one.subject, one.standing == "current")
        for one in said
        for area in (one.subject, *sorted(by_own.get(one.subject, [])))
    ]


def _qualified() -> list[Qualified]:
    places = first_places()
    held = Qualification.objects.select_related("person").order_by("person__name", "code")
    return [
        Qualified(one.person_id, one.person.name, places.get(one.person_id, NOWHERE), one.code)
        for one in held
    ]
