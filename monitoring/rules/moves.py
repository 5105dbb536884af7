"""Who has joined and left since last time, and which two entries may be one child. Pure.

A child is never merged by rule: what looks alike is shown to somebody who knows the children.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations


@dataclass(frozen=True)
class Known:
    """A pupil as one return had them. `pupil` tells two pupils apart, whatever they are called."""

    pupil: int
    upn: str
    surname: str
    forename: str
    born: date | None
    year_group: str

    @property
    def name(self) -> str:
        """As a list in school has it; the end of the number where there is no name."""
        told = ", ".join(filter(None, (self.surname, self.forename)))
        return told or (f"UPN ends {self.upn[-4:]}" if self.upn else "no name")

    @property
    def year(self) -> str:
        return "Reception" if self.year_group == "R" else f"Year {self.year_group}"


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one child, and why."""

    one: Known
    other: Known
    because: str


@dataclass(frozen=True)
class Moves:
    """`starting` pupils are new because their year group was not asked for last time."""

    joined: Sequence[Known]
    left: Sequence[Known]
    starting: Sequence[Known]
    pairs: Sequence[Pair]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.pairs)


def moves(
    then: Sequence[Known],
    now: Sequence[Known],
    new_years: Sequence[str] = (),
    told_apart: Set[frozenset[int]] = frozenset(),
) -> Moves:
    """`then` are those of last time who should still be in the years that are asked for.

    `new_years` are the year groups whose pupils were in none of the years of last time, and
    `told_apart` the pairs of pupils of whom somebody said that they are two children.
    """
    were, are = {one.pupil for one in then}, {one.pupil for one in now}
    left = sorted((one for one in then if one.pupil not in are), key=_by_name)
    new = sorted((one for one in now if one.pupil not in were), key=_by_name)
    starting = [one for one in new if one.year_group in new_years]
    joined = [one for one in new if one.year_group not in new_years]
    alike = maybe_one_child([*now, *left])
    pairs = [one for one in alike if frozenset((one.one.pupil, one.other.pupil)) not in told_apart]
    return Moves(joined, left, starting, pairs)


def _by_name(one: Known) -> tuple[str, str]:
    return plain(one.surname), plain(one.forename)


def maybe_one_child(everybody: Iterable[Known]) -> list[Pair]:
    """Pairs born on one day whose names or numbers are so alike that somebody should look.

    Where no birthday is known, pairs of one whole name in one year group.
    """
    alike: dict[Hashable, list[Known]] = defaultdict(list)
    for one in everybody:
        name = (plain(one.surname), plain(one.forename), one.year_group)
        alike[one.born or name].append(one)
    return [
        Pair(one, other, because)
        for together in alike.values()
        for one, other in combinations(together, 2)
        if (because := _because(one, other))
    ]


def _because(one: Known, other: Known) -> str:
    """Why two entries of one birthday may be one child; blank when they need not be.

    Twins share a birthday and a surname, and their numbers differ in the check letter as well.
    """
    surnames = plain(one.surname), plain(other.surname)
    forenames = plain(one.forename), plain(other.forename)
    if not all((*surnames, *forenames)):
        return ""
    if one.born is None:
        return "The name is the same, and no date of birth tells them apart."
    if surnames[0] == surnames[1] and forenames[0] == forenames[1]:
        return "The name and the date of birth are the same, and the UPN is not."
    if (surnames[0], forenames[0]) == (forenames[1], surnames[1]):
        return "The names are the same the other way round, and so is the date of birth."
    if surnames[0] == surnames[1] and _differ_in_one(one.upn, other.upn):
        return "The surname and the date of birth are the same, and the UPN but for one character."
    return ""


def _differ_in_one(one: str, other: str) -> bool:
    if not one or len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def plain(name: str) -> str:
    """A name without case, accents and punctuation: Zoë O'Neill and ZOE ONEILL are alike."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in parted if character.isalnum())
