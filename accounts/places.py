"""Where a person can go. Each room registers its own places in `AppConfig.ready`.

A nav item is in the bar at the top, a tab is under the header every page of a school carries, and
a fact is a badge in that header. All three are shown only to people who may use them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.roles import Can
from schools.models import School

# Words, or what finds them for a reader; no words means that there is no such place today.
Label = str | Callable[[User], str]


@dataclass(frozen=True)
class Place:
    """`covers` is a pattern of the addresses that also belong to a nav item or tab."""

    label: Label
    route: str
    can: Can
    order: int
    covers: str = ""


@dataclass(frozen=True)
class Fact:
    """A badge in a school's header: words, and the tone of the wash behind them."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_here: bool


FactsOf = Callable[[School, User], Iterable[Fact]]

NAV: list[Place] = []
TABS: list[Place] = []
FACTS: list[tuple[int, FactsOf]] = []


def nav(label: Label, route: str, can: Can, *, order: int, covers: str = "") -> None:
    NAV.append(Place(label, route, can, order, covers))


def tab(label: Label, route: str, can: Can, *, order: int, covers: str = "") -> None:
    """A tab of every school's page. `route` takes the URN."""
    TABS.append(Place(label, route, can, order, covers))


def facts(provide: FactsOf, *, order: int) -> None:
    FACTS.append((order, provide))


def _in_order(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.order)


def _said(place: Place, user: User) -> str:
    return place.label if isinstance(place.label, str) else place.label(user)


def nav_for(user: User, path: str) -> list[Link]:
    open_to = [place for place in _in_order(NAV) if holds_anywhere(user, place.can)]
    labels = {place: label for place in open_to if (label := _said(place, user))}
    return _links(labels, {place: reverse(place.route) for place in labels}, path)


def _links(labels: dict[Place, str], urls: dict[Place, str], path: str) -> list[Link]:
    """In the order given; the one that reaches furthest into the path is where the reader is."""
    reach = {place: _reach(place, url, path) for place, url in urls.items()}
    furthest = max(reach.values(), default=0) or None
    return [Link(labels[place], url, reach[place] == furthest) for place, url in urls.items()]


def _reach(place: Place, url: str, path: str) -> int:
    """How much of the path says that a reader is in this place."""
    covered = re.match(place.covers, path) if place.covers else None
    return max(len(url) if path.startswith(url) else 0, covered.end() if covered else 0)


def tabs_for(user: User, school: School, path: str) -> list[Link]:
    open_to = [place for place in _in_order(TABS) if holds(user, place.can, school)]
    labels = {place: label for place in open_to if (label := _said(place, user))}
    links = {place: reverse(place.route, args=[school.urn]) for place in labels}
    return _links(labels, links, path)


def facts_for(user: User, school: School) -> list[Fact]:
    return [
        fact for _, provide in sorted(FACTS, key=lambda f: f[0]) for fact in provide(school, user)
    ]
