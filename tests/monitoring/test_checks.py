"""What is found in a file of pupils, and said about it."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheets import read
from monitoring.rules import columns, upn
from monitoring.rules.checks import Asked, check
from monitoring.rules.problems import Correction
from monitoring.rules.scales import Mark, Scale, ScoreRange
from tests.monitoring.marks import HEADER, a_row, a_upn, as_csv, rows
from tests.properties import tried

SCALE = Scale.of(
    "Teacher assessment",
    [
        Mark("PKS", "", True, False, False, spellings=("PK1", "BLW")),
        Mark("WTS", "", True, False, False, spellings=("WT", "Working towards")),
        Mark("EXS", "", True, True, False, spellings=("EXP", "Expected", "At")),
        Mark("GDS", "", True, True, True, spellings=("GD", "Greater depth")),
        Mark("A", "", True, False, False, has_level=False),
        Mark("L", "", False, False, False, has_level=False),
    ],
)
TESTS = Scale.of(
    "Key stage 2",
    [
        Mark("EXS", "", True, True, False),
        Mark("B", "", True, False, False, has_level=False),
    ],
    ScoreRange(80, 120, 100, 110),
)
ASKED = Asked(("reading", "writing", "maths"), tuple("123456"), SCALE, date(2026, 11, 22))


def checked(lines, *, header=None, asked=ASKED, corrections=(), left_out=frozenset(), term=1):
    table = read(as_csv(lines, header), "m.csv", find_header=columns.find_header)
    guessed = columns.guess(table.header, asked.subjects, term)
    return check(
        header=table.header,
        columns=table.columns,
        numbers=table.numbers,
        matched={field: guess.header for field, guess in guessed.items()},
        asked=asked,
        corrections=corrections,
        left_out=left_out,
    )


def only_error(*args, **kwargs):
    errors = checked(*args, **kwargs).errors
    assert len(errors) == 1
    return errors[0]


def test_a_good_file_has_no_problems_and_every_row():
    found = checked(rows(60))
    assert (len(found.accepted), found.problems, found.left_out) == (60, [], [])


def test_a_pupil_is_read_as_the_codes_of_ours():
    row = a_row(3, year="Year 4", Sex="Female", PP="T", SEN="S", EAL="0", Reading="greater  depth")
    (pupil,) = checked([row]).accepted
    assert (pupil.year_group, pupil.sex, pupil.sen_provision) == ("4", "F", "E")
    assert (pupil.is_disadvantaged, pupil.is_eal) == (True, False)
    assert pupil.results["reading"] == "GDS"
    assert pupil.date_of_birth == date(2017, 4, 4)


def test_a_near_miss_is_understood_and_can_be_applied_to_all_like_it():
    lines = [a_row(at, Maths="EXP+") if at < 4 else a_row(at) for at in range(9)]
    found = checked(lines)
    first = found.errors[0]
    assert (first.row, first.column, first.value) == (2, "Maths", "EXP+")
    assert (first.fix, first.suggestion, first.alike) == ("Did you mean EXS?", "EXS", 4)
    assert not checked(lines, corrections=[Correction("maths", "EXP+", "EXS")]).errors


def test_a_correction_of_one_row_leaves_the_others():
    lines = [a_row(1, Maths="3b"), a_row(2, Maths="3b")]
    assert only_error(lines, corrections=[Correction("maths", "3b", "WTS", row=2)]).row == 3


def test_a_grade_nobody_could_have_meant_lists_the_choices():
    problem = only_error([a_row(1, Reading="4S")])
    assert problem.fix == "Choose PKS, WTS, EXS, GDS, A or L, or leave the row out."


@pytest.mark.parametrize(
    "written", ["79", "121", "1e400", "inf", "1,000", "1_00", "100.5", "٣", "EXS"]
)
def test_a_score_is_a_whole_number_of_the_scale(written):
    asked = Asked(("reading",), ASKED.year_groups, TESTS, ASKED.today)
    assert only_error([a_row(1, Reading=written)], asked=asked).problem.startswith("Scores run")


def test_teachers_judge_writing_where_tests_give_scores():
    asked = Asked(ASKED.subjects, ASKED.year_groups, TESTS, ASKED.today)
    row = a_row(1, Reading="102", Writing="EXS", Maths="B")
    (pupil,) = checked([row], asked=asked).accepted
    assert dict(pupil.results) == {"reading": "102", "writing": "EXS", "maths": "B"}


def test_a_wrong_check_letter_is_kept_and_said_without_the_number():
    good = a_upn(1)
    bad = ("B" if good[0] != "B" else "C") + good[1:]
    found = checked([a_row(1, UPN=bad)])
    (warning,) = found.problems
    assert warning.problem == f"Check letter should be {good[0]}."
    assert warning.value == f"{bad[:6]}…"
    assert len(found.accepted) == 1


@pytest.mark.parametrize(
    "written", ["12345", "I001999926001", "A00199992600", "A001999926001X", "é" * 13]
)
def test_what_is_not_a_upn_blocks_the_row_unless_it_goes_without(written):
    assert "Not a UPN" in only_error([a_row(1, UPN=written)]).problem
    assert not checked(
        [a_row(1, UPN=written)], corrections=[Correction("upn", "", "", row=2)]
    ).errors


def test_a_pupil_without_a_upn_is_known_by_name():
    (pupil,) = checked([a_row(1, UPN="")]).accepted
    assert (pupil.upn, pupil.surname) == ("", "Surname1")


def test_a_row_about_nobody_is_an_error():
    assert "who this pupil is" in only_error([a_row(1, UPN="", Surname="")]).problem


@pytest.mark.parametrize("other", [{}, {"UPN": ""}])
def test_one_pupil_has_one_row(other):
    problem = only_error([a_row(1), a_row(2), a_row(1, **other)])
    assert (problem.row, problem.problem) == (4, "The same pupil is in row 2.")


def test_a_year_not_asked_for_is_left_out_kindly():
    found = checked([a_row(1, year="Reception"), a_row(2, year="R"), a_row(3)])
    assert (len(found.accepted), found.left_out, found.errors) == (1, [2, 3], [])
    assert found.problems[0].problem == "Reception is not asked for this term."


def test_no_such_year_is_an_error():
    problem = only_error([a_row(1, year=15)])
    assert problem.fix == "Choose 1, 2, 3, 4, 5 or 6, or leave the row out."


def test_a_row_left_out_is_not_complained_about():
    found = checked([a_row(1, Maths="??"), a_row(2)], left_out=frozenset({2}))
    assert (found.problems, found.left_out, len(found.accepted)) == ([], [2], 1)


def test_a_blank_result_keeps_the_pupil():
    found = checked([a_row(1, Maths=""), a_row(2)])
    assert found.problems[0].problem == "Maths is blank for 1 pupil: row 2."
    assert "maths" not in next(iter(found.accepted)).results


def test_a_blank_means_no_only_where_the_column_never_says_no():
    marked = checked([a_row(1, PP="Y"), a_row(2, PP="")])
    assert [p.is_disadvantaged for p in marked.accepted] == [True, False]
    assert "read as no" in marked.notes[0]
    mixed = checked([a_row(1, PP="Y"), a_row(2, PP=""), a_row(3, PP="N")])
    assert [p.is_disadvantaged for p in mixed.accepted] == [True, None, False]


def test_a_date_of_birth_is_needed_only_to_tell_pupils_apart():
    assert not checked([a_row(1, DOB="42614")]).errors
    problem = only_error([a_row(1, DOB="42614", UPN="")])
    assert problem.value == "…"


def test_one_row_per_subject_is_gathered_to_pupils():
    header = ["UPN", "Year group", "Subject", "Result"]
    lines = [[a_upn(at), "6", s, "EXS"] for at in (1, 2) for s in ("Reading", "Mathematics")]
    found = checked([*lines, [a_upn(1), "6", "Science", "EXS"]], header=header)
    assert [dict(p.results) for p in found.accepted] == [{"reading": "EXS", "maths": "EXS"}] * 2
    assert [p.problem for p in found.problems if p.field == "subject"] == [
        "This subject is not asked for."
    ]


def test_in_the_long_layout_a_problem_names_the_rows_own_line():
    header = ["UPN", "Year group", "Subject", "Result"]
    lines = [[a_upn(1), "6", "Reading", "EXS"], [a_upn(1), "6", "Maths", "EXP+"]]
    assert only_error(lines, header=header).row == 3
    again = only_error([*lines[:1], *lines[:1]], header=header)
    assert "in row 2 too" in again.problem


def test_names_in_one_cell_are_parted():
    header = ["Name", "Year", "Reading", "Writing", "Maths"]
    (pupil,) = checked([["Ní Bhriain, Aoife", "6", "EXS", "EXS", "GDS"]], header=header).accepted
    assert (pupil.surname, pupil.forename) == ("Ní Bhriain", "Aoife")


@pytest.mark.parametrize(
    "number", ["B801200005001", "P207000016049", "H001999926001", "X001999926002", "G00199992601A",
               "R201100018042", "T20110001804V", "H801200001001"],
)  # fmt: skip
def test_published_numbers_have_their_check_letter(number):
    assert upn.check_letter(number[1:]) == number[0]
    assert upn.faults([number]) == ([], [])


# What may stand in a row: mostly right, sometimes not.
grades = st.sampled_from(["EXS", "wts", "GD", "EXP+", "", "nonsense", "PK1"])
years = st.sampled_from(["1", "Year 6", "y3", "R", "15", ""])
lines = st.lists(
    st.builds(
        lambda at, year, grade, sen: a_row(at, year=year, Reading=grade, SEN=sen),
        st.integers(0, 5_000),
        years,
        grades,
        st.sampled_from(["N", "K", "", "S", "Z"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[0],
)


@tried
@given(lines=lines)
def test_every_row_is_taken_left_out_or_complained_about(lines):
    found = checked(lines)
    taken = {pupil.row for pupil in found.accepted}
    wrong = {problem.row for problem in found.errors}
    parts = (taken, set(found.left_out), wrong)
    assert set.union(*parts) == set(range(2, len(lines) + 2))
    assert sum(map(len, parts)) == len(lines)


@tried
@given(lines=lines)
def test_what_is_taken_is_what_was_written(lines):
    written = dict(enumerate(lines, 2))
    for pupil in checked(lines).accepted:
        row = dict(zip(HEADER, written[pupil.row], strict=True))
        assert (pupil.upn, pupil.surname) == (row["UPN"], row["Surname"])
        assert pupil.results.get("reading") == (SCALE.by_spelling.get(row["Reading"].upper()))


@tried
@given(lines=lines, seed=st.integers())
def test_the_order_of_rows_changes_nothing(lines, seed):
    shuffled = random.Random(seed).sample(lines, len(lines))
    one, other = ({p[1:11] for p in checked(order).accepted} for order in (lines, shuffled))
    assert one == other


text = st.text(max_size=8)


@tried
@given(st.lists(st.tuples(text, text, text, text, text), min_size=1, max_size=6))
def test_any_cells_are_read_without_an_accident(lines):
    header = ["UPN", "Surname", "Forename", "Year", "Reading"]
    found = check(
        header=header,
        columns=[list(cells) for cells in zip(*lines, strict=True)],
        numbers=list(range(2, len(lines) + 2)),
        matched={"upn": "UPN", "surname": "Surname", "forename": "Forename",
                 "year_group": "Year", "reading": "Reading"},
        asked=ASKED,
    )  # fmt: skip
    assert len(list(found.accepted)) == len(found.accepted)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("E-ROW-UPN", {"UPN": "12"}),
        ("W-ROW-LETTER", {"UPN": "A" + a_upn(1)[1:]}),
        ("E-ROW-NOBODY", {"UPN": "", "Forename": ""}),
        ("E-ROW-NAME", {"Surname": "x" * 101}),
        ("W-ROW-BIRTHDAY", {"DOB": "42614"}),
        ("W-ROW-BIRTHDAY", {"DOB": "01/09/2031"}),
        ("E-ROW-BIRTHDAY", {"DOB": "42614", "UPN": ""}),
        ("E-ROW-YEAR", {"Year": "Oak class"}),
        ("W-ROW-YEAR", {"Year": "Reception"}),
        ("E-ROW-SEX", {"Sex": "Q"}),
        ("E-ROW-DISADVANTAGED", {"PP": "maybe"}),
        ("E-ROW-SEN", {"SEN": "Q"}),
        ("E-ROW-EAL", {"EAL": "maybe"}),
        ("E-ROW-GRADE", {"Reading": "1e400"}),
        ("W-ROW-BLANK", {"Reading": ""}),
    ],
)
def test_every_problem_has_a_code_and_says_where_and_what_to_do(code, changes):
    (problem,) = checked([a_row(1, **changes)]).problems
    assert problem.code == code
    assert (problem.row, problem.column) == (2, next(iter(changes)))
    assert problem.problem.endswith(".")
    assert problem.fix


@pytest.mark.parametrize(
    "changes",
    [
        {"UPN": "", "Forename": "", "Surname": "Canary"},
        {"Surname": "Canary" * 20},
        {"UPN": "Canary7890123"},
        {"UPN": "", "DOB": "Canary"},
        {"UPN": a_row(2)[0], "Surname": "Canary"},
    ],
)
def test_a_problem_never_repeats_who_a_pupil_is(changes):
    found = checked([a_row(1, **changes), a_row(2)])
    assert found.errors
    assert "Canary7" not in str(found.problems)
    assert "Canary'" not in str(found.problems)


def test_twenty_thousand_grades_nobody_knows_take_no_longer_than_others():
    lines = [a_row(at, Reading=f"no{at}", Maths=f"none at all {at}") for at in range(20_000)]
    began = time.process_time()
    found = checked(lines)
    assert len(found.errors) == 40_000
    assert time.process_time() - began < 10
