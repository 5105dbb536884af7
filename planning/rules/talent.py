"""What a trust's priorities ask for against who is good at it, and who could grow into what.

improvement-models 004: expertise is analysed against priorities; leadership opportunities across
schools; teachers are paired with teachers. Nothing here decides: it proposes, with its reason.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

INITIALS = 3  # letters: RE and IT are words in small letters, so they are read as written
PAIRS_EACH = 2  # a person helps at most so many colleagues at a time

NOBODY = "nobody"
ELSEWHERE_NOBODY = "nobody_elsewhere"
UNCONFIRMED = "nobody_confirmed"
ONE = "one_person"
ENOUGH = "enough"
TONES = {NOBODY: "concern", ELSEWHERE_NOBODY: "concern", UNCONFIRMED: "watch", ONE: "watch",
         ENOUGH: "good"}  # fmt: skip

# What each qualification prepares for (domain-reference 7.7), by the areas a trust begins with.
QUALIFIES_FOR: Mapping[str, tuple[str, ...]] = {
    "NPQLL": ("English", "Reading", "Writing", "Phonics"),
    "NPQLPM": ("Maths", "Maths Mastery"),
    "NPQLBC": ("Behaviour",),
    "NPQSENCO": ("SEND",),
    "NPQLT": ("Teaching & Learning", "Curriculum"),
    "NPQLTD": ("CPD", "ECT", "ITT"),
    "NPQSL": ("Leadership",),
    "NPQH": ("Leadership",),
    "NPQEL": ("Leadership",),
}


@dataclass(frozen=True)
class Wish:
    """A priority of a school's plan, with the words that say what it is about."""

    school: str
    priority: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Able:
    """Somebody who covers an area. `own` is the area they hold, which may be a wider one."""

    person: int
    name: str
    place: str
    area: str
    own: str
    is_confirmed: bool


@dataclass(frozen=True)
class Qualified:
    person: int
    name: str
    place: str
    code: str


@dataclass(frozen=True)
class Demand:
    """One area that priorities ask for, and the people of the trust who cover it."""

    area: str
    wishes: tuple[Wish, ...]
    people: tuple[Able, ...]

    @property
    def schools(self) -> list[str]:
        return sorted({wish.school for wish in self.wishes}, key=str.casefold)

    @property
    def asked(self) -> list[tuple[str, list[str]]]:
        """Each priority once, with the schools that have it in these words."""
        found: dict[str, list[str]] = defaultdict(list)
        for wish in self.wishes:
            found[wish.priority].append(wish.school)
        return list(found.items())

    @property
    def confirmed(self) -> int:
        return sum(one.is_confirmed for one in self.people)

    @property
    def standing(self) -> str:
        if not self.people:
            return NOBODY
        asking = set(self.schools)
        if all(one.place in asking for one in self.people) and len(asking) == 1:
            return ELSEWHERE_NOBODY
        if not self.confirmed:
            return UNCONFIRMED
        return ONE if len(self.people) == 1 else ENOUGH

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def words(self) -> str:
        match self.standing:
            case "nobody":
                return "Nobody in the register covers this area."
            case "nobody_elsewhere":
                return f"Only people of {self.schools[0]} itself cover it."
            case "nobody_confirmed":
                many = len(self.people)
                return f"{many} {_people(many)} it, and nobody is confirmed yet."
            case "one_person":
                return f"It rests on one person: {self.people[0].name}."
        many, sure = len(self.people), self.confirmed
        confirmed = "all confirmed" if sure == many else f"{sure} of them confirmed"
        return f"{many} people cover it, {confirmed}."


def _people(many: int) -> str:
    return "person covers" if many == 1 else "people cover"


@dataclass(frozen=True)
class Growth:
    """Somebody who could grow into an area that is short of people, and why."""

    area: str
    name: str
    place: str
    because: str


@dataclass(frozen=True)
class Pair:
    """Two colleagues of different schools: one is confirmed in what the other is taking on."""

    area: str
    learner: str
    learner_place: str
    peer: str
    peer_place: str

    @property
    def words(self) -> str:
        return (
            f"{self.learner_place} works at {self.area} this year, {self.learner} has claimed it, "
            f"and {self.peer} is confirmed in it."
        )


def areas_named(texts: Iterable[str], spellings: Mapping[str, Sequence[str]]) -> set[str]:
    """The areas (keys of `spellings`) whose name or other spelling is a word of the texts."""
    said = "\n".join(texts)
    return {
        area
        for area, ways in spellings.items()
        if any(_is_said(way.strip(), said) for way in (area, *ways) if way.strip())
    }


def _is_said(way: str, said: str) -> bool:
    flags = 0 if len(way) <= INITIALS else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(way)}(?!\w)", said, flags) is not None


def demands(
    wishes: Iterable[Wish], spellings: Mapping[str, Sequence[str]], able: Iterable[Able]
) -> list[Demand]:
    """By area, the scarcest first: nobody, then unconfirmed, then one person, then enough."""
    asked: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        for area in areas_named(wish.texts, spellings):
            asked[area].append(wish)
    people: dict[str, list[Able]] = defaultdict(list)
    for one in able:
        people[one.area].append(one)
    found = [
        Demand(area, tuple(sorted(those, key=_by_school)), tuple(_once(people[area])))
        for area, those in asked.items()
    ]
    order = list(TONES)
    return sorted(
        found, key=lambda one: (order.index(one.standing), -len(one.schools), one.area.casefold())
    )


def _by_school(wish: Wish) -> tuple[str, str]:
    return wish.school.casefold(), wish.priority


def _once(people: Iterable[Able]) -> list[Able]:
    """Each person once, as confirmed where any of what they hold is; confirmed people first."""
    best: dict[int, Able] = {}
    for one in people:
        if one.person not in best or (one.is_confirmed and not best[one.person].is_confirmed):
            best[one.person] = one
    return sorted(best.values(), key=lambda one: (not one.is_confirmed, one.name.casefold()))


def growth(
    found: Iterable[Demand],
    qualified: Iterable[Qualified],
    narrower: Mapping[str, set[str]],
    able: Iterable[Able],
) -> list[Growth]:
    """For each area that is short: who is qualified for it, holds part of it, or has claimed it.

    `narrower` is what an area covers. A person is proposed once for an area, by the first reason.
    """
    short = [demand for demand in found if demand.standing != ENOUGH]
    holders: dict[str, list[Able]] = defaultdict(list)
    for one in able:
        holders[one.own].append(one)
    qualified = list(qualified)
    return [one for demand in short for one in _grow_into(demand, qualified, narrower, holders)]


def _grow_into(
    demand: Demand,
    qualified: Iterable[Qualified],
    narrower: Mapping[str, set[str]],
    holders: Mapping[str, list[Able]],
) -> Iterator[Growth]:
    seen = {one.person for one in demand.people if one.is_confirmed}
    for person, growth_ in _reasons(demand, qualified, narrower, holders):
        if person not in seen:
            seen.add(person)
            yield growth_


def _reasons(
    demand: Demand,
    qualified: Iterable[Qualified],
    narrower: Mapping[str, set[str]],
    holders: Mapping[str, list[Able]],
) -> Iterator[tuple[int, Growth]]:
    area = demand.area
    for one in qualified:
        if area in QUALIFIES_FOR.get(one.code, ()):
            because = f"has {one.code}, which prepares for it"
            yield one.person, Growth(area, one.name, one.place, because)
    for held in demand.people:
        because = "has claimed it; confirm it or help them to it"
        yield held.person, Growth(area, held.name, held.place, because)
    for part in sorted(narrower.get(area, ())):
        for holder in _once(holders.get(part, [])):
            because = f"holds {part}, which is part of it"
            yield holder.person, Growth(area, holder.name, holder.place, because)


def pairs(found: Iterable[Demand]) -> list[Pair]:
    """Who has claimed what their school works at, with somebody of another school confirmed in it.

    Whoever is paired least goes first, and nobody helps more than two.
    """
    helps: dict[int, int] = defaultdict(int)
    proposed: list[Pair] = []
    for demand in found:
        peers = [one for one in demand.people if one.is_confirmed]
        for learner in demand.people:
            if learner.is_confirmed or learner.place not in demand.schools:
                continue
            free = [one for one in peers
                    if one.place != learner.place and helps[one.person] < PAIRS_EACH]  # fmt: skip
            peer = min(free, key=lambda one: (helps[one.person], one.name), default=None)
            if peer:
                helps[peer.person] += 1
                proposed.append(
                    Pair(demand.area, learner.name, learner.place, peer.name, peer.place)
                )
    return proposed
