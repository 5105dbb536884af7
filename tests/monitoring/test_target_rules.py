"""How many more pupils a target asks for, and what a grid of targets may say."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules import targets

PERCENT = st.integers(0, 100)
YEARS, SUBJECTS, LEVELS = ("5", "6"), ("reading", "writing", "maths", "rwm"), ("fft20", "trust")


def read(**cells):
    typed = {"6-level": "fft20"} | {f"6-{k.replace('_', '-')}": v for k, v in cells.items()}
    return targets.read(typed, YEARS, SUBJECTS, LEVELS)


@pytest.mark.parametrize(
    ("percent", "pupils", "reached", "words"),
    [
        (78, 27, 18, "4 more pupils needed"),  # 21.06 of 27 is 22 pupils
        (78, 27, 21, "1 more pupil needed"),
        (78, 27, 22, "met"),
        (78, 27, 23, "met, 1 pupil above"),
        (50, 30, 18, "met, 3 pupils above"),
        (0, 4, 0, "met"),
        (100, 29, 0, "29 more pupils needed"),
        (70, 0, 0, "no pupils"),
    ],
)
def test_the_gap_is_told_in_pupils(percent, pupils, reached, words):
    assert targets.gap_in_words(percent, pupils=pupils, reached=reached) == words


@given(PERCENT, st.integers(1, 999), st.data())
def test_so_many_more_pupils_are_enough_and_one_fewer_is_not(percent, pupils, data):
    reached = data.draw(st.integers(0, pupils))
    more = targets.more_needed(percent, pupils=pupils, reached=reached)
    share, target = Fraction(reached + more, pupils), Fraction(percent, 100)
    assert share >= target
    assert more == 0 or Fraction(reached + more - 1, pupils) < target
    assert reached + more <= pupils


@given(PERCENT, st.integers(1, 999))
def test_with_every_pupil_there_every_target_is_met(percent, pupils):
    assert targets.more_needed(percent, pupils=pupils, reached=pupils) == 0


def test_estimate_target_and_prediction_are_read_apart_and_a_prediction_has_no_benchmark():
    found = read(reading_estimate="71", reading_target="78 %", reading_prediction="74")
    assert found.problems == []
    assert found.aims == {
        ("6", "reading", "estimate"): targets.Said(71, "fft20"),
        ("6", "reading", "target"): targets.Said(78, "fft20"),
        ("6", "reading", "prediction"): targets.Said(74),
    }


@pytest.mark.parametrize("text", ["101", "-1", "7.5", "abc", "²", "1e2"])
def test_what_is_no_whole_percentage_is_a_problem_at_its_cell(text):
    found = read(maths_target=text)
    assert [problem.cell for problem in found.problems] == ["6-maths-target"]
    assert text in found.problems[0].sentence
    assert found.aims == {}


def test_targets_and_estimates_say_their_benchmark_and_predictions_need_none():
    for level in ("", "fft99"):
        typed = {"6-reading-target": "78", "6-level": level}
        found = targets.read(typed, YEARS, SUBJECTS, LEVELS)
        assert [problem.cell for problem in found.problems] == ["6-level"]
    found = targets.read({"6-reading-prediction": "78"}, YEARS, SUBJECTS, LEVELS)
    assert found.problems == []


def test_nobody_meets_all_three_without_meeting_each():
    found = read(reading_target="78", maths_target="80", rwm_target="79")
    assert [problem.cell for problem in found.problems] == ["6-rwm-target"]
    assert "79% is more than the 78%" in found.problems[0].sentence
    assert read(reading_target="78", rwm_estimate="90", rwm_target="78").problems == []


def test_the_higher_standard_is_never_above_the_expected_one():
    here = {("6", "maths", "target"): targets.Said(30, "fft20")}
    there = {("6", "maths", "target"): targets.Said(25, "fft20")}
    assert len(targets.out_of_order(here, there, is_higher=True)) == 1
    assert targets.out_of_order(here, there, is_higher=False) == []


@given(st.dictionaries(st.sampled_from([f"6-{s}-{k}" for s in SUBJECTS for k in targets.KINDS]),
                       st.text(max_size=6)))  # fmt: skip
def test_whatever_is_typed_is_read_or_refused_cell_by_cell(cells):
    found = targets.read({"6-level": "trust", **cells}, YEARS, SUBJECTS, LEVELS)
    told = {targets.cell(*key) for key in found.aims} | {p.cell for p in found.problems}
    assert told == {name for name in cells if cells[name].strip().removesuffix("%").strip()}
    assert all(0 <= said.percent <= 100 for said in found.aims.values())
