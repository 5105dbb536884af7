"""Pupils' results, or counts typed on a grid, to counts per cohort, subject and group."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboards.figures.groups import FAMILIES, GROUPS, RWM, RWM_SUBJECTS
from dashboards.figures.scales import Outcome, ScaleKey, combined, outcome_of

MEMBERS: dict[str, tuple[Any, ...]] = {
    "disadvantage": (True, False),
    "sen": ("N", "K", "E"),
    "language": (True, False),
    "sex": ("F", "M"),
}
LAYERS = len(Outcome)


class PupilRow(NamedTuple):
    """One pupil as figures see one. `results` is JSON text, e.g. {"reading": "EXS"}: equal texts
    are decoded once, however many pupils share them. A characteristic that is not known is None
    or "".
    """

    school: int
    cohort: str
    disadvantage: bool | None
    sen: str
    language: bool | None
    sex: str
    results: str


class GridRow(NamedTuple):
    school: int
    cohort: str
    subject: str
    group: str
    pupils: int
    expected: int
    higher: int


class Place(NamedTuple):
    """What one slice of the cube is about."""

    school: int
    cohort: str
    subject: str


@dataclass(frozen=True)
class Cube:
    """`cells[i, g]` is [pupils, expected, higher] of `places[i]` and group `GROUPS[g]`.

    `rates[i, g]` is [total, base] of a mean or a rate, and zeros of a share (ADR 0011).
    """

    places: list[Place]
    cells: np.ndarray
    rates: np.ndarray = field(default_factory=lambda: np.zeros((0, len(GROUPS), 2), dtype=np.int64))

    def __post_init__(self) -> None:
        if len(self.rates) != len(self.places):
            zeros = np.zeros((len(self.places), len(GROUPS), 2), dtype=np.int64)
            object.__setattr__(self, "rates", zeros)

    def table(self) -> pd.DataFrame:
        """One line per place and group that has pupils, as people and tests read it."""
        index = pd.MultiIndex.from_tuples(
            [(*place, group) for place in self.places for group in GROUPS],
            names=[*Place._fields, "group"],
        )
        columns = ["pupils", "expected", "higher"]
        lines = pd.DataFrame(self.cells.reshape(-1, 3), index=index, columns=columns)
        return lines[lines.pupils > 0].sort_index()

    def __add__(self, other: "Cube") -> "Cube":
        """The two side by side: a school is in one or the other, never in both."""
        return Cube(
            self.places + other.places,
            np.concatenate([self.cells, other.cells]),
            np.concatenate([self.rates, other.rates]),
        )


def cube(rows: Sequence[PupilRow], key: ScaleKey, subjects: Sequence[str]) -> Cube:
    """Counts of every school and cohort in `rows`, by subject (and the combined one) and group."""
    if not rows:
        return nothing()
    columns = dict(zip(PupilRow._fields, zip(*rows, strict=True), strict=True))
    where, schools_and_cohorts = _places(columns["school"], columns["cohort"])
    measured = measured_subjects(subjects)
    outcomes = _outcomes(columns["results"], key, subjects)
    members = {family: _members(columns[family], MEMBERS[family]) for family in FAMILIES}
    counts = np.stack(
        [
            _count(where, len(schools_and_cohorts), members, outcomes[:, column])
            for column in range(len(measured))
        ],
        axis=1,
    )
    places = [
        Place(school, cohort, name) for school, cohort in schools_and_cohorts for name in measured
    ]
    return _with_pupils(places, counts.reshape(len(places), len(GROUPS), 3))


class Added(NamedTuple):
    """What one pupil adds to a line: an outcome, and for a mean or a rate to its two sums."""

    outcome: Outcome
    total: int = 0
    base: int = 0


def measured_cube(
    rows: Sequence[PupilRow], lines: Sequence[str], decode: Callable[[str], Sequence[Added]]
) -> Cube:
    """The same of a kind: `decode` says what a pupil's results add to each line, once a text."""
    if not rows or not lines:
        return nothing()
    columns = dict(zip(PupilRow._fields, zip(*rows, strict=True), strict=True))
    where, schools_and_cohorts = _places(columns["school"], columns["cohort"])
    kind_of, kinds = pd.factorize(np.array(columns["results"], dtype=object))
    added = np.array([decode(text) for text in kinds], dtype=np.int64)[kind_of]
    members = {family: _members(columns[family], MEMBERS[family]) for family in FAMILIES}
    each = [
        (
            _count(where, len(schools_and_cohorts), members, added[:, at, 0]),
            _add(where, len(schools_and_cohorts), members, added[:, at, 1:]),
        )
        for at in range(len(lines))
    ]
    places = [
        Place(school, cohort, line) for school, cohort in schools_and_cohorts for line in lines
    ]
    cells, rates = (np.stack(part, axis=1) for part in zip(*each, strict=True))
    return _with_pupils(
        places,
        cells.reshape(len(places), len(GROUPS), 3),
        rates.reshape(len(places), len(GROUPS), 2),
    )


def grid_cube(rows: Iterable[GridRow]) -> Cube:
    """The same counts from a grid a school typed."""
    places: dict[Place, int] = {}
    typed = list(rows)
    for row in typed:
        places.setdefault(Place(row.school, row.cohort, row.subject), len(places))
    cells = np.zeros((len(places), len(GROUPS), 3), dtype=np.int64)
    for row in typed:
        where = places[Place(row.school, row.cohort, row.subject)], GROUPS.index(row.group)
        cells[where] = row.pupils, row.expected, row.higher
    return _with_pupils(list(places), _with_the_others(cells))


def nothing() -> Cube:
    return Cube([], np.zeros((0, len(GROUPS), 3), dtype=np.int64))


def measured_subjects(subjects: Sequence[str]) -> list[str]:
    """The subjects asked for, and the combined one when all three of its parts are."""
    return [*subjects, *([RWM] if set(RWM_SUBJECTS) <= set(subjects) else [])]


def _places(schools: tuple[int, ...], cohorts: tuple[str, ...]) -> tuple[np.ndarray, list[Any]]:
    school_of, each_school = pd.factorize(np.array(schools))
    cohort_of, each_cohort = pd.factorize(np.array(cohorts, dtype=object))
    where, pairs = pd.factorize(school_of * len(each_cohort) + cohort_of)
    numbers = [divmod(pair, len(each_cohort)) for pair in pairs]
    return where, [(int(each_school[school]), each_cohort[cohort]) for school, cohort in numbers]


def _outcomes(texts: tuple[str, ...], key: ScaleKey, subjects: Sequence[str]) -> np.ndarray:
    """An outcome per pupil and subject; each distinct text is decoded once."""
    kind_of, kinds = pd.factorize(np.array(texts, dtype=object))
    decoded = np.array([_decode(text, key, subjects) for text in kinds], dtype=np.int8)
    return decoded[kind_of]


def _decode(text: str, key: ScaleKey, subjects: Sequence[str]) -> list[Outcome]:
    given = json.loads(text)
    outcome = {subject: outcome_of(given.get(subject), key) for subject in subjects}
    return [
        combined(outcome[part] for part in RWM_SUBJECTS) if name == RWM else outcome[name]
        for name in measured_subjects(subjects)
    ]


def _members(values: tuple[Any, ...], members: tuple[Any, ...]) -> np.ndarray:
    """The number of each pupil's group in its family; those not known come last and are dropped."""
    kind_of, kinds = pd.factorize(np.array(values, dtype=object), use_na_sentinel=False)
    number = [members.index(kind) if kind in members else len(members) for kind in kinds]
    return np.array(number, dtype=np.int64)[kind_of]


def _count(
    where: np.ndarray, places: int, members: dict[str, np.ndarray], outcome: np.ndarray
) -> np.ndarray:
    """[pupils, expected, higher] by place and group, for one subject."""
    parts = [_tally(where, places, outcome)[:, None]]
    for family, groups in FAMILIES.items():
        sides = len(groups) + 1
        cells = _tally(where * sides + members[family], places * sides, outcome)
        parts.append(cells.reshape(places, sides, 3)[:, :-1])
    return np.concatenate(parts, axis=1)


def _tally(where: np.ndarray, size: int, outcome: np.ndarray) -> np.ndarray:
    layers = np.bincount(where * LAYERS + outcome, minlength=size * LAYERS).reshape(size, LAYERS)
    from_the_top = layers[:, :0:-1].cumsum(axis=1)  # higher, at least expected, all who count
    return from_the_top[:, ::-1]


def _add(
    where: np.ndarray, places: int, members: dict[str, np.ndarray], added: np.ndarray
) -> np.ndarray:
    """[total, base] by place and group, for one line. Whole numbers throughout."""
    parts = [_summed(where, places, added)[:, None]]
    for family, groups in FAMILIES.items():
        sides = len(groups) + 1
        sums = _summed(where * sides + members[family], places * sides, added)
        parts.append(sums.reshape(places, sides, 2)[:, :-1])
    return np.concatenate(parts, axis=1)


def _summed(where: np.ndarray, size: int, added: np.ndarray) -> np.ndarray:
    sums = np.zeros((size, 2), dtype=np.int64)
    np.add.at(sums, where, added)
    return sums


def _with_the_others(cells: np.ndarray) -> np.ndarray:
    """On a grid everybody who is not counted as one side of a pair is on its other side."""
    for one, other in (pair for pair in FAMILIES.values() if len(pair) == 2):
        here, there = GROUPS.index(one), GROUPS.index(other)
        rest = cells[:, 0] - cells[:, here]
        only_one = (cells[:, here, 0] > 0) & (cells[:, there, 0] == 0)
        cells[only_one, there] = rest[only_one]
    return cells


def _with_pupils(places: list[Place], cells: np.ndarray, rates: np.ndarray | None = None) -> Cube:
    """Without the places where nobody was assessed."""
    kept = np.flatnonzero(cells[:, 0, 0] > 0)
    there = [places[i] for i in kept]
    return Cube(there, cells[kept]) if rates is None else Cube(there, cells[kept], rates[kept])
