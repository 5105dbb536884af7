"""Files that are right in themselves and not the one that was meant: each is asked about."""

from datetime import date

import pytest

from monitoring.models import Submission
from monitoring.rules import differences, mistaken
from monitoring.rules.checks import PupilRow
from monitoring.rules.differences import Before
from tests.monitoring.marks import HEADER, a_row, as_csv, rows
from tests.world import a_collection, a_draft, a_return, a_school, an_upload

SUBJECTS = ("reading", "writing", "maths")
SCORES = [("101", "110"), ("95", "104"), ("99", "118"), ("112", "100")]
CODES = [("WTS", "EXS"), ("EXS", "GDS"), ("EXS", "WTS"), ("GDS", "WTS")]


def a_pupil(at, **told):
    fields = {"year_group": "6", "date_of_birth": None, "results": {}} | told
    blank = dict.fromkeys(PupilRow._fields, "") | {"row": at + 2, "upn": f"U{at}"}
    return PupilRow(**blank | fields)


def swapped(now, then, many=12):
    pupils = [
        a_pupil(at, results=dict(zip(("reading", "maths"), now[at % 4], strict=True)))
        for at in range(many)
    ]
    who = [str(at) for at in range(many)]
    before = Before(
        "autumn 2026",
        0,
        {},
        {w: dict(zip(("reading", "maths"), then[int(w) % 4], strict=True)) for w in who},
    )
    return [d.code for d in mistaken.of_swapped(pupils, who, before, SUBJECTS)]


@pytest.mark.parametrize("then", [SCORES, CODES], ids=["scores", "codes"])
def test_two_subjects_that_changed_places_since_last_time_are_noticed(then):
    crossed = [(maths, reading) for reading, maths in then]
    assert swapped(crossed, then) == ["swapped-reading-maths"]
    assert swapped(then, then) == []
    assert swapped(crossed, then, many=9) == []


def test_scores_that_grew_are_not_swapped_and_swapped_ones_may_have_grown():
    grown = [(str(int(r) + 2), str(int(m) + 3)) for r, m in SCORES]
    assert swapped(grown, SCORES) == []
    assert swapped([(m, r) for r, m in grown], SCORES) == ["swapped-reading-maths"]


@pytest.mark.parametrize(
    ("born", "year", "late"),
    [
        (date(2016, 9, 1), "4", False),
        (date(2016, 8, 31), "5", False),
        (date(2016, 9, 1), "3", True),
        (date(2016, 8, 31), "4", True),
        (date(2016, 8, 31), "3", False),
        (date(2016, 8, 31), "R", False),
    ],
)
def test_year_groups_of_a_year_ago_are_known_by_the_dates_of_birth(born, year, late):
    """In 2026/27 Year 4 are those born from 1 September 2017 to 31 August 2018, and so on up."""
    born = born.replace(year=born.year + 1)
    pupils = [a_pupil(at, date_of_birth=born, year_group=year) for at in range(12)]
    assert bool(mistaken.of_ages(pupils, 2026)) is late


def test_pupils_who_did_not_move_up_are_noticed():
    pupils = [a_pupil(at, year_group="4") for at in range(12)]
    who = [str(at) for at in range(12)]
    before = Before("summer 2026", 1, {}, years=dict.fromkeys(who, "4"))
    (found,) = mistaken.of_the_same_years(pupils, who, before)
    assert found.text.startswith("12 of 12 pupils are one year group lower")
    moved = Before("summer 2026", 1, {}, years=dict.fromkeys(who, "3"))
    assert mistaken.of_the_same_years(pupils, who, moved) == []


def test_a_column_named_for_another_term_is_noticed():
    matched = {"reading": "Y6 Rdg Aut", "maths": "Maths", "upn": "Autumn UPN"}
    (found,) = mistaken.of_columns(matched, SUBJECTS, term=2)
    assert found.text == "The results come from “Y6 Rdg Aut”, and this is for the spring term."
    assert mistaken.of_columns(matched, SUBJECTS, term=1) == []


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (30, 18, "12 pupils fewer than in autumn 2026 (30 → 18)."),
        (30, 31, "1 pupil more than in autumn 2026 (30 → 31)."),
    ],
)
def test_how_many_pupils_came_and_went_is_said(then, now, said):
    before = Before("autumn 2026", 0, {"4": {"pupils": then}})
    assert differences.in_all({"4": {"pupils": now}}, ["4", "5"], before) == [said]
    assert differences.in_all({"4": {"pupils": then}}, ["4"], before) == []
    assert differences.in_all({}, ["4"], None) == []


@pytest.mark.django_db
def test_pupils_another_school_has_sent_are_noticed():
    a_return(a_school("Oak Hill"), a_collection())
    draft = a_draft(a_school(), a_collection())
    an_upload(draft, as_csv(rows(20)))
    asked = {told["code"]: told["text"] for told in draft.differences}
    assert asked["other-school"].startswith("20 of 20 UPNs were sent by Oak Hill before.")


@pytest.mark.django_db
def test_the_file_that_counts_already_is_recognised_before_it_is_sent():
    sent = a_return()
    draft = a_draft(sent.school, sent.collection)
    upload = an_upload(draft, as_csv(rows(30)))
    assert "This says the same of the same pupils as version 1, already sent." in upload.notes
    an_upload(draft, as_csv(rows(29)))
    assert not [note for note in Submission.objects.get(pk=draft.pk).upload.notes if "same" in note]


@pytest.mark.django_db
def test_reading_and_maths_the_wrong_way_round_are_asked_about_in_the_preview():
    school = a_school()
    a_return(school, a_collection())
    draft = a_draft(school, a_collection("Spring 2027"))
    header = [{"Reading": "Maths", "Maths": "Reading"}.get(name, name) for name in HEADER]
    an_upload(draft, as_csv([a_row(at) for at in range(30)], header))
    assert "swapped-reading-maths" in [told["code"] for told in draft.differences]
