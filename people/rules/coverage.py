"""How deep the trust is in each area, and where it rests on one person."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=90)
GENERIC_END = re.compile(
    r"(\s+(primary|junior|infant|infants|nursery|school|academy|special|community))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Holding:
    """Something one person can do. `subject` is an area, or what else a title is for."""

    person: int
    name: str
    place: str
    subject: str
    standing: str
    ends_on: date | None = None


@dataclass(frozen=True)
class Depth:
    """One row of the map. People who hold a wider area cover this one; `own` hold it itself."""

    subject: str
    people: tuple[str, ...]
    own: int
    current: int
    by_place: Mapping[str, int]

    @property
    def number(self) -> int:
        return len(self.people)

    @property
    def rests_on_one(self) -> bool:
        return self.number == 1


def depths(holdings: Iterable[Holding], covered_by: Mapping[str, set[str]]) -> list[Depth]:
    """By subject. `covered_by`: a subject to those that are wider than it, however far."""
    by_subject: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        by_subject[holding.subject].append(holding)
    return [
        _depth(subject, by_subject, covered_by.get(subject, set()))
        for subject in sorted({*by_subject, *_reached(by_subject, covered_by)}, key=str.casefold)
    ]


def _reached(by_subject: Iterable[str], covered_by: Mapping[str, set[str]]) -> set[str]:
    held = set(by_subject)
    return {subject for subject, wider in covered_by.items() if wider & held}


def _depth(subject: str, by_subject: Mapping[str, list[Holding]], wider: set[str]) -> Depth:
    own = by_subject.get(subject, [])
    covering = [*own, *(one for name in sorted(wider) for one in by_subject.get(name, []))]
    first = {one.person: one for one in reversed(covering)}
    by_place: dict[str, int] = defaultdict(int)
    for one in first.values():
        by_place[one.place] += 1
    current = {one.person for one in covering if one.standing == "current"}
    names = sorted({one.person: one.name for one in covering}.values(), key=str.casefold)
    return Depth(subject, tuple(names), len({one.person for one in own}), len(current), by_place)


def everything_wider(covers: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Each area to all that cover it, through any number of steps. Circles do no harm."""
    wider: dict[str, set[str]] = defaultdict(set)
    for area, narrower in covers.items():
        for one in narrower:
            wider[one].add(area)
    found: dict[str, set[str]] = {}
    for area in list(wider):
        seen: set[str] = set()
        waiting = list(wider[area])
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += wider.get(one, ())
        found[area] = seen - {area}
    return found


def lapses_soon(holding: Holding, today: date) -> bool:
    return holding.ends_on is not None and today <= holding.ends_on <= today + SOON


def short_school(name: str) -> str:
    """A school's name for the head of a narrow column."""
    return GENERIC_END.sub("", name) or name
