"""What holds of the figures of a kind whatever is in the file: they are what the measures' own
definitions say of the same rows, and the trust's are its schools' added up.
"""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.years import AcademicYear
from dashboards.figures.cube import Added, PupilRow, measured_cube
from dashboards.figures.groups import GROUPS
from dashboards.figures.scales import grade_outcome
from monitoring.rules.counting_lines import PARTS, Counter, add_up
from monitoring.rules.kinds import ASKINGS
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.rules.measuring.compute import compute
from monitoring.rules.measuring.dates import NOTHING_ENTERED
from tests.monitoring.measures.test_properties import written
from tests.properties import tried_less

YEAR = AcademicYear(2025)
MEMBERS = st.tuples(
    st.sampled_from([True, False, None]), st.sampled_from(["N", "K", "E", ""]),
    st.sampled_from([True, False, None]), st.sampled_from(["F", "M", ""]),
)  # fmt: skip


@st.composite
def files(draw):
    """A kind, and rows of it that do not contradict themselves."""
    asking = draw(st.sampled_from(list(ASKINGS.values())))
    cells = st.fixed_dictionaries(
        {name: written(column, YEAR.start_year) for name, column in asking.fields.items()}
    )
    counter = Counter(asking, YEAR, NOTHING_ENTERED)
    wrongs = [one.wrong for one in asking.definitions if one.wrong]
    rows = draw(st.lists(cells, max_size=12))
    return counter, [row for row in rows if not any(w(counter.row(row)) for w in wrongs)]


def as_measured(counter, rows):
    """The rows under the names of the definitions' own columns."""
    columns = counter.asking.fields.items()
    return [{column.name: row[name] for name, column in columns} for row in rows]


@tried_less
@given(files())
def test_each_line_says_what_the_definitions_of_its_measures_say(found):
    counter, rows = found
    sums = add_up([counter.adds(row) for row in rows], len(counter.lines))
    plain = as_measured(counter, rows)
    for line, its in zip(counter.lines, sums, strict=True):
        met = compute(DEFINITIONS[line.met], plain, year=YEAR)
        if line.is_rate:
            assert (Fraction(its.total, PARTS), its.base) == (met.numerator, met.denominator)
            assert its.pupils <= len(rows)
            continue
        assert (its.expected, its.pupils) == (met.numerator, met.denominator)
        if line.more:
            more = compute(DEFINITIONS[line.more], plain, year=YEAR)
            assert (its.higher, its.pupils) == (more.numerator, more.denominator)


@tried_less
@given(files(), st.data())
def test_the_cube_adds_up_its_pupils_school_by_school(found, data):
    counter, rows = found
    people = data.draw(
        st.lists(st.tuples(st.integers(1, 3), MEMBERS), min_size=len(rows), max_size=len(rows))
    )
    pupils = [
        PupilRow(school, "W", *about, json.dumps(row))
        for row, (school, about) in zip(rows, people, strict=True)
    ]

    def decode(text):
        return [
            Added(grade_outcome(counts=a.counts, expected=a.met, higher=a.more), a.total, a.base)
            for a in counter.adds(json.loads(text))
        ]

    cube = measured_cube(pupils, [line.code for line in counter.lines], decode)
    sums = add_up([counter.adds(row) for row in rows], len(counter.lines))
    for line, its in zip(counter.lines, sums, strict=True):
        at = [i for i, place in enumerate(cube.places) if place.subject == line.code]
        everybody = np.concatenate([cube.cells, cube.rates], axis=2)[at].sum(axis=0)
        assert everybody[0].tolist() == list(its)
        for group, of in (("SEN_K", "K"), ("F", "F")):
            some = [
                row
                for row, (_, about) in zip(rows, people, strict=True)
                if of in (about[1], about[3])
            ]
            alone = add_up([counter.adds(row) for row in some], len(counter.lines))
            its_own = alone[counter.lines.index(line)]
            assert everybody[GROUPS.index(group)].tolist() == list(its_own)


@pytest.mark.parametrize("asking", ASKINGS.values(), ids=lambda one: one.kind)
def test_a_kind_is_whole(asking):
    """Each measure's columns are asked for, and who meets `more` counts where `met` counts."""
    asked = {column.name for column in asking.fields.values()}
    for definition in asking.definitions:
        needed = {column.name for column in definition.columns if not column.is_optional}
        assert needed <= asked
    codes = [line.code for line in asking.lines]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= 20
