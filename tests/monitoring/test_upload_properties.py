"""What holds for every file that can be uploaded (security.md 5.3, P1 to P7), through services."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from core import spreadsheets
from core.errors import UnreadableFile
from core.exports import csv_lines
from core.formulas import STARTS_A_FORMULA, inert, restored
from core.spreadsheets.csv_file import INVISIBLE
from monitoring import services
from monitoring.models import Pupil, PupilRecord
from monitoring.rules.columns import find_header
from monitoring.services.uploads import NotMatched
from tests.corpus.made import as_excel_writes
from tests.monitoring.marks import GRADES, HEADER, a_row, as_csv, as_xlsx, rows
from tests.properties import through_services, tried
from tests.world import a_collection, a_draft, a_school, an_upload

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
names = st.one_of(
    cells, st.sampled_from(["NA", "None", "0042", "'=1", "''=1", "=1", " x ", "1e400"])
)
pupils = st.lists(st.tuples(names, names, *[st.sampled_from(GRADES)] * 3), min_size=1, max_size=6)
faults = st.sampled_from(
    [("Year", "15"), ("Reading", "1e400"), ("UPN", "x"), ("Sex", "Q"), ("Forename", "n" * 101)]
)


def lines_of(told):
    """Marksheet rows that say these names and grades, each of a pupil with a number."""
    changes = ("Surname", "Forename", "Reading", "Writing", "Maths")
    return [a_row(at, **dict(zip(changes, one, strict=True))) for at, one in enumerate(told)]


def as_stored(cell: str) -> str:
    """The documented normalisation: nothing invisible, no guard of ours, no blanks around."""
    return restored(INVISIBLE.sub("", cell)).strip()


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def draft(db):
    return a_draft(a_school(), a_collection())


def digest():
    """All that is kept of pupils."""
    return [
        list(Pupil.objects.order_by("pk").values_list()),
        list(PupilRecord.objects.order_by("pk").values_list()),
    ]


@through_services
@given(told=pupils, seed=st.integers())
def test_p1_p4_p5_p6_a_file_is_stored_as_written_twice_in_any_order_and_out_and_in_again(
    told, seed, draft
):
    with undone():
        lines = lines_of(told)
        an_upload(draft, as_csv(lines))
        once = kept(draft)
        assert once[1] == {
            (row[0], as_stored(row[1]), as_stored(row[2]), *row[9:]) for row in lines
        }
        pupils_once = set(Pupil.objects.values_list("pk", "pseudonym"))
        an_upload(draft, as_csv(lines))
        assert kept(draft) == once
        an_upload(draft, as_csv(Random(seed).sample(lines, len(lines))))
        assert kept(draft) == once
        an_upload(draft, exported(draft))
        assert kept(draft) == once
        assert set(Pupil.objects.values_list("pk", "pseudonym")) == pupils_once


WHO = ["pupil__upn", "pupil__surname", "pupil__forename"]
RESULTS = [f"results__{subject}" for subject in ("reading", "writing", "maths")]
ABOUT = ["year_group", "sex", "is_disadvantaged", "sen_provision", "is_eal"]


def kept(draft):
    """The content's hash, and everybody with their results."""
    return draft.content_hash, set(draft.records.values_list(*WHO, *RESULTS))


def exported(draft):
    """The draft's pupils as any of our downloads writes them."""
    said = {True: "Y", False: "N"}
    header = ["UPN", "Surname", "Forename", *HEADER[9:], *HEADER[4:9]]
    told = [
        [said[cell] if isinstance(cell, bool) else cell for cell in row]
        for row in draft.records.values_list(*WHO, *RESULTS, *ABOUT)
    ]
    content = "".join(csv_lines(header, told)).encode()
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in line if cell.startswith(STARTS_A_FORMULA)]
    return content


@through_services
@given(told=pupils, fault=faults, at=st.integers(0, 5), also=st.booleans())
def test_p2_p3_every_row_is_stored_or_named_and_one_error_stores_nothing(
    told, fault, at, also, draft
):
    with undone():
        lines = lines_of(told)
        column, value = fault
        at %= len(lines)
        lines[at][HEADER.index(column)] = value
        others = [a_row(50, year="Reception")] if also else []
        before = digest()
        upload = an_upload(draft, as_csv([*lines, *others]))
        assert digest() == before
        reported = {problem["row"] for problem in upload.problems}
        assert reported == {at + 2} | ({len(lines) + 2} if also else set())
        assert upload.rows_read == draft.pupils + len(reported)
        upload = services.leave_out(actor=None, submission_id=draft.pk, rows=[at + 2])
        stored = set(draft.records.values_list("pupil__upn", flat=True))
        assert stored == {row[0] for row in lines} - {lines[at][0]}


@tried
@given(st.text(max_size=12) | st.sampled_from(["'=1", "''=1", "'", "''", "O'Neill", "'\t"]))
def test_a_guard_is_taken_off_exactly_as_it_was_put_on(cell):
    assert restored(inert(cell)) == cell
    assert not inert(cell).startswith(STARTS_A_FORMULA)


HONEST = {
    ".csv": as_csv(rows(12)),
    ".xlsx": as_xlsx(rows(12)),
    ".shared.xlsx": as_excel_writes(as_xlsx(rows(12))),
}
spoils = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["cut", "put", "flip", "drop"]),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def spoiled(content: bytes, how) -> bytes:
    for place, what, put in how:
        at = int(place * len(content))
        if what == "cut":
            content = content[:at]
        elif what == "drop":
            content = content[:at] + content[at + len(put) :]
        elif what == "put":
            content = content[:at] + put + content[at:]
        else:
            content = content[:at] + put + content[at + len(put) :]
    return content


@tried
@given(kind=st.sampled_from(sorted(HONEST)), how=spoils, is_cp1252=st.booleans())
def test_p7_an_honest_file_that_was_spoiled_is_read_or_refused_with_a_code(kind, how, is_cp1252):
    content = spoiled(HONEST[kind], how)
    with suppress(UnreadableFile):
        spreadsheets.read(content, f"m{kind}", find_header=find_header, is_cp1252=is_cp1252)


@through_services
@given(how=spoils)
def test_p7_whatever_was_done_to_a_csv_the_service_answers_and_stores_all_or_nothing(how, draft):
    with undone():
        content = spoiled(HONEST[".csv"], how)
        with suppress(NotMatched):
            upload = an_upload(draft, content)
            wrong = upload.state != "checked" or upload.rows_wrong
            assert PupilRecord.objects.count() == (0 if wrong else draft.pupils)
            assert Pupil.objects.count() == PupilRecord.objects.count()
