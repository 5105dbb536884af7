"""The worked examples of domain-reference 3.1 to 3.11, 4.1 and 6.2, to the digit.

Gaps, the Wilson table and pooled years are in tests/dashboards/figures/test_percentages.py.
"""

from fractions import Fraction

import pytest

from monitoring.rules import upn
from monitoring.rules.measures import GOALS
from monitoring.rules.measuring.registers import Sessions
from monitoring.rules.percentages import progress_band, progress_interval, wilson
from tests.monitoring.measures.rows import column, counts, measured, percent, table

EIGHT = table(
    "reading maths writing",
    "112 111 GDS",
    "112 111 EXS",
    "100 100 EXS",
    "99 104 EXS",
    "B B PK4",
    "A 103 EXS",
    "N 95 WTS",
    "L L L",
)


def test_all_three_subjects_are_counted_pupil_by_pupil():
    assert counts("rwm_expected", EIGHT) == (3, 7)
    assert counts("rwm_higher", EIGHT) == (1, 7)
    assert percent("rwm_expected", EIGHT) == 42.9
    assert percent("rwm_higher", EIGHT) == 14.3
    assert counts("reading_expected", EIGHT) == (3, 7)


def test_the_mean_scaled_score_is_of_those_who_have_one():
    reading, maths = measured("reading_mean", EIGHT), measured("maths_mean", EIGHT)
    assert (reading.value, reading.denominator) == (Fraction("105.75"), 4)
    assert (maths.value, maths.denominator) == (104, 6)
    assert reading.interval is None


def a_child(*, early: int = 2, goal_15: int = 2) -> dict[str, str]:
    return {
        goal: str(early if goal <= "E12" else goal_15 if goal == "E15" else 2) for goal in GOALS
    }


def test_a_child_who_misses_goal_15_has_a_good_level_of_development():
    children = [
        *[a_child() for _ in range(17)],
        *[a_child(goal_15=1) for _ in range(3)],
        *[a_child(early=1) for _ in range(9)],
        dict.fromkeys(GOALS, "A"),
    ]
    assert len(children) == 30
    assert counts("gld", children) == (20, 29)
    assert percent("gld", children) == 69.0
    assert counts("eyfs_all_goals", children) == (17, 29)


def test_phonics_counts_absent_and_disapplied_pupils():
    marks = column("mark", [*[31] * 10, *[40] * 25, *[30] * 7, "A", "A", "D"])
    assert counts("phonics", marks) == (35, 45)
    assert percent("phonics", marks) == 77.8


def test_the_tables_check_has_two_denominators():
    below_25 = [24, 24, 24, 23, 22, 21, 20, 20, 20, 19, 19, 18, 18, 18, 17, 16, 14, 13, 21]
    marks = column("mark", [*[25] * 7, *below_25, "A", "B"])
    assert sum(below_25) + 7 * 25 == 546
    mean, full = measured("mtc_mean", marks), measured("mtc_full_marks", marks)
    assert (mean.numerator, mean.denominator, mean.value) == (546, 26, 21)
    assert (full.numerator, full.denominator, full.value) == (7, 28, 25)


@pytest.mark.parametrize(
    ("possible", "missed", "is_persistent"),
    [(380, 38, True), (380, 37, False), (70, 7, True), (40, 4, True), (40, 3, False)],
)
def test_persistent_absence_is_a_tenth_of_the_pupils_own_sessions(possible, missed, is_persistent):
    rows = table("possible missed", f"{possible} {missed}")
    assert counts("persistent_absence", rows) == (int(is_persistent), 1)


def test_severe_absence_is_half_and_is_persistent_too():
    rows = table("possible missed", "380 190", "380 189", "0 0")
    assert counts("severe_absence", rows) == (1, 2)
    assert counts("persistent_absence", rows) == (2, 2)


def test_attendance_adds_up_sessions_and_is_no_mean_of_percentages():
    rows = table("possible missed", "380 38", "40 0")
    assert counts("attendance", rows) == (382, 420)
    assert percent("attendance", rows) == 91.0
    assert percent("attendance", rows) + percent("absence", rows) == 100


def test_the_nations_sessions_add_up():
    nation = Sessions(2_245_897_896, 31_197_486, authorised=168_324_305)
    assert nation.attended == 2_277_095_382
    assert nation.possible == 2_445_419_687


@pytest.mark.parametrize(
    ("pupils", "half_width", "low", "high", "band"),
    [(24, 0.51, -0.06, 0.96, 3), (45, 0.37, 0.08, 0.82, 2)],
)
def test_a_progress_score_is_above_average_only_with_enough_pupils(
    pupils, half_width, low, high, band
):
    rows = [{"attainment_8": "54.5", "attainment_8_estimate": "50"}] * pupils
    found = measured("progress_8", rows, "2023/24")
    assert found.value == Fraction("0.45")
    assert (round(found.interval.low, 2), round(found.interval.high, 2)) == (low, high)
    assert round(float(found.value) - found.interval.low, 2) == half_width
    assert progress_band(float(found.value), found.interval) == band


@pytest.mark.parametrize(
    ("score", "half", "band"), [(0.7, 0.2, 1), (0.4, 0.2, 2), (-0.4, 0.2, 4), (-0.7, 0.2, 5)]
)
def test_progress_is_banded_by_score_and_interval(score, half, band):
    spread = half / 1.96
    assert progress_band(score, progress_interval(score, 1, spread)) == band


def test_18_of_27_does_not_differ_from_a_national_62_percent_and_23_of_60_does():
    assert wilson(18, 27).holds(62)
    assert not wilson(12, 30).holds(62)
    assert not wilson(23, 60).holds(62)


@pytest.mark.parametrize(
    ("body", "letter"),
    [
        ("801200005001", "B"),
        ("207000016049", "P"),
        ("001999926001", "H"),
        ("001999926002", "X"),
        ("00199992601A", "G"),
    ],
)
def test_the_check_letter_of_a_upn(body, letter):
    assert upn.check_letter(body) == letter
    assert upn.is_temporary(letter + body) == body.endswith("A")
    assert upn.faults([letter + body]) == ([], [])
