"""Bad files store nothing, the same work twice is the same, and a race has one winner."""

import threading

import pytest
from django.conf import settings as settings_of_django
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError, UnreadableFile
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import Pupil, PupilRecord, Submission, Upload
from tests.core.test_spreadsheets import BOMB, BOOK, TYPES, zipped
from tests.monitoring.marks import HEADER, a_marksheet, a_row, as_csv, rows
from tests.world import a_draft, a_return, an_upload

NAMES = ",".join(HEADER)
BAD_FILES = {
    "empty": b"",
    "header only": NAMES.encode(),
    "no header": as_csv(rows(5)[1:], rows(5)[0]),
    "short rows": as_csv([row[:-1] for row in rows(5)]),
    "long rows": as_csv([[*row, "x"] for row in rows(5)]),
    "a comma after every row": as_csv([[*row, ""] for row in rows(5)]),
    "one name twice": as_csv(rows(5), [*HEADER[:-1], "Reading"]),
    "semicolons": a_marksheet(5).replace(b",", b";"),
    "tabs": a_marksheet(5).replace(b",", b"\t"),
    "an open quote": a_marksheet(5).replace(b"Surname1", b'"Surname1', 1),
    "too many rows": as_csv(rows(1) * 20_001),
    "too many columns": as_csv([[str(n) for n in range(121)]], [f"c{n}" for n in range(121)]),
    "one endless cell": as_csv([a_row(1, Surname="x" * 2_001)]),
    "utf-16": a_marksheet(5).decode().encode("utf-16"),
    "windows text": as_csv([a_row(1, Surname="Zo\u00eb")]).decode().encode("cp1252"),
    "cut short in a letter": as_csv([a_row(1, Maths="\u00eb")])[:-3],
    "nul": a_marksheet(5).replace(b"Surname1", b"Sur\0name1", 1),
    "a page": b"<html><table><tr><td>UPN</td></tr></table></html>",
    "a pdf": b"%PDF-1.7",
    "a workbook by another name": zipped({TYPES: "<x/>"}),
}
BAD_WORKBOOKS = {
    "not a workbook": a_marksheet(3),
    "an old one": b"\xd0\xcf\x11\xe0" + b"\0" * 512,
    "a bomb": zipped({"bomb": b"0" * 60_000_000}),
    "entities": zipped({TYPES: "<x/>", BOOK: BOMB}),
    "macros": zipped({"xl/vbaProject.bin": "x"}),
    "half of one": zipped({TYPES: "<x/>", BOOK: "<x/>"})[:-9],
}
NAMED = [(name, content, "m.csv") for name, content in BAD_FILES.items()]
NAMED += [(name, content, "m.xlsx") for name, content in BAD_WORKBOOKS.items()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "file_name"),
    [pytest.param(content, file, id=f"{file}: {name}") for name, content, file in NAMED],
)
def test_a_bad_file_is_named_and_nothing_of_it_is_stored(content, file_name):
    draft = a_draft()
    upload = an_upload(draft, content, file_name)
    assert upload.state == "refused"
    assert "(E-" in upload.notes[0]
    assert not PupilRecord.objects.exists()
    assert not Pupil.objects.exists()


@pytest.mark.django_db
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=300), ending=st.sampled_from(["csv", "xlsx", "txt"]))
def test_any_bytes_are_answered_in_words(content, ending, school_draft):
    try:
        services.receive_upload(
            actor=None, submission_id=school_draft.pk, file_name=f"m.{ending}", content=content
        )
    except DomainError as refusal:
        assert isinstance(refusal, UnreadableFile)  # noqa: PT017 - both outcomes are right


@pytest.fixture
def school_draft(db):
    return a_draft()


@pytest.mark.django_db
@pytest.mark.parametrize("order", [list, reversed])
def test_the_same_pupils_give_the_same_content_in_any_order(order):
    first = a_draft()
    an_upload(first, as_csv(rows(24)))
    before = first.content_hash
    an_upload(first, as_csv(list(order(rows(24)))))
    assert first.content_hash == before
    assert (Pupil.objects.count(), first.records.count()) == (24, 24)


@pytest.mark.django_db
def test_text_that_means_something_elsewhere_is_only_text_here():
    strange = ["=1+1", "<script>x</script>", "{{ 7*7 }}", "NA", "None", "0042", "Nguyễn", "O'Neill"]
    draft = a_draft()
    an_upload(draft, as_csv([a_row(at, Surname=name) for at, name in enumerate(strange)]))
    assert set(Pupil.objects.values_list("surname", flat=True)) == set(strange)


def at_once(act, times):
    """Run the same thing in several threads; hand back what each answered or raised."""
    answers = []
    ready = threading.Barrier(times)

    def run():
        ready.wait()
        try:
            answers.append(act())
        except DomainError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


race = pytest.mark.skipif(
    "sqlite" in settings_of_django.DATABASES["default"]["ENGINE"],
    reason="SQLite's tests share one connection's memory; the race is run on PostgreSQL",
)


@race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_clicks_are_one_submission():
    draft = a_draft()
    an_upload(draft, a_marksheet())
    answers = at_once(lambda: services.submit(actor=None, submission_id=draft.pk).receipt, 10)
    assert answers == [draft.receipt] * 10
    assert JournalEntry.objects.filter(verb=verbs.SUBMITTED).count() == 1


@race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_starts_are_one_draft():
    sent = a_return()

    def start():
        return services.start_draft(
            actor=None, school=sent.school, collection=sent.collection, way="upload"
        ).pk

    assert len(set(at_once(start, 10))) == 1
    assert Submission.objects.count() == 2
    assert not Upload.objects.filter(submission__state="draft").exists()
