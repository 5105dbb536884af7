"""Means and rates are withheld with their pupils, and what is shown gives no hidden one away."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboards.figures.cube import Cube, Place
from dashboards.figures.edition import Slice, by_group, standings, withhold
from dashboards.figures.groups import FAMILIES, GROUPS
from tests.properties import tried

ONE = Slice("W", "attendance")
SMALLEST = 6


@st.composite
def trusts(draw):
    """Up to five schools; each pupil is in one group of every family and adds some sessions."""
    cells, rates = [], []
    for _ in range(draw(st.integers(1, 5))):
        size = draw(st.integers(1, 30))
        pupils = np.zeros((size, len(GROUPS)), dtype=np.int64)
        pupils[:, 0] = 1
        for family in FAMILIES.values():
            few = draw(st.integers(0, min(size, 14)))
            other = draw(st.integers(1, len(family) - 1))
            for at in range(size):
                pupils[at, GROUPS.index(family[other if at < few else 0])] = 1
        added = np.array(draw(st.lists(st.integers(0, 190), min_size=size, max_size=size)))
        counts = pupils.sum(axis=0)
        cells.append(np.stack([counts, counts * 0, counts * 0], axis=1))
        rates.append(np.stack([(pupils * added[:, None]).sum(axis=0), counts * 190], axis=1))
    places = [Place(school, *ONE) for school in range(1, len(cells) + 1)]
    return Cube(places, np.array(cells), np.array(rates))


def told(cube, masks, trust):
    """Equations of an outsider: what is shown of schools and trust, and that groups add up."""
    schools, groups = len(cube.places), len(GROUPS)
    shown = [{s * groups + g: 1} for s in range(schools) for g in range(groups) if not masks[s][g]]
    pooled = [{s * groups + g: 1 for s in range(schools)} for g in range(groups) if not trust[g]]
    families = [
        {s * groups: -1} | {s * groups + GROUPS.index(g): 1 for g in family}
        for s in range(schools)
        for family in FAMILIES.values()
    ]
    rows = np.zeros((len(shown) + len(pooled) + len(families), schools * groups))
    for at, equation in enumerate([*shown, *pooled, *families]):
        for where, sign in equation.items():
            rows[at, where] = sign
    return rows


def given_away(cube, masks, trust):
    """Hidden cells of somebody whose sum is the only one that fits what is shown."""
    known = told(cube, masks, trust)
    rank = np.linalg.matrix_rank(known)
    found = []
    for s, of_school in enumerate(masks):
        for g, mask in enumerate(of_school):
            one = np.zeros((1, known.shape[1]))
            one[0, s * len(GROUPS) + g] = 1
            is_told = np.linalg.matrix_rank(np.vstack([known, one])) == rank
            if mask and cube.cells[s, g, 0] and is_told:
                found.append((s, GROUPS[g]))
    return found


@tried
@given(trusts())
def test_no_hidden_mean_follows_from_what_is_shown(cube):
    edition = withhold(cube, SMALLEST)
    masks = [edition.masks(place) for place in cube.places]
    assert given_away(cube, masks, edition.slices[ONE].masks) == []


def test_the_outsider_succeeds_where_no_partner_is_withheld():
    counts = np.array([[30, 3, 27, 30, 0, 0, 0, 30, 15, 15], [40, 20, 20, 40, 0, 0, 0, 40, 20, 20]])
    cells = np.stack([counts, counts * 0, counts * 0], axis=2)
    cube = Cube([Place(1, *ONE), Place(2, *ONE)], cells, np.stack([counts, counts], axis=2))
    own = [by_group(one.masks) for one in standings(cube, SMALLEST).values()]
    assert (0, "DIS") in given_away(cube, own, [0] * len(GROUPS))


@tried
@given(trusts())
def test_a_mean_of_fewer_than_eleven_pupils_is_never_shown(cube):
    edition = withhold(cube, SMALLEST)
    for s, place in enumerate(cube.places):
        for g, mask in enumerate(edition.masks(place)):
            assert mask or not 0 < cube.cells[s, g, 0] < 11
    found = edition.slices[ONE]
    assert (found.rates == cube.rates.sum(axis=0)).all()
    for cells, mask in zip(found.cells, found.masks, strict=True):
        assert mask or not 0 < cells[0] < 11
