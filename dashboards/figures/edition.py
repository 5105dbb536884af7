"""The edition shown beyond a school: which figures of a collection are withheld (ADR 0005)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboards.figures.crowd import (
    ORDER,
    Crowd,
    Settled,
    Standing,
    contributions,
    settle,
)
from dashboards.figures.cube import Cube, Place
from dashboards.figures.groups import BLOCKS, FAMILY_OF, GROUPS
from dashboards.figures.local import local


class Slice(NamedTuple):
    """What is settled together: every school of one cohort and subject."""

    cohort: str
    subject: str


@dataclass(frozen=True)
class TrustSlice:
    """The trust's totals of one slice, and how it was settled."""

    cells: np.ndarray
    rates: np.ndarray
    crowds: dict[str, Crowd]
    settled: Settled

    @property
    def masks(self) -> list[int]:
        return by_group([self.settled.trust[block] for block in BLOCKS])


@dataclass(frozen=True)
class Edition:
    """Every school's counts with what each hides, and the trust's slices."""

    standings: dict[Place, Standing]
    slices: dict[Slice, TrustSlice]

    def masks(self, place: Place) -> list[int]:
        """What `place` hides of each of GROUPS: 1 expected, 2 higher, 3 both and the pupils."""
        partners = self.slices[Slice(place.cohort, place.subject)].settled.partners
        own = self.standings[place].masks
        return by_group(
            [own[at] | partners[block].get(place.school, 0) for block, at in ORDER.items()]
        )


def block_of(group: str) -> str:
    return FAMILY_OF.get(group, group)


BLOCK_AT = [ORDER[block_of(group)] for group in GROUPS]


def by_group(masks: Sequence[int]) -> list[int]:
    """Masks in the order of BLOCKS to masks in the order of GROUPS."""
    return [masks[at] for at in BLOCK_AT]


def withhold(cube: Cube, smallest: int) -> Edition:
    """The one function that decides what may be shown, for pages, charts, files and reports
    alike.
    """
    places = standings(cube, smallest)
    by_slice: dict[Slice, list[Standing]] = defaultdict(list)
    for place, standing in places.items():
        by_slice[Slice(place.cohort, place.subject)].append(standing)
    return Edition(places, {key: _settled(each, smallest) for key, each in by_slice.items()})


def standings(cube: Cube, smallest: int) -> dict[Place, Standing]:
    """Each school's counts with what it hides for its own sake."""
    found = local(cube.cells, smallest)
    arrays = (cube.cells, found.masks, found.present, cube.rates)
    columns = (array.tolist() for array in arrays)
    rows = zip(cube.places, *columns, strict=True)
    return {place: Standing(place.school, *row) for place, *row in rows}


def crowds_of(schools: Iterable[Standing]) -> dict[str, Crowd]:
    crowds: dict[str, Crowd] = {block: Crowd() for block in BLOCKS}
    for standing in schools:
        for block, kind, sums in contributions(standing):
            crowds[block].add(kind, sums)
    return crowds


def _settled(schools: list[Standing], smallest: int) -> TrustSlice:
    cells = np.array([standing.cells for standing in schools]).sum(axis=0)
    rates = np.array([standing.rates for standing in schools]).sum(axis=0)
    crowds = crowds_of(schools)
    settled = settle(crowds, cells, Among(schools), smallest)
    return TrustSlice(cells, rates, crowds, settled)


class Among:
    """Finds partners among schools that are all in memory."""

    def __init__(self, schools: list[Standing]) -> None:
        self.schools = schools

    def smallest(self, group: str, bits: int, taken: set[int]) -> Standing | None:
        column, block = GROUPS.index(group), ORDER[block_of(group)]
        free = (
            school
            for school in self.schools
            if school.cells[column][0]
            and school.masks[block] & bits != bits
            and school.school not in taken
        )
        return min(free, key=lambda school: (school.cells[column][0], school.school), default=None)
