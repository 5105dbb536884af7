import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.models import JournalEntry
from monitoring.models import Collection, Pupil, Submission
from tests.monitoring.marks import a_marksheet, a_row, as_csv, rows
from tests.monitoring.test_files_and_pupils import kept_files
from tests.world import a_collection, a_school

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def give(tmp_path):
    """Submit a file's content for a school and hand back what is printed."""
    school = a_school()
    a_collection()

    def giving(content, *options, name="marks.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return run(
            "submit", str(path), f"--school={school.urn}", "--collection=Autumn 2026", *options
        )

    giving.school = school
    return giving


def test_a_collection_is_opened_once():
    first = run("open_collection", "Autumn 2026", "--due", "2026-12-11")
    assert (first["created"], first["academic_year"]) == (True, "2026/27")
    assert first["year_groups"] == ["1", "2", "3", "4", "5", "6"]
    again = run("open_collection", "autumn 2026", "--due", "2026-12-18")
    assert (again["created"], again["due_on"]) == (False, "2026-12-11")


@pytest.mark.parametrize(
    "args",
    [
        ["Autum 2026", "--due=2026-12-11"],
        ["Autumn 2026", "--due=11/12/2026"],
        ["Autumn 2026"],
        ["Autumn 2026", "--due=2026-12-11", "--scale=nothing"],
        ["Autumn 2026", "--due=2026-12-11", "--year-groups=1,Q"],
    ],
)
def test_a_wrongly_typed_collection_says_so(args):
    with pytest.raises(CommandError) as refused:
        run("open_collection", *args)
    assert len(str(refused.value)) > 10
    assert not Collection.objects.exists()


def test_a_good_file_is_given(give):
    told = give(a_marksheet())
    sent = Submission.objects.get()
    assert (told["state"], told["rows"], told["accepted"]) == ("submitted", 30, 30)
    assert (told["receipt"], told["version"]) == (str(sent.receipt), 1)
    assert told["problems"] == []
    assert kept_files() == []


def test_the_same_file_again_changes_nothing(give):
    first, again = give(a_marksheet()), give(a_marksheet())
    assert again["unchanged"]
    assert again["receipt"] == first["receipt"]
    assert Submission.objects.count() == 1


def test_another_file_is_a_new_version(give):
    first, second = give(a_marksheet()), give(a_marksheet(36))
    assert (second["version"], second["receipt"] == first["receipt"]) == (2, False)


def test_a_file_with_errors_says_each_and_stores_nothing(give, tmp_path):
    entries, out = JournalEntry.objects.count(), io.StringIO()
    lines = [*rows(30), a_row(31, Maths="EXP+"), a_row(32, year=15)]
    (tmp_path / "bad.csv").write_bytes(as_csv(lines))
    told_to = ["submit", str(tmp_path / "bad.csv"), f"--school={give.school.urn}"]
    with pytest.raises(CommandError, match="Nothing was stored: 2 problems"):
        call_command(*told_to, "--collection=Autumn 2026", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["accepted"], told["rows"], told["receipt"]) == (0, 32, "")
    assert [(p["row"], p["column"], p["value"]) for p in told["problems"]] == [
        (32, "Maths", "EXP+"),
        (33, "Year", "15"),
    ]
    assert not Submission.objects.exists()
    assert not Pupil.objects.exists()
    assert (JournalEntry.objects.count(), kept_files()) == (entries, [])


def test_rows_of_other_years_are_left_out_and_counted(give):
    told = give(as_csv([*rows(30), a_row(40, year="Reception"), a_row(41, year="N2")]))
    assert (told["accepted"], told["left_out"]) == (30, 2)
    assert len(told["warnings"]) == 2


def test_a_preview_stores_nothing(give):
    told = give(a_marksheet(), "--preview")
    assert (told["state"], told["accepted"], told["receipt"]) == ("not stored", 30, "")
    assert not Submission.objects.exists()
    assert kept_files() == []


def test_columns_can_be_given(give, tmp_path):
    header = ["Id", "Cohort", "One", "Two", "Three"]
    lines = [[row[0], row[4], *row[9:]] for row in rows(12)]
    matched = {"upn": "Id", "year_group": "Cohort", "reading": "One", "writing": "Two"}
    (tmp_path / "map.json").write_text(json.dumps({**matched, "maths": "Three"}))
    told = give(as_csv(lines, header), f"--map={tmp_path / 'map.json'}")
    assert told["accepted"] == 12
    with pytest.raises(CommandError, match="Match the year group"):
        give(as_csv(lines, header))
    assert kept_files() == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "m.csv", "E-CSV-EMPTY"),
        (b"UPN,Year\nA", "m.csv", "E-CSV-RAGGED"),
        (b"x", "m.txt", "E-TYPE"),
        (b"PK\x03\x04", "m.xlsx", "E-XLSX-DAMAGED"),
        (b"x" * 6_000_000, "m.csv", "5 MB"),
    ],
)
def test_an_unreadable_file_says_why_and_stores_nothing(give, content, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        give(content, name=name)
    assert not Submission.objects.exists()
    assert kept_files() == []


@pytest.mark.parametrize(
    "args",
    [
        ["--school=1", "--collection=Autumn 2026"],
        ["--school=x", "--collection=Autumn 2026"],
        ["--collection=Autumn 2026"],
        ["--school={urn}", "--collection=Spring 2030"],
    ],
)
def test_an_unknown_school_or_collection_is_refused(give, tmp_path, args):
    (tmp_path / "m.csv").write_bytes(a_marksheet())
    with pytest.raises(CommandError):
        run("submit", str(tmp_path / "m.csv"), *[a.format(urn=give.school.urn) for a in args])


def test_a_file_that_is_not_there_is_refused(give):
    with pytest.raises(CommandError, match="No such file"):
        run("submit", "/nowhere.csv", f"--school={give.school.urn}", "--collection=Autumn 2026")
