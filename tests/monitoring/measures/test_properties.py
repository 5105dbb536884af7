"""What holds of every measure, whatever the rows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.years import AcademicYear
from monitoring.rules.measures import Unit
from monitoring.rules.measuring import cells
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.rules.measuring.codes import in_year
from monitoring.rules.measuring.compute import BadRows, compute
from monitoring.rules.measuring.dates import NOTHING_ENTERED
from monitoring.rules.measuring.registers import ATTENDANCE_CODES, BY_CODE, sessions_of

YEARS = {
    code: next(
        (
            year
            for year in map(AcademicYear, (2025, 2023, 2022))
            if not one.why_not(year, NOTHING_ENTERED)
        ),
        None,
    )
    for code, one in DEFINITIONS.items()
}
THERE = [one for one in DEFINITIONS.values() if YEARS[one.code]]
measures = st.sampled_from(THERE)
shares = st.sampled_from([one for one in THERE if one.unit is Unit.PERCENT])


def written(column, year):
    """A cell that can be read."""
    reader = column.reader
    codes = list(in_year(reader.codes, year))
    if isinstance(reader, cells.Score):
        found = st.integers(reader.lowest, reader.highest).map(str)
        found = st.one_of(found, st.sampled_from(codes)) if codes else found
    elif isinstance(reader, cells.Amount):
        found = st.integers(reader.lowest, reader.highest).map(str)
    elif isinstance(reader, cells.Grade):
        found = st.sampled_from([*codes, *"123456789"])
    elif isinstance(reader, cells.Months):
        found = st.builds("{}:{:02d}".format, st.integers(3, 19), st.integers(0, 11))
    elif isinstance(reader, cells.YesNo):
        found = st.sampled_from(["yes", "no"])
    elif isinstance(reader, cells.Word):
        found = st.sampled_from(list(reader.words))
    else:
        found = st.sampled_from(codes)
    return st.one_of(st.just(""), found) if column.may_be_blank or column.is_optional else found


@st.composite
def asked(draw, of=measures):
    """A measure, and rows that agree with themselves."""
    one = draw(of)
    year = YEARS[one.code].start_year
    row = st.fixed_dictionaries({its.name: written(its, year) for its in one.columns})
    rows = draw(st.lists(row, max_size=8))
    return one, [agreeing for agreeing in rows if agrees(one, agreeing)]


def agrees(one, row):
    try:
        compute(one, [row], year=YEARS[one.code])
    except BadRows:
        return False
    return True


def computed(one, rows):
    return compute(one, rows, year=YEARS[one.code])


@given(asked(shares))
def test_a_share_is_between_0_and_100_and_inside_its_interval(case):
    found = computed(*case)
    assert 0 <= found.numerator <= found.denominator
    if found.denominator:
        assert found.interval.low <= float(found.value) + 1e-9
        assert float(found.value) - 1e-9 <= found.interval.high
        assert 0 <= found.interval.low <= found.interval.high <= 100
    else:
        assert found.value is found.interval is None


@given(asked().flatmap(lambda case: st.tuples(st.just(case), st.permutations(case[1]))))
def test_the_order_of_the_rows_says_nothing(shuffled):
    (one, rows), others = shuffled
    assert computed(one, rows) == computed(one, others)


@given(asked())
def test_a_leaver_changes_nothing(case):
    one, rows = case
    year = YEARS[one.code].start_year
    leaver = {}
    for its in one.columns:
        codes = {mark.code for mark in in_year(its.reader.codes, year).values()}
        leaver[its.name] = "L" if "L" in codes else ""
    if "L" not in leaver.values() or not agrees(one, leaver):
        return
    before, after = computed(one, rows), computed(one, [*rows, leaver])
    assert (before.numerator, before.denominator) == (after.numerator, after.denominator)
    assert after.left_out == before.left_out + 1


@given(asked(), st.integers(0, 8))
def test_a_whole_is_the_sum_of_its_parts(case, at):
    """Years, schools and trusts are pooled by adding up, never by averaging percentages."""
    one, rows = case
    parts = [computed(one, rows[:at]), computed(one, rows[at:])]
    whole = computed(one, rows)
    assert whole.numerator == sum(part.numerator for part in parts)
    assert whole.denominator == sum(part.denominator for part in parts)


@given(measures, st.text(max_size=12))
def test_no_cell_breaks_a_measure(one, cell):
    rows = [dict.fromkeys((its.name for its in one.columns), cell)]
    if agrees(one, rows[0]):
        assert computed(one, rows).left_out in {0, 1}
        return
    with pytest.raises(BadRows) as refused:
        computed(one, rows)
    first = refused.value.refusals[0]
    assert (first.row, first.value) == (2, cell)
    assert first.column in rows[0]
    assert first.reason


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_severe_absence_is_a_part_of_persistent_absence(sessions):
    possible, missed = sessions
    rows = [{"possible": str(possible), "missed": str(missed)}]
    persistent = computed(DEFINITIONS["persistent_absence"], rows).numerator
    severe = computed(DEFINITIONS["severe_absence"], rows).numerator
    assert severe <= persistent
    assert persistent == (missed * 10 >= possible)
    assert severe == (missed * 2 >= possible)


@given(st.lists(st.sampled_from(sorted(BY_CODE)), max_size=40))
def test_attendance_and_absence_share_out_the_possible_sessions(marks):
    found = sessions_of(marks)
    assert found.attended + found.missed == found.possible <= len(marks)
    half = len(marks) // 2
    assert sessions_of(marks[:half]) + sessions_of(marks[half:]) == found


def test_late_after_the_register_closed_is_absence_and_retired_codes_are_read():
    assert sessions_of(["/", "L", "U"]).missed == 1
    assert sessions_of(["J", "J1"]).attended == 1
    assert sessions_of(["H", "Y", "D", "X", "#", "Z", "Y4", "Q"]).possible == 1
    with pytest.raises(ValueError, match="'9' is not an attendance code"):
        sessions_of(["9"])


def test_a_code_has_its_days():
    days = (date(2024, 8, 18), date(2024, 8, 19))
    assert [BY_CODE["J"].is_valid(on) for on in days] == [True, False]
    assert [BY_CODE["J1"].is_valid(on) for on in days] == [False, True]
    assert len(BY_CODE) == len(ATTENDANCE_CODES)
