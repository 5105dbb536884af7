"""The sheet made for a school: its pupils, its choices, and nothing to match when it comes back."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.roles import Role
from core.errors import NotAllowed, WrongState
from core.models import JournalEntry
from core.spreadsheets import read
from core.spreadsheets.csv_file import INVISIBLE
from core.spreadsheets.writing import NOT_IN_XML, Column, Guide, workbook
from monitoring import services, verbs
from monitoring.models import PupilRecord, UploadState
from monitoring.rules.columns import find_header
from tests.monitoring.marks import HEADER, a_row, as_csv, rows
from tests.world import a_collection, a_draft, a_person, a_return, a_school

pytestmark = pytest.mark.django_db
NAMES = [
    "UPN", "Surname", "Forename", "Date of birth", "Year group", "Sex", "Disadvantaged", "SEN",
    "EAL", "Reading", "Writing", "Maths",
]  # fmt: skip


@pytest.fixture
def school():
    return a_school("Elm Grove", low_age=4, high_age=11)


def made(school, collection):
    return services.make_template(actor=None, school=school, collection=collection)


def opened(template):
    return load_workbook(io.BytesIO(template.content))


def lines(template):
    return [[cell.value for cell in row] for row in opened(template)["Pupils"].iter_rows()]


def filled(template, *, reading="EXS"):
    """The sheet as a school sends it back, with a grade for everybody."""
    book = opened(template)
    for row in book["Pupils"].iter_rows(min_row=2):
        row[9].value, row[10].value, row[11].value = reading, "WTS", "GDS"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send_back(draft, content):
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="autumn.xlsx", content=content
    )
    draft.refresh_from_db()
    return upload


def test_a_schools_first_sheet_has_headings_and_no_pupils(school):
    template = made(school, a_collection())
    assert lines(template) == [NAMES]
    assert (template.pupils, template.columns) == (0, NAMES)


def test_the_sheet_begins_with_the_pupils_last_sent(school):
    a_return(school, a_collection(), as_csv([a_row(1, year=3), a_row(2, year=5)]))
    told = lines(made(school, a_collection("Spring 2027")))
    assert [line[1] for line in told[1:]] == ["Surname2", "Surname1"]
    one = told[2]
    assert (one[0], one[2], one[4]) == (a_row(1)[0], "Forename1", 3)
    assert f"{one[3]:%d/%m/%Y}" == a_row(1)[3]
    assert one[5:9] == ["M", "N", "N", "N"]


def test_a_summer_moves_pupils_up_and_the_oldest_out(school):
    a_return(school, a_collection(), as_csv([a_row(1, year=5), a_row(2, year=6)]))
    told = lines(made(school, a_collection("Autumn 2027")))
    assert [(line[1], line[4]) for line in told[1:]] == [("Surname1", 6)]


def test_headings_are_locked_and_cells_are_open_with_choices(school):
    a_return(school, a_collection(), as_csv(rows(3)))
    sheet = opened(made(school, a_collection("Spring 2027")))["Pupils"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for cell in sheet[2] if cell.value)
    assert not sheet.column_dimensions["L"].protection.locked
    assert sheet.freeze_panes == "D2"
    assert sheet.column_dimensions["A"].width > 13
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered["J2:J2001"] == '"PKS,WTS,EXS,GDS,A,L"'
    assert offered["E2:E2001"] == '"1,2,3,4,5,6"'
    assert offered["H2:H2001"] == '"N,K,E"'


def test_scores_and_codes_can_be_chosen_on_a_score_scale(school):
    template = made(school, a_collection(scale="ks2_scaled_score", year_groups=["6"]))
    offered = {
        str(one.sqref): one.formula1.strip('"').split(",")
        for one in opened(template)["Pupils"].data_validations.dataValidation
    }
    assert {"80", "120", "B"} <= set(offered["J2:J2001"])
    assert "GDS" in offered["K2:K2001"]
    assert "100" not in offered["K2:K2001"]
    guide = {row[0].value: row[1].value for row in opened(template).worksheets[1].iter_rows()}
    assert guide["Reading"].startswith("A score from 80 to 120.")
    assert "GDS: At greater depth" in guide["Writing"]


def test_the_second_sheet_says_what_each_column_wants(school):
    guide = opened(made(school, a_collection(purpose="Targets."))).worksheets[1]
    told = {row[0].value: row[1].value for row in guide.iter_rows()}
    assert set(NAMES) <= set(told)
    assert all(told[name] for name in NAMES)
    assert "Why we ask: Targets." in told


def test_it_comes_back_without_any_matching(school):
    a_return(school, a_collection(), as_csv(rows(30)))
    spring = a_collection("Spring 2027")
    draft = a_draft(school, spring)
    upload = send_back(draft, filled(made(school, spring)))
    assert (upload.state, upload.problems) == (UploadState.CHECKED, [])
    assert (draft.pupils, draft.records.count()) == (30, 30)
    record = PupilRecord.objects.get(submission=draft, pupil__surname="Surname3")
    before = PupilRecord.objects.exclude(submission=draft).get(pupil=record.pupil)
    assert record.results == {"reading": "EXS", "writing": "WTS", "maths": "GDS"}
    for name in ("year_group", "sex", "is_disadvantaged", "sen_provision", "is_eal"):
        assert getattr(record, name) == getattr(before, name)


def test_names_that_look_like_formulas_come_back_as_they_were(school):
    strange = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "0042", "True", "Nguyễn", "O'Neill", "1/2"]
    content = as_csv([a_row(at, Surname=name) for at, name in enumerate(strange)])
    a_return(school, a_collection(), content)
    spring = a_collection("Spring 2027")
    template = made(school, spring)
    for row in opened(template)["Pupils"].iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    draft = a_draft(school, spring)
    send_back(draft, filled(template))
    assert {r.pupil.surname for r in draft.records.all()} == set(strange)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_any_text_is_text_in_the_workbook_and_the_same_when_read_again(pairs):
    columns = [Column("UPN", "x"), Column("Surname", "x"), Column("Year", "x")]
    content = workbook(
        "Pupils", columns, [["A", "B", 6], *([*pair, 6] for pair in pairs)], Guide("G", ["x"])
    )
    sheet = load_workbook(io.BytesIO(content))["Pupils"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    told = read(content, "a.xlsx", find_header=find_header)
    clean = [NOT_IN_XML.sub("", INVISIBLE.sub("", pair[1])) for pair in pairs]
    said = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in told.columns[1][1:]]
    assert said == [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in clean]


def test_a_list_too_long_for_a_workbook_is_left_out():
    many = Column("Surname", "x", choices=[f"code{n}" for n in range(60)])
    content = workbook("Pupils", [Column("UPN", "x"), many], [], Guide("G", ["x"]))
    assert load_workbook(io.BytesIO(content))["Pupils"].data_validations.dataValidation == []


def test_only_who_gives_the_schools_data_has_its_names_and_that_is_recorded(school, sign_in):
    collection = a_collection()
    a_return(school, collection, as_csv(rows(3)))
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school)
    with pytest.raises(NotAllowed):
        services.make_template(actor=lead, school=school, collection=collection)
    head = a_person(Role.HEADTEACHER, at=school)
    url = reverse("monitoring:template-make", args=[school.urn, collection.pk])
    client = sign_in(head)
    start = reverse("monitoring:submission-start", args=[school.urn, collection.pk])
    assert url in client.get(start).content.decode()
    assert client.get(url).status_code == 405, "nothing is written on GET"
    answer = client.post(url)
    assert f'filename="autumn-2026-{school.urn}.xlsx"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    entry = JournalEntry.objects.get(verb=verbs.TEMPLATE_MADE)
    assert (entry.school_id, entry.after) == (school.pk, {"pupils": 3})
    draft = a_draft(school, collection)
    page = reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt])
    assert url in client.get(page).content.decode()


def test_a_school_without_the_years_asked_for_is_told_so(sign_in):
    school, collection = a_school(low_age=11, high_age=18), a_collection()
    with pytest.raises(WrongState, match="asks for no year group"):
        made(school, collection)
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    answer = head.post(
        reverse("monitoring:template-make", args=[school.urn, collection.pk]), follow=True
    )
    assert "asks for no year group" in answer.content.decode()


def run(*args):
    out = io.StringIO()
    call_command("make_template", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_writes_the_file(school, tmp_path):
    a_return(school, a_collection(), as_csv(rows(6)))
    out = tmp_path / "sheet.xlsx"
    told = run(f"--school={school.urn}", "--collection=autumn 2026", f"--out={out}")
    assert (told["pupils"], told["columns"]) == (6, NAMES)
    assert load_workbook(out)["Pupils"].max_row == 7


@pytest.mark.parametrize(
    ("urn", "collection", "name"),
    [("1", "Autumn 2026", "s.xlsx"), ("", "Spring 1999", "s.xlsx"), ("", "Autumn 2026", "s.csv")],
)
def test_the_command_refuses_what_it_cannot_use(school, tmp_path, urn, collection, name):
    a_collection()
    out = tmp_path / name
    with pytest.raises(CommandError):
        run(f"--school={urn or school.urn}", f"--collection={collection}", f"--out={out}")
    assert not out.exists()


def test_a_table_that_only_resembles_ours_is_still_matched_by_a_person(school):
    draft = a_draft(school, a_collection())
    upload = services.receive_upload(
        actor=None,
        submission_id=draft.pk,
        file_name="marks.csv",
        content=as_csv(rows(3), [*HEADER[:3], "Date of birth", "Year group", *HEADER[5:]]),
    )
    assert upload.state == UploadState.MAPPING
