"""Summaries, what is asked to be explained, and the grid's arithmetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules import differences, grids, summaries, terms
from monitoring.rules.checks import PupilRow
from monitoring.rules.differences import Before
from tests.monitoring.marks import a_upn
from tests.monitoring.test_checks import SCALE
from tests.properties import tried

SUBJECTS = ("reading", "writing", "maths")


def a_pupil(at=1, year="6", dis=None, upn=None, **results):
    told = {"reading": "EXS", "writing": "EXS", "maths": "EXS"} | results
    given = {subject: code for subject, code in told.items() if code}
    return PupilRow(
        at, upn or a_upn(at), "", "S", "F", date(2016, 1, 1), year, "F", dis, "N", False, given
    )


def test_absent_pupils_count_and_leavers_do_not():
    pupils = [a_pupil(1), a_pupil(2, reading="A"), a_pupil(3, reading="L"), a_pupil(4, reading="")]
    year = summaries.of_pupils(pupils, SUBJECTS, SCALE)["6"]
    assert year["pupils"] == 4
    assert year["reading"] == {"of": 2, "expected": 1, "higher": 0}


def test_disadvantaged_pupils_meet_all_subjects_or_do_not():
    pupils = [
        a_pupil(1, dis=True, maths="GDS"),
        a_pupil(2, dis=True, maths="WTS"),
        a_pupil(3, dis=True, maths=""),
        a_pupil(4, dis=False),
    ]
    year = summaries.of_pupils(pupils, SUBJECTS, SCALE)["6"]
    assert year["dis"] == {"pupils": 3, "of": 2, "expected": 1, "higher": 0}


def year_of(pupils, of=None):
    counted = {"of": pupils if of is None else of, "expected": 0, "higher": 0}
    return {"pupils": pupils, **dict.fromkeys(SUBJECTS, counted), "dis": {"pupils": 0, **counted}}


def said(found):
    return [difference.text for difference in found]


def test_a_year_group_that_shrank_is_asked_about_as_the_same_children():
    before = Before("summer 2026", 1, {"3": year_of(30)})
    found = differences.of_years({"4": year_of(18)}, ["4"], before)
    assert said(found) == ["Year 4 has 12 pupils fewer than as Year 3 in summer 2026 (30 → 18)."]


@pytest.mark.parametrize(
    ("then", "now", "asked"), [(30, 26, 0), (30, 24, 1), (30, 36, 1), (8, 4, 0)]
)
def test_ordinary_coming_and_going_is_not(then, now, asked):
    before = Before("autumn 2026", 0, {"4": year_of(then)})
    assert len(differences.of_years({"4": year_of(now)}, ["4"], before)) == asked


def test_a_year_group_that_is_not_there_is_asked_about_the_first_time_too():
    assert said(differences.of_years({"5": year_of(9)}, ["5", "6"], None)) == [
        "There are no pupils in Year 6."
    ]


def test_two_subjects_that_say_the_same_may_have_been_swapped_or_copied():
    pupils = [a_pupil(at, writing="GDS") for at in range(28)]
    pupils[0] = a_pupil(0, maths="WTS", writing="GDS")
    (found,) = differences.of_pairs(pupils, SUBJECTS)
    assert found.text.startswith("Reading and maths are identical for 27 of 28 pupils in Year 6.")


def test_a_subject_without_results_is_asked_about():
    now = {"6": {**year_of(10), "maths": {"of": 5, "expected": 0, "higher": 0}}}
    assert said(differences.of_subjects(now, SUBJECTS)) == [
        "Maths has no result that counts for 5 of 10 pupils."
    ]


def test_last_terms_file_again_is_noticed():
    pupils = [a_pupil(at) for at in range(12)]
    who = [str(at) for at in range(12)]
    same = Before("summer 2026", 0, {}, dict(zip(who, [p.results for p in pupils], strict=True)))
    codes = [d.code for d in differences.of_the_same_pupils(pupils, who, same)]
    assert codes == ["same-as-before"]
    pupils[0] = a_pupil(0, maths="GDS")
    assert not differences.of_the_same_pupils(pupils, who, same)


def test_a_file_without_many_who_were_here_is_noticed():
    before = Before("summer 2026", 0, {}, {str(at): {"reading": "WTS"} for at in range(20)})
    pupils = [a_pupil(at) for at in range(13)]
    found = differences.of_the_same_pupils(pupils, [str(at) for at in range(13)], before)
    assert said(found)[0].startswith("Only 13 of the 20 pupils sent in summer 2026")


def test_another_schools_file_is_noticed():
    pupils = [a_pupil(at, upn=a_upn(at, "0029999")) for at in range(12)]
    found = differences.of_school(pupils, {"0029999": "Oak Hill"})
    assert said(found) == [
        "12 of 12 UPNs were issued by Oak Hill. Is this the right school's file?"
    ]
    assert not differences.of_school(pupils, {"0039999": "Elm Grove"})


@pytest.mark.parametrize(
    ("name", "term", "start_year"),
    [("Autumn 2026", 1, 2026), ("spring  2027", 2, 2026), ("SUMMER 2027", 3, 2026)],
)
def test_a_term_is_in_its_academic_year(name, term, start_year):
    assert terms.parse(name) == (term, start_year)
    assert terms.name_of(term, start_year).lower() == " ".join(name.lower().split())


@pytest.mark.parametrize(
    "name", ["Autumn", "2026", "Autum 2026", "Autumn 26", "Autumn 2026 data", ""]
)
def test_what_is_not_a_term_is_refused(name):
    with pytest.raises(ValueError, match="Write it like Autumn 2026"):
        terms.parse(name)


def typed(**cells):
    """reading=(30, 20, 5) for all pupils of Year 6; reading_DIS for the disadvantaged."""
    found = {}
    for name, numbers in cells.items():
        subject, _, group = name.partition("_")
        for part, number in zip(grids.PARTS, numbers, strict=True):
            found[grids.cell("6", subject, group or "ALL", part)] = str(number)
    return found


def read(cells):
    return grids.read(cells, ["6"], SUBJECTS)


def test_counts_that_agree_are_taken():
    grid = read(typed(reading=(30, 20, 5), maths=(30, 18, 4), rwm=(30, 15, 2), rwm_DIS=(9, 3, 0)))
    assert grid.problems == []
    assert grid.counts["6", "rwm", "DIS"] == (9, 3, 0)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (typed(reading=(30, 31, 5)), "31 at or above expected is more than the 30 pupils"),
        (typed(reading=(30, 20, 21)), "21 higher is more than the 20 at or above expected"),
        (typed(reading=(30, "", 5)), "at or above expected is missing"),
        (typed(reading=(30, "x", 5)), "“x” is no number"),
        (typed(reading=("-3", 0, 0)), "“-3” is no number"),
        (typed(reading=("1000", 0, 0)), "“1000” is no number"),
        (typed(reading=(30, 20, 5), reading_DIS=(31, 2, 0)), "31 is more than the 30 for all"),
        (typed(reading=(30, 9, 5), maths=(30, 20, 5), rwm=(30, 10, 2)), "10 is more than in one"),
    ],
)
def test_counts_that_cannot_be_are_named(cells, sentence):
    assert sentence in " ".join(problem.sentence for problem in read(cells).problems)


numbers = st.one_of(st.integers(-1, 40).map(str), st.sampled_from(["", "x", "٣", "1e3", "999999"]))


@tried
@given(st.dictionaries(
    st.builds(grids.cell, st.just("6"), st.sampled_from([*SUBJECTS, "rwm"]),
              st.sampled_from(grids.GROUPS), st.sampled_from(grids.PARTS)), numbers))  # fmt: skip
def test_a_grid_is_taken_only_where_its_numbers_can_be_true(cells):
    grid = read(cells)
    for (_, subject, group), counts in grid.counts.items():
        pupils, expected, higher = counts
        assert pupils >= expected >= higher >= 0
        everybody = grid.counts.get(("6", subject, "ALL"))
        if group == "DIS" and everybody and not grid.problems:
            assert all(few <= many for few, many in zip(counts, everybody, strict=True))
