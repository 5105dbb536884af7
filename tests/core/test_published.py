"""The reader of official files: real lines of each trap, and any bytes at all."""

import csv
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import published
from core.errors import UnreadableFile
from core.published import open_published


@pytest.fixture
def a_file(tmp_path):
    def written(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


def test_columns_are_found_by_name_whatever_their_case_and_spacing(a_file):
    path = a_file("\ufeffURN,Estab,Latest OEIF  safeguarding is effective?\r\n100000,3614,Yes")
    (row,) = open_published(path, needs=["urn"])
    assert row.whole("URN").value == 100000
    assert row.text("ESTAB") == "3614"
    assert row.text("Latest OEIF safeguarding is effective?") == "Yes"
    assert row.number == 2


def test_a_short_row_has_absent_cells_and_a_long_row_keeps_its_overflow_apart(a_file):
    path = a_file('URN,NAME,TOTPUPS\n147021,Oakfield Primary School\n1,A,3,"115961 Predecessor",""')
    short, long = open_published(path)
    assert short.raw("TOTPUPS") is None
    assert long.extra == ["115961 Predecessor"]
    assert long.whole("TOTPUPS").value == 3


def test_cp1252_is_read_when_utf_8_does_not_fit(a_file):
    path = a_file("URN,NAME\r\n126416,St Thomas à Becket", "cp1252")
    (row,) = open_published(path)
    assert row.text("NAME") == "St Thomas à Becket"


def test_commas_and_line_breaks_inside_quotes_stay_inside_their_cell(a_file):
    path = a_file('URN,NAME\n1,"Bovingdon Primary Academy,High\nStreet"\n\n2,Elm\n')
    first, second = open_published(path)
    assert first.text("NAME") == "Bovingdon Primary Academy,High\nStreet"
    assert (first.number, second.number) == (2, 4)


def test_a_title_row_is_passed_over(a_file):
    path = a_file("Management information,,\n,,\nURN,Name\n1,Elm")
    (row,) = open_published(path, needs=["URN"])
    assert (row.number, row.text("name")) == (4, "Elm")


def test_the_first_column_that_holds_something_answers(a_file):
    path = a_file("URN,EstablishmentName,School name\n1,NULL,Elm")
    (row,) = open_published(path)
    assert row.text("EstablishmentName", "School name") == "Elm"


@pytest.mark.parametrize("raw", ["", " ", "NULL", "null", None])
def test_nothing_is_nothing(raw):
    assert published.whole(raw).is_blank
    assert published.percent(raw).is_blank
    assert published.day(raw).is_blank


@pytest.mark.parametrize("raw", ["SUPP", "NA", "NE", "NP", "NEW", "LOWCOV", "SP", "RE", "SUPPMAT"])
def test_a_code_is_a_code_and_never_a_number(raw):
    for read in (published.whole, published.number, published.percent, published.day):
        cell = read(raw)
        assert (cell.code, cell.value, cell.problem) == (raw, None, "")


@pytest.mark.parametrize("raw", ["x", "c", "z", ":", "-"])
def test_the_short_codes_are_codes_in_any_case(raw):
    assert published.percent(raw).code == raw.upper()


def test_only_withheld_numbers_are_called_hidden():
    assert published.percent("SUPP").is_hidden
    assert published.percent("SUPPMAT").is_hidden
    assert not published.percent("NE").is_hidden
    assert not published.percent("0%").is_hidden


def test_a_true_zero_is_zero():
    assert published.percent("0%").value == 0
    assert published.whole("0").value == 0


@pytest.mark.parametrize(
    ("raw", "value"),
    [("62%", "62"), ("16.2", "16.2"), ("24.88%", "24.88"), ("21.90%", "21.90"), ("51 %", "51")],
)
def test_a_percentage_reads_the_same_in_every_year_s_form(raw, value):
    assert published.percent(raw).value == Decimal(value)


@pytest.mark.parametrize(
    ("raw", "value"), [("271", 271), ("8682547.0", 8682547), ("-17", -17), ("14,741", 14741)]
)
def test_a_whole_number_survives_pandas_and_thousands(raw, value):
    assert published.whole(raw).value == value


@pytest.mark.parametrize("raw", ["16-01-2020", "16/01/2020", "2020-01-16", "20200116"])
def test_a_date_reads_the_same_in_every_publisher_s_form(raw):
    assert published.day(raw).value == date(2020, 1, 16)


@pytest.mark.parametrize(
    ("read", "raw", "why"),
    [
        (published.whole, "1.00063E+11", "damaged by a spreadsheet"),
        (published.whole, "2.5", "not a whole number"),
        (published.whole, "1,2", "not a number"),
        (published.percent, "101%", "between 0 and 100"),
        (published.percent, "-1", "between 0 and 100"),
        (published.day, "31/02/2020", "not a date"),
        (published.day, "Spring", "not a date"),
        (published.whole, "9" * 30, "too large"),
    ],
)
def test_what_cannot_be_read_says_why(read, raw, why):
    assert why in read(raw).problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E-CSV-EMPTY"),
        (b"\r\n\r\n", "E-CSV-EMPTY"),
        (b"PK\x03\x04rest", "E-CSV-WORKBOOK"),
        (b"U\x00R\x00N\x00", "E-ENC-BINARY"),
        (b"URN\n\x81\x8d", "E-ENC-UNKNOWN"),
        (b"Name\nElm", "E-CSV-COLUMN"),
        (b"URN\n" + b"a" * 1_100_000, "E-CSV-BROKEN"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_code(a_file, content, code):
    with pytest.raises(UnreadableFile) as refusal:
        list(open_published(a_file(content), needs=["URN"]))
    assert refusal.value.code == code


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no readable file"):
        open_published(tmp_path / "nothing.csv")


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_one_refusal(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        try:
            numbers = [row.number for row in open_published(path)]
        except UnreadableFile:
            return
        assert numbers == sorted(set(numbers))


@given(st.text(max_size=30))
def test_any_cell_is_exactly_one_of_value_code_blank_and_problem(raw):
    for read in (published.whole, published.number, published.percent, published.day):
        cell = read(raw)
        assert (
            sum([cell.value is not None, bool(cell.code), bool(cell.problem), cell.is_blank]) == 1
        )


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1),
        max_size=8,
    )
)
def test_no_row_is_lost_or_invented(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([["URN"], *rows])
        wanted = [row for row in rows if any(map(published.plain, row))]
        assert [row.cells for row in open_published(path, needs=["URN"])] == wanted
