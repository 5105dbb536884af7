"""Pupils to counts: the worked example of domain-reference 3.5, and a plain recount of anything
(P12).
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.figures.cube import GridRow, Place, PupilRow, cube, grid_cube
from dashboards.figures.groups import GROUPS, RWM_SUBJECTS
from dashboards.figures.scales import Outcome, outcome_of

CODES = {
    "PKS": Outcome.NOT_MET, "WTS": Outcome.NOT_MET, "EXS": Outcome.EXPECTED, "GDS": Outcome.HIGHER,
    "A": Outcome.NOT_MET, "L": Outcome.OUT,
}  # fmt: skip
SCORES = {
    **{str(score): Outcome.NOT_MET for score in range(80, 100)},
    **{str(score): Outcome.EXPECTED for score in range(100, 110)},
    **{str(score): Outcome.HIGHER for score in range(110, 121)},
}
KEY_STAGE_2 = CODES | SCORES | {"B": Outcome.NOT_MET, "N": Outcome.NOT_MET, "PK4": Outcome.NOT_MET}


def pupil(*codes, school=1, cohort="6", dis=None, sen="", eal=None, sex=""):
    """Codes for reading, writing and maths, as many as there are."""
    given = zip(RWM_SUBJECTS, codes, strict=False)
    results = {subject: code for subject, code in given if code is not None}
    return PupilRow(school, cohort, dis, sen, eal, sex, json.dumps(results))


def counts(found, subject, group="ALL", school=1, cohort="6"):
    """(expected, higher, pupils)"""
    place = Place(school, cohort, subject)
    if place not in found.places:
        return 0, 0, 0
    pupils, expected, higher = found.cells[found.places.index(place)][GROUPS.index(group)]
    return int(expected), int(higher), int(pupils)


def test_the_eight_pupils_of_the_reference():
    rows = [
        pupil("112", "GDS", "111"),
        pupil("112", "EXS", "111"),
        pupil("100", "EXS", "100"),
        pupil("99", "EXS", "104"),
        pupil("B", "PK4", "B"),
        pupil("A", "EXS", "103"),
        pupil("N", "WTS", "95"),
        pupil("L", "L", "L"),
    ]
    found = cube(rows, KEY_STAGE_2, RWM_SUBJECTS)
    assert counts(found, "rwm") == (3, 1, 7)
    assert counts(found, "reading") == (3, 2, 7)
    assert counts(found, "writing") == (5, 1, 7)


def test_a_missing_result_leaves_that_subject_and_the_combined_one_only():
    found = cube([pupil("EXS", None, "GDS"), pupil("EXS", "EXS", "EXS")], CODES, RWM_SUBJECTS)
    assert counts(found, "reading") == (2, 0, 2)
    assert counts(found, "writing") == (1, 0, 1)
    assert counts(found, "rwm") == (1, 0, 1)


def test_a_characteristic_not_known_is_in_all_and_in_neither_of_the_pair():
    rows = [pupil("EXS", dis=True), pupil("WTS", dis=False), pupil("GDS")]
    found = cube(rows, CODES, ["reading"])
    assert counts(found, "reading") == (2, 1, 3)
    assert counts(found, "reading", "DIS") == (1, 0, 1)
    assert counts(found, "reading", "NOT_DIS") == (0, 0, 1)
    assert counts(found, "reading", "F") == (0, 0, 0)


def test_the_combined_subject_needs_all_three():
    found = cube([pupil("EXS", "EXS")], CODES, ["reading", "writing"])
    assert {place.subject for place in found.places} == {"reading", "writing"}


def test_a_code_of_another_scale_is_never_counted_in_silence():
    with pytest.raises(ValueError, match="'XYZ' is not a code"):
        cube([pupil("XYZ")], CODES, ["reading"])


def test_nobody_makes_no_figures():
    assert cube([], CODES, RWM_SUBJECTS).places == []
    assert cube([pupil("L", "L", "L")], CODES, RWM_SUBJECTS).places == []
    assert cube([], CODES, RWM_SUBJECTS).table().empty


def test_a_grid_gives_the_same_counts_and_the_others_of_a_pair():
    rows = [GridRow(1, "6", "reading", "ALL", 9, 5, 1), GridRow(1, "6", "reading", "DIS", 2, 1, 0)]
    found = grid_cube(rows)
    assert counts(found, "reading") == (5, 1, 9)
    assert counts(found, "reading", "DIS") == (1, 0, 2)
    assert counts(found, "reading", "NOT_DIS") == (4, 1, 7)
    assert counts(found, "reading", "EAL") == (0, 0, 0)


def test_the_table_reads_by_place_and_group():
    table = cube([pupil("EXS", sex="F")], CODES, ["reading"]).table()
    assert table.loc[(1, "6", "reading", "F")].to_dict() == {
        "pupils": 1,
        "expected": 1,
        "higher": 0,
    }
    assert (1, "6", "reading", "M") not in table.index


some_pupil = st.builds(
    pupil,
    *[st.sampled_from([None, *CODES, "101", "110", "88"]) for _ in RWM_SUBJECTS],
    school=st.sampled_from([1, 7]),
    cohort=st.sampled_from(["2", "6"]),
    dis=st.sampled_from([True, False, None]),
    sen=st.sampled_from(["", "N", "K", "E"]),
    eal=st.sampled_from([True, False, None]),
    sex=st.sampled_from(["F", "M", ""]),
)
IS_IN = {
    "ALL": lambda _: True,
    "DIS": lambda p: p.disadvantage is True,
    "NOT_DIS": lambda p: p.disadvantage is False,
    "SEN_N": lambda p: p.sen == "N",
    "SEN_K": lambda p: p.sen == "K",
    "SEN_E": lambda p: p.sen == "E",
    "EAL": lambda p: p.language is True,
    "NOT_EAL": lambda p: p.language is False,
    "F": lambda p: p.sex == "F",
    "M": lambda p: p.sex == "M",
}


def recount(rows, key, subject, group, school, cohort):
    """Pupil by pupil, as somebody would with a pencil."""
    expected = higher = pupils = 0
    for row in rows:
        if (row.school, row.cohort) != (school, cohort) or not IS_IN[group](row):
            continue
        given = json.loads(row.results)
        parts = RWM_SUBJECTS if subject == "rwm" else [subject]
        outcomes = [outcome_of(given.get(part), key) for part in parts]
        if Outcome.OUT in outcomes:
            continue
        pupils += 1
        expected += all(outcome >= Outcome.EXPECTED for outcome in outcomes)
        higher += all(outcome == Outcome.HIGHER for outcome in outcomes)
    return expected, higher, pupils


@given(st.lists(some_pupil, max_size=25))
def test_the_cube_is_what_a_plain_recount_finds(rows):
    found = cube(rows, KEY_STAGE_2, RWM_SUBJECTS)
    for school in (1, 7):
        for cohort in ("2", "6"):
            for subject in (*RWM_SUBJECTS, "rwm"):
                for group in GROUPS:
                    mine = counts(found, subject, group, school, cohort)
                    assert mine == recount(rows, KEY_STAGE_2, subject, group, school, cohort)
