"""The same pupils in whatever shape a school's system exports them give the same return."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring import services
from monitoring.models import ColumnMap, UploadState
from monitoring.rules import columns
from tests.monitoring.marks import HEADER, as_csv, as_xlsx, rows
from tests.world import a_collection, a_draft, a_school, an_upload

pytestmark = pytest.mark.django_db
SUBJECTS = ("reading", "writing", "maths")
PEOPLE, RESULTS = HEADER[:9], HEADER[9:]
TITLES = [["Elm Grove Primary School"], ["Autumn 2026, whole school"], [], ["Printed 01/12/2026"]]
AUTUMN, SPRING = 1, 2


def as_it_is(pupils):
    return as_csv(pupils)


def with_titles(pupils):
    return as_csv([*TITLES[1:], HEADER, *pupils], TITLES[0])


def in_a_workbook_with_titles(pupils):
    wide = [[*line, *[""] * (len(HEADER) - len(line))] for line in TITLES]
    return as_xlsx([*wide[1:], HEADER, *pupils], wide[0])


def with_one_name(pupils):
    header = ["UPN", "Pupil name", *HEADER[3:]]
    return as_csv([[one[0], f"{one[1]}, {one[2]}", *one[3:]] for one in pupils], header)


def in_another_order(pupils):
    order = random.Random(7).sample(range(len(HEADER)), len(HEADER))
    return as_csv([[one[at] for at in order] for one in pupils], [HEADER[at] for at in order])


def with_other_columns(pupils):
    header = ["Reg", "Reading target", *HEADER, "Effort", "Attendance %"]
    return as_csv([["6B", "GDS", *one, "2", "96.4"] for one in pupils], header)


def long(pupils):
    lines = [
        [*one[:9], subject, grade]
        for one in pupils
        for subject, grade in zip(RESULTS, one[9:], strict=True)
    ]
    return as_csv(lines, [*PEOPLE, "Subject", "Grade"])


def long_and_shuffled(pupils):
    header, *lines = long(pupils).decode().splitlines()
    random.Random(3).shuffle(lines)
    return "\n".join([header, *lines]).encode()


def by_term(pupils):
    header = [*PEOPLE, *[f"{term} {subject}" for subject in RESULTS for term in ("Aut", "Spr")]]
    return as_csv(
        [[*one[:9], *[cell for grade in one[9:] for cell in (grade, "")]] for one in pupils], header
    )


SHAPES = [
    with_titles, with_one_name, in_another_order, with_other_columns, long, long_and_shuffled,
    by_term,
]  # fmt: skip


def content_of(draft, content, name="marks.csv"):
    upload = an_upload(draft, content, name)
    assert not [problem for problem in upload.problems if problem["severity"] == "error"]
    return draft.content_hash


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_any_shape_says_the_same(shape):
    draft = a_draft()
    plain = content_of(draft, as_it_is(rows(24)))
    assert content_of(draft, shape(rows(24))) == plain
    assert draft.records.count() == 24


def test_a_workbook_with_titles_says_the_same():
    draft = a_draft()
    plain = content_of(draft, as_it_is(rows(24)))
    assert content_of(draft, in_a_workbook_with_titles(rows(24)), "marks.xlsx") == plain


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(HEADER))), titles=st.integers(0, 4))
def test_any_order_of_columns_below_any_titles(order, titles, one_draft):
    draft, plain = one_draft
    lines = [*TITLES[:titles], HEADER, *rows(12)]
    header, *lines = [[line[at] for at in order] if len(line) > 2 else line for line in lines]
    assert content_of(draft, as_csv(lines, header)) == plain


@pytest.fixture
def one_draft(db):
    draft = a_draft()
    return draft, content_of(draft, as_it_is(rows(12)))


# What was matched once


REMEMBERED = {"upn": "UPN", "year_group": "Year", "reading": "Rdg Aut", "maths": "Maths"}


@pytest.mark.parametrize(
    ("header", "term", "reading"),
    [
        (["UPN", "Year", "Rdg Spr", "Maths"], SPRING, "Rdg Spr"),
        (["Maths", "Class", "Rdg Aut", "Year", "UPN"], AUTUMN, "Rdg Aut"),
        (["UPN", "Year", "Rdg Aut", "Rdg Spr", "Maths", "Maths 2"], SPRING, "Rdg Spr"),
        (["upn", "YEAR", "rdg spring 2", "MATHS", "House"], SPRING, "rdg spring 2"),
    ],
)
def test_a_renamed_term_and_an_added_column_change_nothing(header, term, reading):
    found = columns.recognised(REMEMBERED, header, ("reading", "maths"), term)
    assert found is not None
    assert found["reading"] == reading
    assert found["maths"].casefold() == "maths"


def test_a_year_in_the_name_is_not_taken_for_this_years():
    header = ["UPN", "Year", "Maths 2025", "Maths 2026", "Rdg Aut"]
    remembered = REMEMBERED | {"maths": "Maths 2025"}
    assert columns.recognised(remembered, header, ("reading", "maths"), AUTUMN) is None


def test_a_file_without_one_of_the_columns_is_asked_about_with_the_rest_filled_in():
    school = a_school()
    odd = ["Number", "Family", "Given", "Born", "Cohort", "Sex", "PP", "SEN", "EAL",
           "Alpha", "Beta", "Gamma"]  # fmt: skip
    fields = [*columns.OURS, *SUBJECTS]
    draft = a_draft(school, a_collection())
    services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="m.csv", content=as_csv(rows(9), odd)
    )
    matched = dict(zip(fields, odd, strict=True))
    services.confirm_columns(actor=None, submission_id=draft.pk, matched=matched)
    assert ColumnMap.objects.get(school=school).columns == matched
    without_sen = as_csv([[*one[:7], *one[8:]] for one in rows(9)], [*odd[:7], *odd[8:]])
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="m.csv", content=without_sen
    )
    assert upload.state == UploadState.MAPPING
    assert upload.columns == {name: own for name, own in matched.items() if name != "sen"}


def test_what_is_certain_goes_before_a_guess_and_a_file_is_wide_or_long():
    certain = {"upn": "Id", "reading": "Alpha"}
    guessed = {"upn": "UPN", "maths": "Maths", "writing": "Alpha", "subject": "S", "result": "G"}
    assert columns.together(certain, guessed, SUBJECTS) == {
        "upn": "Id", "reading": "Alpha", "maths": "Maths",
    }  # fmt: skip
    assert columns.together({"upn": "Id"}, {"subject": "S", "result": "G"}, SUBJECTS) == {
        "upn": "Id", "subject": "S", "result": "G",
    }  # fmt: skip
