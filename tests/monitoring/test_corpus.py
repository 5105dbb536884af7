"""The corpus of good and bad files, each through the public doors (tests/corpus)."""

import csv
import io
import resource
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.roles import Role
from core.exports import csv_lines
from monitoring import services
from monitoring.models import Pupil, PupilRecord, UploadState
from tests.corpus import FAMILIES, files
from tests.corpus.made import Accepted, Asked, File, Noted, Refused, Warned, Wrong
from tests.monitoring.test_files_and_pupils import kept_files
from tests.world import a_collection, a_draft, a_person, a_return, a_school

pytestmark = [pytest.mark.django_db, pytest.mark.corpus]
MOST_SECONDS, MOST_MEGABYTES = 10, 512


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "transport"])
def test_every_file_becomes_what_it_should_at_little_cost(family):
    wrong, names = [], set()
    for file in files(family):
        names.add(file.name)
        began = used()
        said = rolled_back(file)
        seconds, megabytes = used() - began, peak()
        if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
            said = f"{said} {seconds:.1f} s and {megabytes} MB"
        if said:
            wrong.append(f"{file.name}: {said}")
    assert not wrong, "\n".join(wrong)
    assert len(names) == FAMILIES[family].count


def used() -> float:
    """Seconds of the processor, ours and our children's."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(time.ru_utime + time.ru_stime for time in map(resource.getrusage, kinds))


def peak() -> int:
    """Megabytes of the largest child so far: what is read here is bounded in tests/core.

    A child is counted from before it becomes another program, when it is as large as we are, so
    one that is no larger says nothing.
    """
    largest, ours = (
        resource.getrusage(kind).ru_maxrss // 1024
        for kind in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    return largest if largest > ours else 0


def rolled_back(file: File) -> str:
    with transaction.atomic():
        try:
            said = verdict(file)
        except Exception as accident:  # what the corpus looks for
            said = repr(accident)
        transaction.set_rollback(True)
    return said


def verdict(file: File) -> str:
    """What is not as it should be, or nothing."""
    school = a_school("Elm Grove", laestab="0019999")
    a_school("Oak Hill", laestab="0029999")
    if file.before:
        a_return(school, a_collection(file.sent_for), file.before)
    draft = a_draft(school, a_collection(file.collection, scale=file.scale))
    before = Pupil.objects.count()
    upload = services.receive_upload(
        actor=None,
        submission_id=draft.pk,
        file_name=file.file_name,
        content=file.content,
        is_cp1252=file.is_cp1252,
    )
    if upload.state == UploadState.MAPPING:
        matched = {**upload.columns, **file.matched}
        upload = services.confirm_columns(actor=None, submission_id=draft.pk, matched=matched)
    draft.refresh_from_db()
    expected = file.expected
    if isinstance(expected, Refused):
        return refused(upload, expected, draft)
    if upload.state == UploadState.REFUSED:
        return upload.notes[0]
    if isinstance(expected, Wrong):
        return wrong(upload, expected, draft, Pupil.objects.count() - before)
    if isinstance(expected, Accepted):
        return accepted(upload, expected, draft)
    return said(upload, expected, draft)


def refused(upload, expected, draft) -> str:
    if (upload.state, upload.refused_as) != (UploadState.REFUSED, expected.code):
        return f"{upload.state} {upload.refused_as}, not {expected.code}"
    return "something was stored" if draft.records.exists() or Pupil.objects.exists() else ""


def wrong(upload, expected, draft, pupils) -> str:
    found = [p for p in upload.problems if p["severity"] == "error"]
    told = {(p["row"], p["column"]) for p in found}
    if told != {(expected.row, expected.column)} or upload.rows_wrong != 1:
        return f"errors in {told}, not {expected}"
    if not all(p["code"].startswith(expected.code) for p in found):
        return f"{[p['code'] for p in found]}, not {expected.code}"
    return "something was stored" if draft.records.exists() or pupils else ""


def accepted(upload, expected, draft) -> str:
    if problems := [p["code"] for p in upload.problems if p["severity"] == "error"]:
        return f"errors: {problems}"
    names = ("pupil__upn", "pupil__surname", "pupil__forename")
    stored = set(draft.records.values_list(*names))
    if not stored or (expected.stored and stored != expected.stored):
        return f"stored {sorted(stored ^ expected.stored)[:3]}"
    return "" if expected.note in " ".join(upload.notes) else f"notes {upload.notes}"


def said(upload, expected, draft) -> str:
    """A warning for one row, a question to the school, or a note; and the rows are there."""
    codes = [told["code"] for told in draft.differences]
    if isinstance(expected, Asked):
        return "" if expected.code in codes else f"asked {codes}, not {expected.code}"
    if isinstance(expected, Noted):
        return "" if expected.words in " ".join(upload.notes) else f"noted {upload.notes}"
    assert isinstance(expected, Warned)
    told = [(p["code"], p["row"], p["column"]) for p in upload.problems]
    if (expected.code, expected.row, expected.column) not in told:
        return f"{told}, not {expected}"
    return "" if PupilRecord.objects.filter(submission=draft).exists() else "nothing was stored"


@pytest.fixture
def school():
    return a_school("Elm Grove", laestab="0019999")


@pytest.fixture
def head(school, sign_in):
    return sign_in(a_person(Role.HEADTEACHER, at=school))


def test_text_that_is_a_programme_elsewhere_does_nothing_on_our_pages(head, school):
    for file in files("inert"):
        with transaction.atomic():
            draft = a_draft(school, a_collection())
            content = file.content
            services.receive_upload(
                actor=None, submission_id=draft.pk, file_name=file.file_name, content=content
            )
            matched = draft.upload.columns
            services.confirm_columns(actor=None, submission_id=draft.pk, matched=matched)
            own = [school.urn, draft.receipt]
            page = head.get(reverse("monitoring:submission-prepare", args=own)).content.decode()
            payload = file.name.partition(" ")[2].partition(" ")[2]
            if set(payload) & set("<>\"'"):
                assert payload not in page, file.name
            listed = head.get(reverse("monitoring:upload-problems", args=own)).getvalue()
            names = Pupil.objects.values_list("upn", "surname", "forename")
            exported = "".join(csv_lines(["UPN", "Surname", "Forename"], names)).encode()
            for cell in cells_of(listed) + cells_of(exported):
                assert not cell.startswith(tuple("=+-@|%\t\r\n")), file.name
            transaction.set_rollback(True)


def cells_of(content: bytes) -> list[str]:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [cell for line in lines for cell in line]


def test_a_request_that_our_page_did_not_make_is_answered_and_names_nothing_on_our_disk(
    head, school, monkeypatch
):
    monkeypatch.setattr("monitoring.rules.quotas.UPLOADS_AN_HOUR", 1_000)
    wrong, names = [], set()
    for request in files("transport"):
        names.add(request.name)
        draft = a_draft(school, a_collection())
        address = reverse("monitoring:upload-receive", args=[school.urn, draft.receipt])
        answer = head.generic(
            "POST", address, request.content, request.content_type, **request.headers
        )
        if answer.status_code not in request.expected.statuses:
            wrong.append(f"{request.name}: {answer.status_code}")
        services.discard_draft(actor=None, submission_id=draft.pk)
    assert not wrong, "\n".join(wrong)
    assert len(names) == FAMILIES["transport"].count
    assert all(Path(file).name.isalnum() for file in kept_files())


def test_the_corpus_has_640_files_and_is_the_same_every_time():
    assert sum(family.count for family in FAMILIES.values()) == 640
    for family in ("encoding", "content", "inert", "transfer", "transport", "plausible"):
        first, again = ([(f.name, f.content) for f in files(family)] for _ in range(2))
        assert first == again, family
