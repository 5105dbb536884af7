"""What a rota of triads is asked for, and what it answers. Source: improvement-models.md, `crin`.

Three schools challenge each other each term. Fours where the schools do not divide by three; five
schools are one group; fewer than three are none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

TERMS_APART = 3  # no pair meets twice within so many terms
FEWEST = 3
ONE_GROUP_UP_TO = 5

Pair = tuple[int, int]
Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Member:
    """A school to place. `rank` 1 needs least support. `at` is metres east and north."""

    urn: int
    name: str
    phase: str = "unknown"
    rank: int | None = None
    level: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class Earlier:
    """A term that has been: its groups, by URN."""

    term: str
    groups: Groups


@dataclass(frozen=True)
class Asked:
    """`earlier` are the terms before these, the latest last; those too long ago do not count."""

    members: tuple[Member, ...]
    terms: tuple[str, ...] = ("Autumn", "Spring", "Summer")
    apart: int = TERMS_APART
    earlier: tuple[Earlier, ...] = ()

    @property
    def counted(self) -> tuple[Earlier, ...]:
        """The earlier terms in which having met still matters."""
        reach = self.apart - 1
        return self.earlier[-reach:] if reach else ()


@dataclass(frozen=True)
class Repeat:
    """Two schools that meet again, in a term, and when they last met."""

    term: str
    pair: Pair
    last: str
    words: str


@dataclass(frozen=True)
class Group:
    urns: tuple[int, ...]
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Round:
    term: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Rota:
    rounds: tuple[Round, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    notes: tuple[str, ...] = ()
    is_proved: bool = False  # that nobody can do with fewer repeats


def sizes(schools: int) -> list[int]:
    """Threes, with a four for each school left over; five are one group, fewer than three none."""
    if schools < FEWEST:
        return []
    if schools <= ONE_GROUP_UP_TO:
        return [schools]
    fours = schools % 3
    return [3] * ((schools - 4 * fours) // 3) + [4] * fours


def pairs(group: Iterable[int]) -> Iterator[Pair]:
    """Each two of a group once, the smaller first."""
    return combinations(sorted(group), 2)
