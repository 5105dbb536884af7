"""What is needed in a term, who could give it, and the plan that meets most of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from banding.selectors import current_levels
from core.errors import BadCommand
from people.models import Area, Person
from people.rules.likeness import plain
from people.selectors.kinds import areas_by_spelling, model_kinds
from schools.models import School, Term, TermName
from schools.selectors import terms_of
from support.models import SupportRequest
from support.rules.allocation import Giver, Need, Plan, Problem, allocate, greedy
from support.rules.matching import Days, Helper
from support.rules.suggesting import area_named
from support.selectors.booked import Span, days_of
from support.selectors.days import statements
from support.selectors.matching import (
    Homes,
    claims_of,
    conflicts_at,
    helper_of,
    people_who_cover,
    wider_areas,
)

LEFT_OUT = "left out"
REQUEST, ENTITLED = "request", "entitled"


@dataclass(frozen=True)
class Wish:
    """A need with what it comes from: a request, or days of an activity that are still due."""

    need: Need
    school: School
    area: Area
    key_stage: str = ""
    request: SupportRequest | None = None
    offer_line_id: int | None = None


@dataclass(frozen=True)
class TermPlan:
    """The plan, the greedy one it is compared with, and all that is needed to explain both."""

    term: Term
    wishes: list[Wish]
    people: list[Person]
    days: Mapping[int, Days]
    problem: Problem
    plan: Plan
    baseline: Plan
    left_out: list[Wish] = field(default_factory=list)

    @property
    def pairs(self) -> str:
        """What is proposed, so that a later reading can be told from this one."""
        pairs = sorted(
            f"{self.wishes[at].need.key}={self.people[giver].pk}"
            for at, giver in self.plan.chosen.items()
        )
        return " ".join(pairs)


def term_named(words: str) -> Term:
    """Spring 2027 is the spring term of 2026/27."""
    name, _, year = words.strip().rpartition(" ")
    if name.lower() not in TermName.values or not year.isdecimal():
        raise BadCommand(f"“{words}” is not a term. Write it like Spring 2027.")
    start = int(year) - (name.lower() != TermName.AUTUMN)
    found = next((one for one in terms_of(start_year=start) if one.name == name.lower()), None)
    if found is None:
        raise BadCommand(f"The dates of {words} are not published yet.")
    return found


def plan_term(term: Term, decided: Mapping[str, str] | None = None) -> TermPlan:
    """`decided`: by the key of a need, the id of a person who is pinned to it, or `LEFT_OUT`."""
    decided = decided or {}
    every = wishes_of(term)
    out = [one for one in every if decided.get(one.need.key) == LEFT_OUT]
    wishes = [one for one in every if one not in out]
    people = people_who_cover({one.area for one in wishes})
    span = Span(term.starts_on, term.ends_on)
    days = days_of([one.pk for one in people], span)
    problem = _problem(wishes, people, days, decided)
    return TermPlan(term, wishes, people, days, problem, allocate(problem), greedy(problem), out)


def wishes_of(term: Term) -> list[Wish]:
    """Open requests, then what the offer still owes this term and an area of expertise covers."""
    schools = list(School.objects.members().order_by("name", "urn"))
    levels = current_levels(schools=schools, start_year=term.start_year)
    weights = {school: one.level.rank for school, one in levels.items()}
    asked = SupportRequest.objects.open().filter(school__in=schools).for_listing()
    found = [
        Wish(
            Need(f"{REQUEST}-{one.pk}", str(one.school), one.what, one.quarter_days,
                 weights.get(one.school_id, 1)),
            one.school, one.area, one.key_stage, request=one,
        )
        for one in asked
    ]  # fmt: skip
    return found + _still_due(term, schools, weights)


def _still_due(term: Term, schools: list[School], weights: Mapping[int, int]) -> list[Wish]:
    terms = [one for one in terms_of(start_year=term.start_year) if one.starts_on >= term.starts_on]
    spellings = {plain(words): area for words, area in areas_by_spelling().items()}
    owed = statements(schools=schools, start_year=term.start_year)
    found = []
    for school in schools:
        for line in owed[school.pk]:
            area = area_named(line.activity, spellings)
            due = ceil(max(line.left, 0) / max(len(terms), 1))
            if area and due:
                need = Need(
                    f"{ENTITLED}-{school.urn}-{line.offer_line_id}", str(school),
                    line.activity, due, weights.get(school.pk, 1),
                )  # fmt: skip
                found.append(Wish(need, school, area, offer_line_id=line.offer_line_id))
    return found


def _problem(
    wishes: list[Wish], people: list[Person], days: Mapping[int, Days], decided: Mapping[str, str]
) -> Problem:
    fits = _Fits(wishes, people, days)
    ways: dict[tuple[int, int], int | None] = {}
    pinned, why_not = {}, {}
    places = {str(person.pk): place for place, person in enumerate(people)}
    for at, wish in enumerate(wishes):
        able, why = fits.of(wish)
        if not able and why:
            why_not[at] = why
        ways |= {(at, place): minutes for place, minutes in able.items()}
        wanted = places.get(decided.get(wish.need.key, ""))
        if wanted is not None and (at, wanted) in ways:
            pinned[at] = wanted
    givers = tuple(Giver(one.pk, one.name, days[one.pk].left) for one in people)
    return Problem(tuple(one.need for one in wishes), givers, ways, pinned, why_not)


class _Fits:
    """Who fits a wish, and why the others who cover it do not."""

    def __init__(self, wishes: list[Wish], people: list[Person], days: Mapping[int, Days]) -> None:
        self.people, self.days, self.kinds = people, days, model_kinds()
        self.homes = Homes.of(people, {one.area.pk for one in wishes})
        self.conflicts = conflicts_at({one.school for one in wishes})
        self.wider = wider_areas()
        self.by_area: dict[int, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            for area in {one.area_id for one in person.able}:  # type: ignore[attr-defined]
                self.by_area[area].append(place)

    def of(self, wish: Wish) -> tuple[dict[int, int | None], str]:
        areas = {wish.area.pk, *self.wider.get(wish.area.pk, set())}
        places = sorted({place for area in areas for place in self.by_area[area]})
        if not places:
            return {}, f"Nobody in the register covers {wish.area}."
        able: dict[int, int | None] = {}
        needed_at_home = False
        for place in places:
            helper = self._helper(wish, self.people[place])
            if helper.has_conflict or helper.works_there:
                continue
            if any(home.is_low or home.asks for home in helper.homes):
                needed_at_home = True
                continue
            able[place] = helper.travel.minutes if helper.travel else None
        if needed_at_home:
            return able, "Those who cover it work at schools that need them themselves."
        return able, "Everybody who covers it works there or has a conflict of interest."

    def _helper(self, wish: Wish, person: Person) -> Helper:
        return helper_of(
            person, wish.school,
            claims=claims_of(person, self.kinds),
            homes=self.homes.of_person(person, wish.area.pk),
            days=self.days[person.pk],
            has_conflict=(person.pk, wish.school.pk) in self.conflicts,
            helped_on=None,
        )  # fmt: skip
