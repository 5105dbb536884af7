"""What is withheld and why, by example (domain-reference 3.11, security.md 3 rule 7)."""

import numpy as np
import pytest

from dashboards.figures.cube import Cube, Place
from dashboards.figures.edition import Slice, withhold
from dashboards.figures.groups import GROUPS
from dashboards.figures.rule import BOTH, EXPECTED, HIGHER, says_too_much
from tests.dashboards.figures.attacker import Attacker, number_of
from tests.dashboards.figures.test_nobody_can_work_it_out import Reader, as_cube

ONE = Slice("6", "reading")


def school(all_pupils, **groups):
    """(pupils, expected, higher) for all pupils and the groups named; the rest have nobody."""
    counts = {"ALL": all_pupils} | groups
    return [counts.get(group, (0, 0, 0)) for group in GROUPS]


def edition(*schools, smallest=6):
    places = [Place(number, *ONE) for number in range(len(schools))]
    return withhold(Cube(places, np.array(schools)), smallest)


def masks(found, number, *groups):
    return [found.masks(Place(number, *ONE))[GROUPS.index(group)] for group in groups]


def trust(found, *groups):
    return [found.slices[ONE].masks[GROUPS.index(group)] for group in groups]


BIG = school((60, 40, 10), DIS=(20, 10, 3), NOT_DIS=(40, 30, 7), F=(30, 20, 5), M=(30, 20, 5))


@pytest.mark.parametrize(
    ("numerator", "pupils", "is_withheld"),
    [(3, 5, True), (3, 6, False), (2, 6, True), (4, 6, True), (0, 10, True), (10, 10, True),
     (8, 10, True), (7, 10, False), (0, 11, False), (11, 11, False), (0, 0, False)],
)  # fmt: skip
def test_the_rule_for_one_figure(numerator, pupils, is_withheld):
    assert says_too_much(numerator, pupils, 6) is is_withheld


def test_a_small_group_takes_its_complement_with_it():
    small = school((30, 20, 4), DIS=(4, 2, 0), NOT_DIS=(26, 18, 4))
    found = edition(small, BIG, BIG)
    assert masks(found, 0, "ALL", "DIS", "NOT_DIS") == [0, BOTH, BOTH]


def test_and_the_smallest_other_school_so_that_the_trusts_total_does_not_give_it_away():
    small = school((30, 20, 4), DIS=(4, 2, 0), NOT_DIS=(26, 18, 4))
    bigger = school((90, 60, 15), DIS=(30, 15, 5), NOT_DIS=(60, 45, 10))
    found = edition(small, bigger, BIG)
    assert masks(found, 1, "DIS", "NOT_DIS") == [0, 0]
    assert masks(found, 2, "DIS", "NOT_DIS") == [BOTH, BOTH]
    assert trust(found, "DIS", "NOT_DIS") == [0, 0]


def test_schools_that_withhold_anyway_protect_each_other():
    small = school((30, 20, 4), DIS=(4, 2, 1), NOT_DIS=(26, 18, 3))
    found = edition(small, small, small, BIG)
    assert masks(found, 3, "DIS", "NOT_DIS") == [0, 0]
    assert trust(found, "DIS") == [0]


def test_what_is_left_of_a_total_keeps_the_rule_too():
    small = school((30, 20, 4), DIS=(4, 2, 0), NOT_DIS=(26, 18, 4))
    found = edition(small, small, BIG)
    assert masks(found, 2, "DIS") == [HIGHER]  # none of the 8 left over would be at higher


def test_together_they_must_be_enough():
    two = school((30, 20, 4), DIS=(2, 1, 0), NOT_DIS=(28, 19, 4))
    found = edition(two, two, BIG)
    assert masks(found, 2, "DIS") == [BOTH]  # 2 + 2 pupils would still be fewer than 6


def test_the_only_school_is_the_trust():
    found = edition(school((30, 20, 4), DIS=(4, 2, 0), NOT_DIS=(26, 18, 4)))
    assert trust(found, "ALL", "DIS", "NOT_DIS") == [0, BOTH, BOTH]


def test_one_measure_may_be_shown_while_the_other_is_not():
    some = school((30, 20, 5), DIS=(8, 5, 1), NOT_DIS=(22, 15, 4))
    found = edition(some, BIG, BIG)
    assert masks(found, 0, "DIS", "NOT_DIS") == [HIGHER, HIGHER]


def test_a_number_of_pupils_that_is_too_small_hides_in_both_measures():
    some = school((30, 20, 0), DIS=(5, 3, 0), NOT_DIS=(25, 17, 0))
    assert masks(edition(some, BIG, BIG), 0, "DIS") == [BOTH]


def test_a_tiny_school_hides_everything_and_another_helps():
    tiny = school((5, 3, 1), F=(2, 1, 1), M=(3, 2, 0))
    found = edition(tiny, BIG, BIG)
    assert masks(found, 0, "ALL", "F", "M") == [BOTH] * 3
    assert masks(found, 1, "ALL", "F", "M", "DIS") == [BOTH] * 4
    assert masks(found, 2, "ALL", "F", "M", "DIS") == [0] * 4


def test_the_trust_may_choose_a_larger_smallest_group():
    some = school((30, 20, 8), DIS=(8, 4, 3), NOT_DIS=(22, 16, 5))
    assert masks(edition(some, BIG, BIG, smallest=6), 0, "DIS") == [0]
    assert masks(edition(some, BIG, BIG, smallest=10), 0, "DIS") == [BOTH]


def test_a_measure_that_follows_from_the_other_is_hidden_with_it():
    """All who are at expected are higher, so who knows one knows the other."""
    pinned = school((20, 12, 12), DIS=(8, 6, 6), NOT_DIS=(12, 6, 6))
    assert masks(edition(pinned, BIG, BIG), 0, "DIS") == [BOTH]


def truth(pupils, dis):
    """By outcome (higher, expected only, not met); everybody is alike except in disadvantage."""
    alike = dict.fromkeys(("ALL", "SEN_N", "NOT_EAL", "F"), pupils)
    others = [n - d for n, d in zip(pupils, dis, strict=True)]
    return {group: [0, 0, 0] for group in GROUPS} | alike | {"DIS": dis, "NOT_DIS": others}


class Careless(Reader):
    """Is shown everything but the small group itself."""

    def mask(self, school, group):
        return BOTH if (school, group) == (0, "DIS") else 0


@pytest.mark.parametrize(("reader_of", "can_tell"), [(Careless, True), (Reader, False)])
def test_the_attacker_succeeds_where_there_is_no_protection(reader_of, can_tell):
    truths = [truth([4, 16, 10], [0, 2, 2]), truth([10, 30, 20], [3, 7, 10])]
    reader = reader_of(truths, withhold(as_cube(truths), 6))
    attacker = Attacker(reader.equations(), reader.truth)
    assert attacker.can_tell(number_of([0], "DIS", EXPECTED)) is can_tell
    assert attacker.can_tell(number_of([0], "DIS", 0)) is can_tell
