"""P11 and R14: nothing withheld can be worked out from everything shown."""

import numpy as np
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dashboards.figures.cube import Cube, Place
from dashboards.figures.edition import Edition, Slice, withhold
from dashboards.figures.groups import ALL, FAMILIES, GROUPS
from dashboards.figures.rule import BOTH, EXPECTED, HIGHER, says_too_much
from tests.dashboards.figures.attacker import (
    EVERY_GROUP,
    NOT_KNOWN,
    OUTCOMES,
    Attacker,
    Equation,
    families_add_up,
    number_of,
)

SMALLEST = 6
ONE = Slice("6", "reading")
MEASURES = (EXPECTED, HIGHER)


@st.composite
def schools(draw, most=3):
    """Pupils of each school by outcome, shared out among the groups of each family."""
    size = st.sampled_from([1, 3, 6, 12])
    cells = []
    for _ in range(draw(st.integers(1, most))):
        limit = draw(size)
        everybody = [draw(st.integers(0, limit)) for _ in OUTCOMES]
        truth = {ALL: everybody}
        for members in FAMILIES.values():
            left = everybody
            for member in members[:-1]:
                part = [draw(st.integers(0, n)) for n in left]
                truth[member], left = part, [n - p for n, p in zip(left, part, strict=True)]
            truth[members[-1]] = left
        cells.append(truth)
    assume(any(sum(truth[ALL]) for truth in cells))
    return [truth for truth in cells if sum(truth[ALL])]


def as_cube(truths):
    cells = [[[sum(t[g]), t[g][0] + t[g][1], t[g][0]] for g in GROUPS] for t in truths]
    places = [Place(number, *ONE) for number in range(len(truths))]
    return Cube(places, np.array(cells, dtype=np.int64).reshape(len(truths), len(GROUPS), 3))


class Reader:
    """What a trust-wide reader is shown of one cohort and subject."""

    def __init__(self, truths, edition: Edition):
        self.schools = list(range(len(truths)))
        self.edition = edition
        self.truth = {
            (school, group, outcome): truth.get(group, (0, 0, 0))[outcome]
            for school, truth in enumerate(truths)
            for group in EVERY_GROUP
            for outcome in OUTCOMES
        }

    def who(self, school: int | None):
        return self.schools if school is None else [school]

    def mask(self, school: int | None, group: str) -> int:
        masks = (
            self.edition.slices[ONE].masks
            if school is None
            else self.edition.masks(Place(school, *ONE))
        )
        return masks[GROUPS.index(group)]

    def count(self, school: int | None, group: str, what: int) -> int:
        return sum(self.truth[key] for key in number_of(self.who(school), group, what))

    def equations(self) -> list[Equation]:
        everything = list(families_add_up(self.schools))
        for school in (None, *self.schools):
            for group in GROUPS:
                for what in self.shown(school, group):
                    left = number_of(self.who(school), group, what)
                    everything.append((left, self.count(school, group, what)))
        # Nobody is of unknown characteristic, and the reader may know that.
        rests = ({key: 1} for key in self.truth if key[1] in NOT_KNOWN.values())
        return everything + [(rest, 0) for rest in rests]

    def shown(self, school: int | None, group: str) -> list[int]:
        mask = self.mask(school, group)
        return [*([] if mask == BOTH else [0]), *(m for m in MEASURES if not mask & m)]

    def withheld(self):
        for school in (None, *self.schools):
            for group in GROUPS:
                mask = self.mask(school, group)
                yield from ((school, group, m) for m in MEASURES if mask & m)
                if mask == BOTH:
                    yield school, group, 0

    def is_sum_of_shown(self, school: int | None, group: str, what: int) -> bool:
        """A total of schools that all show theirs, or show that nobody is in the group, is added
        up by anybody, and says nothing of who is hidden (ADR 0005).
        """
        return (
            school is None
            and what != 0
            and all(
                not self.mask(s, group) & what
                or (self.mask(s, group) != BOTH and not self.count(s, group, 0))
                for s in self.schools
            )
        )

    def is_said_of_all(self, school: int | None, group: str, what: int) -> bool:
        """0% or 100% that may be shown of a whole (a school, or what is left of a total) says so of
        each part. It is not taken for working out a small group (ADR 0005).
        """
        wholes = [([school], ALL)] if school is not None else [(self.schools, ALL)]
        if self.mask(school, ALL) & what:
            wholes = []
        for of in {group, ALL}:
            if not self.mask(None, of) & what:
                hidden = [s for s in self.schools if self.mask(s, of) & what]
                wholes += [(hidden, of)] if school is None or school in hidden else []
        return what != 0 and any(
            sum(self.count(s, of, what) for s in where)
            in {0, sum(self.count(s, of, 0) for s in where)}
            for where, of in wholes
        )


def all_alike(everybody, disadvantage="NOT_DIS"):
    """A year group in which one group of each family is everybody, and the others nobody."""
    whole = {"ALL", disadvantage, "SEN_E", "NOT_EAL", "M"}
    return {group: everybody if group in whole else [0, 0, 0] for group in GROUPS}


@settings(max_examples=200, deadline=None)
@example([all_alike([1, 4, 6]), all_alike([0, 1, 1]), all_alike([0, 2, 2])])
@example([all_alike([0, 3, 3]), all_alike([1, 0, 10])])
@example([all_alike([0, 3, 3]), all_alike([3, 0, 3], "DIS")])
@given(schools())
def test_no_withheld_number_follows_from_what_is_shown(truths):
    reader = Reader(truths, withhold(as_cube(truths), SMALLEST))
    attacker = Attacker(reader.equations(), reader.truth)
    for school, group, what in reader.withheld():
        told = reader.is_said_of_all, reader.is_sum_of_shown
        if not reader.count(school, group, 0) or any(one(school, group, what) for one in told):
            continue
        wanted = number_of(reader.who(school), group, what)
        assert not attacker.can_tell(wanted), (school, group, what)


@given(schools(most=6), st.sampled_from([5, 6, 10, 11]))
def test_nothing_shown_breaks_the_rule_itself_nor_does_what_is_left_of_a_total(truths, smallest):
    edition = withhold(as_cube(truths), smallest)
    reader = Reader(truths, edition)
    for group in GROUPS:
        for measure in MEASURES:
            for school in (None, *reader.schools):
                if not reader.mask(school, group) & measure:
                    counts = (reader.count(school, group, what) for what in (measure, 0))
                    assert not says_too_much(*counts, smallest)
            if not reader.mask(None, group) & measure:
                hidden = [s for s in reader.schools if reader.mask(s, group) & measure]
                left = [sum(reader.count(s, group, what) for s in hidden) for what in (measure, 0)]
                assert not says_too_much(*left, smallest)


@given(schools(most=6), st.randoms())
def test_the_order_in_which_schools_come_changes_nothing(truths, random):
    cube = as_cube(truths)
    shuffled = list(range(len(truths)))
    random.shuffle(shuffled)
    again = withhold(Cube([cube.places[i] for i in shuffled], cube.cells[shuffled]), SMALLEST)
    once = withhold(cube, SMALLEST)
    assert {place: once.masks(place) for place in cube.places} == {
        place: again.masks(place) for place in cube.places
    }
    assert once.slices[ONE].masks == again.slices[ONE].masks
