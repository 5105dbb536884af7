"""What is read of a sheet, before anything is known of schools or people."""

import csv
import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.errors import UnreadableFile
from core.spreadsheets.writing import Column, Guide, workbook
from people.imports import register
from people.imports.grid import read_file, read_text
from people.rules.centre import is_centre, short_names
from people.rules.sheet import Total
from tests.people.sheets import COLUMNS, INVENTED
from tests.properties import tried_less

HEADINGS = ["Name", "School", *COLUMNS]


def read(text: str, shorts=("het",), kinds=None):
    return register.read(read_text(text), shorts=frozenset(shorts), kinds=kinds or {})


def a_sheet(*rows: str) -> str:
    return "\n".join(["Name\tSchool\tCentral Team\tSLE\tNPQ", *rows]).replace("|", "\t")


def told(problem) -> tuple[int, str, str]:
    return problem.row, problem.column, problem.value


def test_the_invented_register_is_found_in_its_document_and_counted_both_ways():
    sheet = read(INVENTED)
    assert len(sheet.people) == 13
    assert sheet.cells == dict(zip(COLUMNS, [4, 4, 4, 8, 7], strict=True))
    assert sheet.designations == dict(zip(COLUMNS, [4, 5, 6, 8, 8], strict=True))
    assert sheet.fte == 180
    assert sheet.totals == {
        "SLE": Total(4, 4, 5),
        "Statutory Moderator": Total(4, 4, 6),
        "HET S2S Leader": Total(8, 8, 8),
    }
    assert sheet.problems == []
    assert [column.kind for column in sheet.columns[3:]] == [
        "sle", "statutory_moderator", "s2s_leader", "subject_area_lead",
    ]  # fmt: skip


def test_a_person_without_any_designation_is_kept():
    assert next(line for line in read(INVENTED).people if line.name == "Dev Anand").given == ()


def in_commas() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(line.split("\t") for line in INVENTED.splitlines())
    return out.getvalue().encode("utf-8-sig")


def in_a_workbook() -> bytes:
    rows = [line.split("\t") for line in INVENTED.splitlines() if "\t" in line]
    columns = [Column(name, "") for name in rows[0]]
    return workbook("Register", columns, rows[1:], Guide("Guide", ["What it is"]))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (INVENTED.encode(), "model.txt"),
        (in_commas(), "register.csv"),
        (in_commas().replace(b",", b";"), "register.csv"),
        (in_a_workbook(), "register.xlsx"),
        (INVENTED.replace("\n", "\r\n").encode("cp1252"), "old.tsv"),
    ],
)
def test_the_same_register_is_read_from_every_kind_of_file(content, name):
    grid = read_file(content, name, is_cp1252=name.startswith("old"))
    sheet = register.read(grid, shorts=frozenset({"het"}), kinds={})
    assert len(sheet.people) == 13
    assert sheet.cells["HET S2S Leader"] == 8
    assert sheet.designations["Statutory Moderator"] == 6 or b";" in content


def test_a_workbook_without_a_register_says_what_it_needs():
    book, out = Workbook(), io.BytesIO()
    book.active.append(["UPN", "Reading", "Writing"])
    book.save(out)
    content = out.getvalue()
    with pytest.raises(UnreadableFile, match="Name and School"):
        read_file(content, "marks.xlsx")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"Only prose here.", "a.txt", "E-REGISTER"),
        (b"", "a.txt", "E-REGISTER"),
        (b"PK\x03\x04 a document", "a.docx", "E-TEXT-TYPE"),
        (b"x" * 3_000_000, "a.txt", "E-TEXT-SIZE"),
        (b"Name,School,SLE\nZo\xeb,Elm,Maths", "a.csv", "E-ENC-UTF8"),
        ("Name,School" + ",SLE x" * 130, "a.csv", "E-REGISTER-COLUMNS"),
        ("Name\tSchool\tSLE\n" + "A\tB\tC\n" * 20_001, "a.txt", "E-REGISTER-ROWS"),
        ("Name\tSchool\tSLE\nA\tB\t" + "C " * 1_500, "a.txt", "E-REGISTER-LONG"),
    ],
)
def test_what_is_no_register_is_refused_with_a_code(content, name, code):
    with pytest.raises(UnreadableFile) as refusal:
        read_file(content if isinstance(content, bytes) else content.encode(), name)
    assert refusal.value.code == code


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(UnreadableFile, match="“SLE”"):
        read("Name\tSchool\tSLE\tSLE\nA B\tElm\tMaths\tMaths")


@pytest.mark.parametrize(
    ("row", "where", "fix"),
    [
        ("Ann Lee|Elm|CEO||", (2, "Central Team", "CEO"), "such as 0.4 FTE"),
        ("Ann Lee|Elm|1.5 FTE||", (2, "Central Team", "1.5 FTE"), "at most 1.0"),
        ("|Elm||Maths|", (2, "Name", ""), "There is no name"),
        ("Ann Lee||||", (2, "School", ""), "There is no school"),
        ("Ann Lee|Elm||-|", (2, "SLE", "-"), "Leave a cell empty"),
        ("Ann Lee|Elm|||NQPSL", (2, "NPQ", "NQPSL"), "Read as NPQSL"),
        ("Ann Lee|Elm|||Degree", (2, "NPQ", "Degree"), "not a national"),
        ("Ann Lee|Elm||||more", (2, "", "more"), "more cells than there are headings"),
        (f"{'Ann ' * 40}|Elm|||", (2, "Name", ("Ann " * 40)[:100]), "too long to be a name"),
        ("Ann Lee|Elm|||\nwrapped line\nBo Ng|Elm|||", (3, "Name", "wrapped line"), "no columns"),
        ("Ann Lee|Elm||A|\nTOTALS|||7|", (3, "SLE", "7"), "1 cells and 1 designations"),
        ("Ann Lee|Elm||A|\nTOTALS|||one|", (3, "SLE", "one"), "whole number"),
        ("Ann Lee|Elm||A|\nTOTALS|||1|\nBo Ng|Elm||B|", (4, "", "Bo Ng"), "below the totals"),
    ],
)
def test_a_cell_that_cannot_be_used_says_where_it_is_and_what_to_do(row, where, fix):
    [problem] = read(a_sheet(row)).problems
    assert told(problem) == where
    assert fix in problem.reason


def test_a_sum_of_full_time_is_a_total_too():
    sheet = read(a_sheet("Ann Lee|Elm|0.4 FTE||", "Bo Ng|Elm|1.0 FTE||", "TOTALS||1.4 FTE||"))
    assert (sheet.totals["Central Team"].stated, sheet.problems) == (1.4, [])


def test_places_without_a_name_are_capacity_and_not_people():
    sheet = read(
        a_sheet("Vacancy|Elm||Maths|", "Science SLE x4|HET||Science|", "Tobias Bee|Elm|||")
    )
    assert [(line.name, line.places) for line in sheet.lines] == [
        ("Vacancy", 1),
        ("Science SLE", 4),
        ("Tobias Bee", 0),
    ]
    assert len(sheet.people) == 1
    assert sheet.cells["SLE"] == 2


def test_headings_said_again_on_a_new_page_are_nobody():
    sheet = read(a_sheet("Ann Lee|Elm||A|", "Name|School|Central Team|SLE|NPQ", "Bo Ng|Elm|||"))
    assert [line.name for line in sheet.people] == ["Ann Lee", "Bo Ng"]


def test_a_column_of_notes_is_said_not_to_be_read():
    sheet = read("Name\tSchool\tNotes\tSLE\nAnn Lee\tElm\ton leave\tMaths")
    assert [problem.column for problem in sheet.problems] == ["Notes"]
    assert "Notes" not in sheet.cells


def test_a_cell_may_hold_lines_between_quotation_marks():
    sheet = read('Name\tSchool\tSLE\nAnn Lee\tElm\t"Maths\nEnglish"\nBo Ng\tElm\tPE')
    assert (len(sheet.people), sheet.designations) == (2, {"SLE": 3})


def test_a_mark_that_is_not_closed_is_a_letter():
    sheet = read('Name\tSchool\tSLE\n"Ann Lee\tElm\tMaths\nBo Ng\tElm\tPE')
    assert len(sheet.people) == 2


def test_the_model_s_own_words_name_a_kind():
    kinds = {"lead_teacher": "Lead Teachers"}
    sheet = read("Name\tSchool\tHET Lead Teacher\nAnn Lee\tElm\tMaths", kinds=kinds)
    assert sheet.columns[2].kind == "lead_teacher"
    assert read("Name\tSchool\tCoach\nAnn Lee\tElm\tMaths").columns[2].kind == "coach"


def test_the_trust_s_short_name_comes_from_its_name_or_the_headings():
    assert "het" in short_names(["Humber Education Trust (demonstration)"], [], [])
    assert short_names([], ["HET S2S Leader", "SLE"], ["HET", "Highlands"]) == {"het"}
    assert short_names([], ["HET S2S Leader"], ["Highlands"]) == frozenset()


@pytest.mark.parametrize("label", ["HET", "Central Team", "HET (central)", "The Trust"])
def test_the_centre_is_not_a_school(label):
    assert is_centre(label, frozenset({"het"}))


@pytest.mark.parametrize("label", ["Team Valley", "Highlands", "", "Head"])
def test_a_school_is_not_the_centre(label):
    assert not is_centre(label, frozenset({"het"}))


@pytest.mark.parametrize(
    "hostile",
    [
        "<a" * 900_000,
        "Name\tSchool\tSLE\n" + ("A\tB\t" + "<a" * 900 + "\n") * 1_000,
        "Name\tSchool\tSLE\n" + ("A\tB\t" + "KS1 & " * 300 + "\n") * 1_000,
        "Name\tSchool\tSLE\n" + ("A\tB\t" + "(" * 1_900 + "\n") * 1_000,
        "Name\tSchool\tSLE\n" + '"A\tB\tC\n' * 19_000,
    ],
    ids=["one line", "tags", "stages", "brackets", "marks"],
)
def test_text_made_to_be_slow_is_read_or_refused_quickly(hostile):
    began = time.process_time()
    with suppress(UnreadableFile):
        read(hostile)
    assert time.process_time() - began < 4


word = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
cell = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters='"<&'), max_size=30
)


@tried_less
@given(st.lists(st.tuples(word, word, cell, cell, cell), max_size=8))
def test_every_cell_that_holds_something_is_counted_and_every_person_is_there_once(rows):
    """As a spreadsheet counts: whatever stands in a cell, and whoever it is about."""
    grid = read_text("Name\tSchool\tFTE\tSLE\tS2S Leader")
    grid.rows = [
        (at, [f"Ann {name}", f"{school} School", *(text.strip() for text in rest)])
        for at, (name, school, *rest) in enumerate(rows, 2)
    ]
    sheet = register.read(grid, shorts=frozenset(), kinds={})
    for at, heading in enumerate(("FTE", "SLE", "S2S Leader"), 2):
        assert sheet.cells[heading] == sum(bool(row[at]) for _, row in grid.rows)
    assert [line.row for line in sheet.lines] == [number for number, _ in grid.rows]
