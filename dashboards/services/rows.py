"""Figures and their withholding as the database holds them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from core import bulk
from dashboards.figures.crowd import Crowd, Kind
from dashboards.figures.cube import Cube, Place, nothing
from dashboards.figures.groups import BLOCKS, GROUPS
from dashboards.figures.rule import EXPECTED, HIGHER
from dashboards.models import Figure
from monitoring.models import Collection

FIELDS = (
    "school", "collection", "cohort", "subject", "group",
    "pupils", "expected", "higher", "hides_expected", "hides_higher", "total", "base",
)  # fmt: skip
WHOLE_TRUST = 0  # in a Place; a row of the trust has no school
COLUMN = {group: number for number, group in enumerate(GROUPS)}


Row = tuple[Any, ...]


def figure_rows(
    collection: Collection,
    place: Place,
    cells: Sequence[Sequence[int]],
    masks: Sequence[int],
    rates: Sequence[Sequence[int]],
) -> Iterator[Row]:
    """A row for every group in the order of FIELDS; the rest are in the order of GROUPS."""
    where = (place.school or None, collection.pk, place.cohort, place.subject)
    for group, counts, mask, sums in zip(GROUPS, cells, masks, rates, strict=True):
        yield *where, group, *counts, mask & EXPECTED, (mask & HIGHER) >> 1, *sums


def insert(rows: Iterable[Row]) -> None:
    bulk.insert(Figure, FIELDS, rows)


def stored(collection: Collection, **which: Any) -> Cube:
    """The counts that are stored, of the schools (and slices) asked for."""
    fields = (
        "school_id", "cohort", "subject", "group", "pupils", "expected", "higher", "total", "base",
    )  # fmt: skip
    found = Figure.objects.filter(collection=collection, **which).values_list(*fields)
    places: dict[Place, int] = {}
    where, counts = [], []
    for school, cohort, subject, group, *numbers in found:
        place = Place(school or WHOLE_TRUST, cohort, subject)
        where.append((places.setdefault(place, len(places)), COLUMN[group]))
        counts.append(numbers)
    if not places:
        return nothing()
    cells = np.zeros((len(places), len(GROUPS), 5), dtype=np.int64)
    cells[tuple(np.array(where).T)] = counts
    return Cube(list(places), cells[..., :3], cells[..., 3:])


Written = dict[str, dict[str, dict[str, Any]]]


def crowds_to_json(crowds: dict[str, Crowd]) -> Written:
    return {
        block: {
            "kinds": {kind.written(): schools for kind, schools in crowd.kinds.items()},
            "sums": {str(mask): sums for mask, sums in crowd.sums.items()},
        }
        for block, crowd in crowds.items()
    }


def crowds_from_json(written: Written) -> dict[str, Crowd]:
    """A crowd for every block, also when nothing is written."""
    found = {block: Crowd() for block in BLOCKS}
    for block, crowd in written.items():
        found[block].kinds = {Kind.read(kind): n for kind, n in crowd["kinds"].items()}
        found[block].sums = {int(mask): sums for mask, sums in crowd["sums"].items()}
    return found
