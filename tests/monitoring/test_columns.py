"""Which column holds what, as schools really name them."""

import pytest

from monitoring.rules import columns

SUBJECTS = ("reading", "writing", "maths")
AUTUMN, SPRING = 1, 2


def guessed(*header, term=AUTUMN):
    return {field: guess.header for field, guess in columns.guess(header, SUBJECTS, term).items()}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("UPN", "upn"), ("Unique Pupil Number", "upn"), ("Legal Surname", "surname"),
        ("Preferred forename", "forename"), ("Pupil Name", "name"), ("D.O.B.", "date_of_birth"),
        ("NC Year", "year_group"), ("Year group", "year_group"), ("NCYearActual", "year_group"),
        ("Gender", "sex"), ("Pupil Premium", "disadvantaged"), ("FSM Ever 6", "disadvantaged"),
        ("SEN Status", "sen"), ("First Language", "eal"), ("EAL?", "eal"),
        ("Y6 Autumn Reading Teacher Assessment", "reading"), ("Rdg", "reading"),
        ("Aut1 Wri", "writing"), ("MAT_Autumn_2026", "maths"), ("R", "reading"),
        ("W TA", "writing"),
        ("M", "maths"),
    ],
)  # fmt: skip
def test_usual_names_are_known(name, field):
    assert guessed(name) == {field: name}


@pytest.mark.parametrize(
    "name", ["Reading age", "Maths target", "Predicted reading", "Reading effort", "FSM", "RWM",
             "Reading and writing", "Science", "Class"]
)  # fmt: skip
def test_other_things_are_left_alone(name):
    assert guessed(name) == {}


def test_of_several_columns_the_one_of_the_term_is_taken_and_that_is_said():
    header = ("Summer Reading", "Autumn Reading", "Spring Reading")
    assert guessed(*header, term=SPRING)["reading"] == "Spring Reading"
    because = columns.guess(header, SUBJECTS, SPRING)["reading"].because
    assert "3 columns do" in because


def test_a_file_is_wide_or_long():
    assert set(guessed("UPN", "Year", "Subject", "Grade")) == {
        "upn",
        "year_group",
        "subject",
        "result",
    }
    assert "result" not in guessed("UPN", "Year", "Reading", "Subject", "Grade")


REMEMBERED = {"upn": "UPN", "year_group": "Year", "reading": "Y6 Rdg Aut 2026", "maths": "Maths"}


@pytest.mark.parametrize(
    "header",
    [
        ["UPN", "Year", "Y6 Rdg Aut 2026", "Maths"],
        ["upn ", "YEAR", "y6 rdg aut 2027", "maths", "Something new"],
        ["UPN", "Year", "Y5 Rdg Aut", "MATHS"],
    ],
)
def test_remembered_columns_survive_small_changes(header):
    found = columns.recognised(REMEMBERED, header, ("reading", "maths"), AUTUMN)
    assert set(found) == set(REMEMBERED)
    assert set(found.values()) <= set(header)


def test_next_terms_columns_are_recognised_and_last_terms_are_not_taken_for_them():
    header = ["UPN", "Year", "Y6 Rdg Aut 2026", "Y6 Rdg Spr 2027", "Maths"]
    found = columns.recognised(REMEMBERED, header, ("reading", "maths"), SPRING)
    assert found["reading"] == "Y6 Rdg Spr 2027"
    without = [name for name in header if "Spr" not in name]
    assert columns.recognised(REMEMBERED, without, ("reading", "maths"), SPRING) is None


def test_a_changed_file_is_looked_at_again():
    assert columns.recognised(REMEMBERED, ["UPN", "Year", "Maths"], SUBJECTS, AUTUMN) is None


@pytest.mark.parametrize(
    ("matched", "wanted"),
    [
        ({"upn": "A", "reading": "B"}, "year group"),
        ({"year_group": "A", "reading": "B"}, "UPN"),
        ({"upn": "A", "year_group": "B"}, "at least one subject"),
        ({"upn": "A", "year_group": "B", "reading": "A"}, "matched twice"),
        ({"upn": "A", "year_group": "B", "subject": "C"}, "both"),
        ({"upn": "A", "year_group": "B", "subject": "C", "result": "D", "maths": "E"}, "either"),
    ],
)
def test_what_is_missing_is_said(matched, wanted):
    assert wanted in " ".join(columns.missing(matched, SUBJECTS))


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["UPN", "Year", "Reading"], ["A", "6", "EXS"]], 0),
        ([["Autumn marksheet"], [], ["Class 6B", "", ""], ["UPN", "Year", "Reading"]], 3),
        ([["Key", "Cohort", "Outcome R"], ["1", "2", "3"]], 0),
        ([["A001999926001", "6", "EXS"], ["B001999926002", "6", "EXS"]], None),
        ([["1", "2", "3"]], None),
    ],
)
def test_the_header_is_found_below_titles(rows, at):
    assert columns.find_header(rows) == at
