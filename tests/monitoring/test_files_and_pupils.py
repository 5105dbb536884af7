"""What becomes of a file once it has been read, and of the children it is about."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from core import files, jobs
from core.errors import UnreadableFile, WrongState
from monitoring import services
from monitoring.models import Pupil, Submission, Upload
from monitoring.tasks import purge
from tests.monitoring.marks import a_marksheet, a_row, as_csv, rows
from tests.world import a_collection, a_draft, a_return, a_school, an_upload

pytestmark = pytest.mark.django_db


def kept_files():
    root = Path(django_settings.MEDIA_ROOT)
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_an_unreadable_file_is_kept_seven_days_and_then_deleted(django_capture_on_commit_callbacks):
    draft = a_draft()
    upload = an_upload(draft, b"UPN,Year\nA")
    assert (upload.state, len(kept_files())) == ("refused", 1)
    assert "E-CSV-RAGGED" in upload.notes[0]
    Upload.objects.update(created_at=timezone.now() - timedelta(days=8))
    purge()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.work_off()
    assert kept_files() == []
    assert services.purge_uploads() == 0


def test_an_unreadable_file_does_not_replace_one_that_was_read():
    draft = a_draft()
    an_upload(draft, a_marksheet())
    with pytest.raises(UnreadableFile):
        an_upload(draft, b"\xff\xfea")
    assert draft.records.count() == 30
    assert len(kept_files()) == 1


def test_a_file_is_gone_once_its_rows_are_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = a_return()
    assert (kept_files(), sent.records.count()) == ([], 30)


def test_a_discarded_draft_takes_its_file_and_leaves_what_was_sent(
    django_capture_on_commit_callbacks,
):
    sent = a_return()
    draft = a_draft(sent.school, sent.collection)
    an_upload(draft, a_marksheet(40))
    with django_capture_on_commit_callbacks(execute=True):
        services.discard_draft(actor=None, submission_id=draft.pk)
    assert list(Submission.objects.all()) == [sent]
    with pytest.raises(WrongState, match="sent already"):
        services.discard_draft(actor=None, submission_id=sent.pk)


def only_pupil():
    return Pupil.objects.get(surname="Surname1")


def test_a_pupil_keeps_a_pseudonym_when_a_temporary_number_becomes_permanent():
    school = a_school()
    temporary = "G00199992601A"
    a_return(school, a_collection(), as_csv([a_row(1, UPN=temporary)]))
    known_as = only_pupil().pseudonym
    a_return(school, a_collection("Spring 2027"), as_csv([a_row(1)]))
    pupil = only_pupil()
    assert (pupil.pseudonym, pupil.former_upn, pupil.records.count()) == (known_as, temporary, 2)


def test_two_children_of_one_name_and_birthday_stay_two():
    school = a_school()
    a_return(school, a_collection(), as_csv([a_row(1)]))
    twin = a_row(2, Surname="Surname1", Forename="Forename1", DOB=a_row(1)[3])
    a_return(school, a_collection("Spring 2027"), as_csv([twin]))
    assert Pupil.objects.filter(surname="Surname1").count() == 2


def test_a_pupil_without_a_number_is_found_again_by_name():
    school = a_school()
    a_return(school, a_collection(), as_csv([a_row(1, UPN="")]))
    a_return(school, a_collection("Spring 2027"), as_csv([a_row(1, UPN="")]))
    assert only_pupil().records.count() == 2


def test_a_pseudonym_tells_nobody_the_number(settings):
    a_return(content=as_csv(rows(1)))
    first = Pupil.objects.get()
    assert first.upn not in first.pseudonym
    settings.PSEUDONYM_KEY = "another key"
    a_return(a_school(), a_collection(), as_csv(rows(1)))
    assert Pupil.objects.exclude(pk=first.pk).get().pseudonym != first.pseudonym


def test_a_file_that_cannot_be_kept_leaves_nothing(monkeypatch):
    draft = a_draft()

    def full(content, folder):
        raise files.CannotKeep

    monkeypatch.setattr(files, "store", full)
    with pytest.raises(files.CannotKeep):
        an_upload(draft, a_marksheet())
    assert not Upload.objects.exists()
