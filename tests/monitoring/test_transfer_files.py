"""Common Transfer Files: what is taken of them, what is dropped, and what is refused."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import UnreadableFile
from core.models import JournalEntry
from monitoring import services
from monitoring.imports import ctf
from monitoring.models import PupilRecord, Submission, Upload, UploadState
from monitoring.services.reading import settled
from monitoring.services.regrading import recount
from tests.monitoring.marks import a_marksheet
from tests.monitoring.test_files_and_pupils import kept_files
from tests.monitoring.transfer import (
    MTC,
    READING,
    SECRET,
    a_file,
    a_pupil,
    a_result,
    readings,
    tags,
)
from tests.world import a_collection, a_draft, a_person, a_school, an_upload

UNKNOWN = "KS2 REA TA XYZ NS"


def table(*pupils, **source):
    return ctf.read(a_file(*pupils, **source)).table


def column(found, name):
    return found.columns[found.header.index(name)]


def refused(content):
    with pytest.raises(UnreadableFile) as refusal:
        ctf.read(content)
    return refusal.value.code


def test_identifiers_and_results_become_a_table():
    found = table(a_pupil(1, a_result("25")), a_pupil(2, a_result("U")))
    assert found.header == [
        "UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group", "Academic year",
        "Multiplication tables check",
    ]  # fmt: skip
    assert column(found, "Multiplication tables check") == ["25", "U"]
    assert column(found, "Surname") == ["Surname1", "Surname2"]
    assert (found.numbers, column(found, "Academic year")[0]) == ([1, 2], "2026/27")


def test_nothing_else_of_the_file_gets_into_the_table():
    found = ctf.read(a_file(*readings(3)))
    assert SECRET not in repr(found)
    assert b"ZZ1" not in ctf.kept(found.table)


def test_what_is_kept_is_read_again_as_it_was():
    found = table(*readings(5), a_pupil(9, a_result("1"), Surname="Nguyễn 'O"))
    assert ctf.read_again(ctf.kept(found)) == found


def test_sex_was_called_gender_and_a_pupil_may_have_no_assessments():
    older = a_pupil(1, Sex="", Gender="M")
    found = table(older, a_pupil(2, a_result("7")))
    assert column(found, "Sex") == ["M", "F"]
    assert column(found, "Multiplication tables check") == ["", "7"]


@pytest.mark.parametrize(
    ("pupil", "year", "said"),
    [
        (a_pupil(1, a_result("3"), NCyearActual="5"), "5", ""),
        (a_pupil(1, a_result("3")), "4", "1 from the check they took"),
        (a_pupil(1, a_result("EXS", READING), DOB="2016-08-31"), "6", "1 from their date of birth"),
        (a_pupil(1, a_result("EXS", READING), DOB="2016-09-01"), "5", "1 from their date of birth"),
        (a_pupil(1, a_result("EXS", READING), DOB="soon"), "", ""),
    ],
)
def test_the_year_group_is_the_files_or_worked_out_and_said(pupil, year, said):
    found = table(pupil)
    assert column(found, "Year group") == [year]
    notes = [note for note in found.notes if "worked it out" in note]
    assert notes == (
        [f"The file gives no year group, so we worked it out: {said}."] if said else []
    )


def test_results_of_other_years_and_targets_are_left_alone_and_counted():
    target = (*MTC[:4], "T", "MT")
    found = table(a_pupil(1, a_result("20"), a_result("9", year=2024), a_result("25", target)))
    assert column(found, "Multiplication tables check") == ["20"]
    assert "1 results of other years (2024) were left alone." in found.notes
    assert "1 targets and estimates were left alone: they are no results." in found.notes


def test_two_results_of_one_kind_are_both_shown_to_a_person():
    found = table(a_pupil(1, a_result("20"), a_result("21"), a_result("20")))
    assert column(found, "Multiplication tables check") == ["20 / 21"]


def test_codes_nobody_knows_keep_their_own_names_even_if_they_are_ours():
    strange = ("", "UPN", "", "", "R", "")
    found = table(a_pupil(1, a_result("EXS", READING), a_result("x", strange)))
    assert found.header[-2:] == ["UPN (2)", UNKNOWN]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (a_file(), "E-XML-PUPILS"),
        (a_file(*["<Pupil/>"] * 5_001), "E-XML-PUPILS"),
        (a_file(a_pupil(1), root="CTFile"), "E-XML-ROOT"),
        (a_file(a_pupil(1), before="<!DOCTYPE CTfile>"), "E-XML-DTD"),
        (a_file(a_pupil(1), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "E-XML-DTD"),
        (a_file("<Pupil>&who;</Pupil>"), "E-XML-DAMAGED"),
        (a_file("<a>" * 39 + "</a>" * 39), "E-XML-DEPTH"),
        (a_file(a_pupil(1, Surname="x" * 2_001)), "E-XML-LONG"),
        (a_file(a_pupil(1))[:-20], "E-XML-DAMAGED"),
        (a_file(a_pupil(1)).decode().encode("utf-16"), "E-XML-ENCODING"),
        (b"UPN,Year", "E-XML-DAMAGED"),
        (
            a_file(a_pupil(1, *[a_result("1", ("KS2", str(n), *READING[2:])) for n in range(121)])),
            "E-XML-KINDS",
        ),
    ],
)
def test_what_is_no_honest_transfer_file_is_refused(content, code):
    assert refused(content) == code


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                name: st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=12)
                for name in ("UPN", "Surname", "Forename", "DOB", "Sex", "NCyearActual")
            },
        ),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.text(st.characters(min_codepoint=48, max_codepoint=90), max_size=6), max_size=6),
)
def test_whatever_the_values_every_pupil_is_one_row_with_the_files_words(pupils, codes):
    padded = [*codes, "", "", "", "", "", ""][:4]
    made = [
        f"<Pupil>{tags(**told)}<StageAssessments>{a_result('EXS', (*padded, 'R', ''))}"
        "</StageAssessments></Pupil>"
        for told in pupils
    ]
    found = table(*made)
    assert len(set(map(str.casefold, found.header))) == len(found.header) == len(found.columns)
    assert all(len(cells) == len(pupils) for cells in found.columns)
    said = [" ".join(ctf.INVISIBLE.sub("", told.get("Surname", "")).split()) for told in pupils]
    assert column(found, "Surname") == said


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_code(content):
    try:
        ctf.read(content)
    except UnreadableFile as refusal:
        assert refusal.code.startswith("E-XML-")  # noqa: PT017 - both outcomes are right


def test_a_collection_that_asks_for_the_check_needs_no_matching():
    found = table(a_pupil(1, a_result("25")))
    matched = settled(found, "pupils.xml", ["mtc"])
    assert matched["mtc"] == "Multiplication tables check"
    assert matched["year_group"] == "Year group"
    assert settled(found, "pupils.xml", ["reading"]) is None


# Into a collection


@pytest.fixture
def school(db):
    return a_school("Elm Grove", laestab="0019999")


@pytest.fixture
def give(school, tmp_path):
    a_collection(subjects=["reading"])

    def giving(content, *options, name="0019999_CTF_0019999_001.xml"):
        path = tmp_path / name
        path.write_bytes(content)
        out = io.StringIO()
        call_command(
            "import_ctf", str(path), f"--school={school.urn}", "--collection=Autumn 2026",
            *options, "--json", stdout=out,
        )  # fmt: skip
        return json.loads(out.getvalue())

    return giving


@pytest.fixture
def by_hand(tmp_path):
    """The columns as a person matched them, for a code that nobody knows."""
    fields = ("UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group")
    ours = ("upn", "surname", "forename", "date_of_birth", "sex", "year_group")
    path = tmp_path / "map.json"
    path.write_text(json.dumps(dict(zip(ours, fields, strict=True)) | {"reading": UNKNOWN}))
    return f"--map={path}"


def test_a_file_is_given_by_command_like_any_other_export(give, by_hand):
    told = give(a_file(*readings(12)), by_hand)
    assert (told["state"], told["rows"], told["accepted"]) == ("submitted", 12, 12)
    assert told["problems"] == []
    record = PupilRecord.objects.get(pupil__surname="Surname3")
    assert record.results == {"reading": "GDS"}
    assert record.other_results == {"Multiplication tables check": "3"}
    assert "Kept as they are and not counted: Multiplication tables check (12)." in told["notes"]
    assert kept_files() == []


def test_a_version_counted_again_says_the_same_as_the_file_it_was_made_from(give, by_hand):
    give(a_file(*readings(12)), by_hand)
    sent = Submission.objects.get()
    hashed, summary = sent.content_hash, sent.summary
    recount(sent)
    assert (sent.content_hash, sent.summary) == (hashed, summary)


def test_the_same_file_again_changes_nothing_and_another_check_mark_does(give, by_hand):
    first, again = give(a_file(*readings(12)), by_hand), give(a_file(*readings(12)), by_hand)
    assert (again["unchanged"], again["receipt"]) == (True, first["receipt"])
    other = [*readings(11), a_pupil(11, a_result("GDS", READING), a_result("25"))]
    assert give(a_file(*other), by_hand)["version"] == 2


def test_a_file_without_errors_is_needed_as_everywhere(give, by_hand):
    bad = a_file(*readings(3), a_pupil(9, a_result("XX", READING)))
    with pytest.raises(CommandError, match="Nothing was stored: 1 problem"):
        give(bad, by_hand)
    assert not Submission.objects.exists()


def test_another_schools_file_is_refused_naming_both(give, by_hand):
    with pytest.raises(CommandError, match="E-XML-SCHOOL") as refusal:
        give(a_file(*readings(3), Estab="1111", SchoolName="Oak Hill"), by_hand)
    assert "Oak Hill (001/1111)" in str(refusal.value)
    assert "Elm Grove (001/9999)" in str(refusal.value)
    with pytest.raises(CommandError, match="URN 999999"):
        give(a_file(*readings(3), LEA="XXX", Estab="XXXX", URN="999999", SchoolName=""), by_hand)
    assert not Submission.objects.exists()
    assert kept_files() == []


def test_a_file_of_dfes_own_names_no_school_and_is_taken(give, by_hand):
    told = give(a_file(*readings(3), LEA="XXX", Estab="XXXX"), by_hand)
    assert told["accepted"] == 3


def test_last_years_file_is_asked_about(give, by_hand):
    pupils = [a_pupil(at, a_result("EXS", READING, 2026)) for at in range(3)]
    told = give(a_file(*pupils), by_hand, "--preview")
    assert any("is of 2025/26, and Autumn 2026 is of 2026/27" in text for text in
               told["differences"])  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (a_file(a_pupil(1, a_result("25"))), "c.xml", "multiplication tables check"),
        (a_file(a_pupil(1)), "c.xml", "no results"),
        (a_file(*readings(3)), "c.csv", "called something.xml"),
        (a_file(*readings(3)), "c.xml", "at least one subject"),
        (b"x" * 10_600_000, "c.xml", "10 MB"),
    ],
)
def test_what_cannot_be_used_says_why(give, content, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        give(content, name=name)
    assert not Submission.objects.exists()
    assert kept_files() == []


def url(page, submission):
    return reverse(f"monitoring:{page}", args=[submission.school.urn, submission.receipt])


def test_a_file_goes_through_the_schools_own_page(sign_in, school):
    draft = a_draft(school, a_collection(subjects=["reading"]))
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    file = SimpleUploadedFile("pupils.xml", a_file(*readings(12)))
    answer = head.post(url("upload-receive", draft), {"file": file})
    assert answer.url == url("upload-match", draft)
    page = head.get(answer.url)
    assert "kept as they are and not counted" in page.content.decode()
    matched = page.context["form"].initial | {"reading": UNKNOWN}
    assert head.post(url("upload-match", draft), matched).url == url("submission-prepare", draft)
    shown = " ".join(head.get(url("submission-prepare", draft)).content.decode().split())
    assert "Multiplication tables check (12)" in shown
    assert SECRET not in shown
    draft.refresh_from_db()
    assert (draft.pupils, draft.records.count()) == (12, 12)


def everything_stored():
    texts = [repr(list(model.objects.values())) for model in (Upload, Submission, JournalEntry)]
    root = Path(django_settings.MEDIA_ROOT)
    files = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    return " ".join(texts) + repr(files)


def test_what_is_not_asked_for_is_never_stored_nor_logged(school, caplog):
    draft = a_draft(school, a_collection(subjects=["reading"]))
    with caplog.at_level("DEBUG"):
        upload = services.receive_upload(
            actor=None,
            submission_id=draft.pk,
            file_name="pupils.xml",
            content=a_file(*readings(12)),
        )
    assert upload.state == UploadState.MAPPING
    assert "Surname3" in everything_stored()
    assert SECRET not in everything_stored()
    assert SECRET not in caplog.text


def test_a_refused_file_leaves_no_copy_and_the_page_says_so(sign_in, school):
    draft = a_draft(school, a_collection())
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    file = SimpleUploadedFile("pupils.xml", a_file(*readings(3), Estab="1111"))
    page = head.post(url("upload-receive", draft), {"file": file}, follow=True).content.decode()
    assert "001/1111" in page
    assert "nothing of it is kept" in page
    assert kept_files() == []


def test_a_refused_file_does_not_replace_one_that_was_read(school):
    draft = a_draft(school, a_collection())
    an_upload(draft, a_marksheet())
    with pytest.raises(UnreadableFile):
        an_upload(draft, a_file(), "pupils.xml")
    assert draft.records.count() == 30
