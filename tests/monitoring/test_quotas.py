"""How much one person may send, and one file of a school at a time."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import TooMuch, UnreadableFile
from core.models import JournalEntry
from core.turns import one_at_a_time
from monitoring import services, verbs
from monitoring.models import PupilRecord
from monitoring.rules.quotas import BYTES_A_DAY, DAY, HOUR, UPLOADS_AN_HOUR, Sent, free_at
from tests.monitoring.marks import a_marksheet
from tests.monitoring.test_views import sheet, text, url
from tests.world import a_draft, a_person, a_school, an_upload

NOW = datetime(2026, 11, 26, 12, tzinfo=timezone.get_default_timezone())


def ago(size=0, **time):
    return Sent(NOW - timedelta(**time), size)


def test_twenty_files_an_hour_and_the_next_when_the_first_is_an_hour_old():
    sent = [ago(minutes=at) for at in range(UPLOADS_AN_HOUR)]
    assert free_at(sent[1:], 1, NOW) is None
    assert free_at(sent, 1, NOW) == ("hour", NOW + timedelta(minutes=41))
    assert free_at([ago(minutes=60), *sent[1:]], 1, NOW) is None


def test_two_hundred_megabytes_a_day():
    half = BYTES_A_DAY // 2
    sent = [ago(half, hours=20), ago(half - 10, hours=3)]
    assert free_at(sent, 10, NOW) is None
    assert free_at(sent, 11, NOW) == ("day", NOW + timedelta(hours=4))
    assert free_at(sent, half + 11, NOW) == ("day", NOW + timedelta(hours=21))
    assert free_at([ago(half, hours=24), sent[1]], 11, NOW) is None


@given(
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, BYTES_A_DAY)), max_size=40),
    st.integers(0, 5 * 1024 * 1024),
)
def test_what_is_refused_now_is_taken_at_the_time_that_was_said(told, size):
    sent = [ago(its, minutes=minutes) for minutes, its in told]
    full = free_at(sent, size, NOW)
    while full:
        limit, at = full
        assert NOW < at <= NOW + (HOUR if limit == "hour" else DAY)
        full = free_at(sent, size, at)
        assert full is None or full[1] > at


@pytest.fixture
def draft(db):
    return a_draft()


@pytest.fixture
def head(draft, sign_in):
    return sign_in(a_person(Role.HEADTEACHER, at=draft.school))


def test_the_21st_file_waits_and_nothing_is_lost(head, draft):
    for _ in range(UPLOADS_AN_HOUR - 1):
        head.post(url("upload-receive", draft), sheet(b"UPN"))
    assert head.post(url("upload-receive", draft), sheet()).status_code == 302
    services.confirm_columns(actor=None, submission_id=draft.pk, matched=draft.upload.columns)
    answer = head.post(url("upload-receive", draft), sheet(b"x"))
    assert answer.status_code == 429
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert "You sent 20 files in an hour" in text(answer)
    assert PupilRecord.objects.filter(submission=draft).count() == 30


def test_a_file_refused_beside_one_that_was_read_counts_too(head, draft):
    an_upload(draft, a_marksheet())
    answer = head.post(url("upload-receive", draft), sheet(b"\xff\xfe"))
    assert answer.status_code == 422
    assert "E-ENC-UTF16" in text(answer)
    assert "Your earlier file is still here." in text(answer)
    entry = JournalEntry.objects.get(verb=verbs.REFUSED)
    assert entry.after == {"code": "E-ENC-UTF16", "bytes": 2}


def test_a_day_has_its_megabytes(head, draft, monkeypatch):
    monkeypatch.setattr("monitoring.rules.quotas.BYTES_A_DAY", 3)
    assert head.post(url("upload-receive", draft), sheet(b"abc")).status_code == 422
    answer = head.post(url("upload-receive", draft), sheet(b"a"))
    assert answer.status_code == 429
    assert "E-QUOTA-DAY" in text(answer)


def test_one_file_of_a_school_at_a_time(head, draft):
    with one_at_a_time(f"upload-{draft.school_id}", seconds=60, refusal=TooMuch("X", "x", 1)):
        answer = head.post(url("upload-receive", draft), sheet())
        assert answer.status_code == 429
        assert "E-QUOTA-SCHOOL" in text(answer)
        other = a_draft(a_school(), draft.collection)
        assert an_upload(other, a_marksheet()).state == "checked"
    assert head.post(url("upload-receive", draft), sheet()).status_code == 302


def test_a_turn_is_free_again_when_the_work_failed_and_not_taken_from_the_next_holder(draft):
    refusal = TooMuch("E-BUSY", "Somebody else is at it.", 5)
    with pytest.raises(UnreadableFile), one_at_a_time("x", seconds=9, refusal=refusal):
        raise UnreadableFile("E-CSV-EMPTY", "There is nothing in this file.")
    with one_at_a_time("x", seconds=9, refusal=refusal):
        cache.set("turn:x", "somebody after us")
    with pytest.raises(TooMuch, match="E-BUSY"), one_at_a_time("x", seconds=9, refusal=refusal):
        pass
