import csv
import io
import struct
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.errors import UnreadableFile
from core.formulas import restored
from core.spreadsheets import read
from core.spreadsheets.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from tests.properties import tried

HEADER = "UPN,Surname,Year"
LINE = "A1,Ahmed,6"


def first(rows):
    """The first row that has anything in it names the columns."""
    return next((at for at, row in enumerate(rows) if any(row)), None)


def refusal(content, name="marks.csv", **how):
    with pytest.raises(UnreadableFile) as refused:
        read(content, name, find_header=first, **how)
    assert len(str(refused.value)) > 20, "a person needs a sentence"
    return refused.value.code


def csv_of(*lines, newline="\n"):
    return newline.join(lines).encode()


def cells(content, name="marks.csv", **how):
    table = read(content, name, find_header=first, **how)
    return [table.header, *map(list, zip(*table.columns, strict=True))]


def workbook(*lines, sheets=(), edit=None):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for title in sheets:
        book.create_sheet(title).append(["UPN", "Surname", "Year"])
        book[title].append(["A1", "Ahmed", "6"])
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


TYPES, BOOK = "[Content_Types].xml", "xl/workbook.xml"
BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    "content",
    [
        csv_of(HEADER, LINE),
        b"\xef\xbb\xbf" + csv_of(HEADER, LINE),
        csv_of(HEADER, LINE, newline="\r\n"),
        csv_of("", HEADER, LINE, "", ""),
        csv_of(f"{HEADER},,", f"{LINE},,"),
        csv_of('"UPN","Surname","Year"', '"A1","Ahmed","6"'),
    ],
    ids=["plain", "marked", "windows", "blank lines", "empty columns", "quoted"],
)
def test_a_plain_file_is_read_whatever_way_it_was_saved(content):
    assert cells(content) == [["UPN", "Surname", "Year"], ["A1", "Ahmed", "6"]]


@pytest.mark.parametrize(
    "text",
    ["NA", "None", "null", "007", "1e400", "=1+1", "Zoë", "O'Neill", "Nguyễn", "שלום", "inf"],
)
def test_every_cell_stays_the_text_it_was(text):
    assert cells(csv_of(HEADER, f"A1,{text},6"))[1][1] == text


def test_a_quoted_newline_stays_in_its_cell_and_rows_are_counted_as_a_spreadsheet_does():
    table = read(csv_of(HEADER, '"A\n1",Ahmed,6', LINE), "marks.csv", find_header=first)
    assert table.columns[0] == ["A\n1", "A1"]
    assert table.numbers == [2, 3]


def test_what_cannot_be_seen_is_left_out_and_said():
    table = read("UPN,Surname,Year\nA1,\u202eAh\u200bmed,6".encode(), "m.csv", find_header=first)
    assert table.columns[1] == ["Ahmed"]
    assert table.notes == ["2 invisible characters were left out."]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("E-CSV-EMPTY", b""),
        ("E-CSV-EMPTY", b"\n\n ,\n".replace(b" ", b"")),
        ("E-CSV-NO-ROWS", csv_of(HEADER)),
        ("E-CSV-RAGGED", csv_of(HEADER, "A1,Ahmed")),
        ("E-CSV-RAGGED", csv_of(HEADER, f"{LINE},extra")),
        ("E-CSV-RAGGED", csv_of(HEADER, f"{LINE},", f"{LINE},")),
        ("E-CSV-TWICE", csv_of("UPN,Year,year", "A1,5,6")),
        ("E-CSV-QUOTES", csv_of(HEADER, '"A1,Ahmed,6')),
        ("E-CSV-QUOTES", csv_of(HEADER, '"A"1,Ahmed,6')),
        ("E-CSV-DELIMITER", csv_of("UPN;Surname;Year", "A1;Ahmed;6")),
        ("E-CSV-DELIMITER", csv_of("UPN\tSurname\tYear", "A1\tAhmed\t6")),
        ("E-CSV-COLUMNS", csv_of(",".join(map(str, range(MOST_COLUMNS + 1))), "1")),
        ("E-CSV-COLUMNS", csv_of(",".join(["UPN"] * 50_000), "1")),
        ("E-CSV-ROWS", csv_of(HEADER, *[LINE] * (MOST_ROWS + 1))),
        ("E-CSV-LONG", csv_of(HEADER, f"A1,{'x' * (LONGEST_CELL + 1)},6")),
        ("E-CSV-LONG", csv_of(HEADER, f'A1,"{"x" * LONGEST_CELL}\n{"x" * 9}",6')),
        ("E-ENC-UTF16", csv_of(HEADER, LINE).decode().encode("utf-16")),
        ("E-ENC-UTF8", csv_of(HEADER, "A1,Zo\u00eb,6").decode().encode("cp1252")),
        ("E-ENC-UTF8", csv_of(HEADER, "A1,Zo\u00eb,6")[:-3]),
        ("E-ENC-UTF8", csv_of(HEADER, LINE) + b"\xc0\xaf"),
        ("E-ENC-UTF8", csv_of(HEADER, LINE) + b"\xed\xa0\x80"),
        ("E-ENC-NUL", csv_of(HEADER, "A1,\0,6")),
        ("E-CSV-TYPE", b"%PDF-1.7 rest"),
        ("E-CSV-TYPE", b"  <html><table>"),
        ("E-CSV-TYPE", b"PK\x03\x04rest"),
        ("E-CSV-TYPE", b"\xd0\xcf\x11\xe0rest"),
        ("E-SIZE", b"x" * (5 * 1024 * 1024 + 1)),
    ],
)
def test_a_bad_csv_is_refused_by_name(code, content):
    given_name = refusal(content)
    assert given_name == code


def test_a_file_at_every_limit_is_read():
    line = ",".join(["x" * 20] * 5)
    header = ",".join(f"c{n}" for n in range(5))
    table = read(csv_of(header, *[line] * MOST_ROWS), "m.csv", find_header=first)
    assert len(table.numbers) == MOST_ROWS
    wide = ",".join(f"c{n}" for n in range(MOST_COLUMNS))
    assert len(cells(csv_of(wide, wide))[0]) == MOST_COLUMNS
    assert cells(csv_of("a,b", f"{'x' * LONGEST_CELL},y"))[1][1] == "y"


def test_a_ragged_row_is_named_and_nothing_is_shifted():
    with pytest.raises(UnreadableFile, match="row 3 has 2"):
        read(csv_of(HEADER, LINE, "A2,Brown"), "m.csv", find_header=first)


def test_old_windows_text_is_read_only_when_somebody_says_so():
    content = csv_of(HEADER, "A1,Zo\u00eb,6").decode().encode("cp1252")
    assert cells(content, is_cp1252=True)[1][1] == "Zo\u00eb"
    assert refusal(b"a,b\n\x81,1", is_cp1252=True) == "E-ENC-CP1252"


@pytest.mark.parametrize("name", ["a.csv.exe", "a.xls", "a.ods", "a.xlsm", "a", "../../x", "a.txt"])
def test_other_kinds_of_file_are_refused(name):
    assert refusal(csv_of(HEADER, LINE), name) == "E-TYPE"


def test_a_workbook_is_read_as_text():
    lines = (["UPN", "Surname", "Year", "Born"], ["A1", "NA", 6.0, ""])
    assert cells(workbook(*lines), "m.xlsx")[1] == ["A1", "NA", "6", ""]


def test_a_workbooks_dates_are_written_one_way():
    content = workbook(["UPN", "Born", "Flag"], ["007", date(2016, 9, 1), True])
    assert cells(content, "m.xlsx")[1] == ["007", "2016-09-01", "TRUE"]


def hide_second(book):
    book["Old"].sheet_state = "hidden"


def merge_pupils(book):
    book.active.merge_cells("A2:A3")


def a_formula(book):
    book.active["C2"] = "=5+1"


LINES = (["UPN", "Surname", "Year"], ["A1", "Ahmed", "6"], ["A2", "Brown", "6"])


def test_a_hidden_sheet_is_not_read_and_that_is_said():
    content = workbook(*LINES, sheets=["Old"], edit=hide_second)
    assert read(content, "m.xlsx", find_header=first).notes == ["Hidden sheets were not read: Old."]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("E-XLSX-TYPE", csv_of(HEADER, LINE)),
        ("E-XLSX-LOCKED", b"\xd0\xcf\x11\xe0" + b"0" * 600),
        ("E-XLSX-DAMAGED", b"PK\x03\x04" + b"0" * 600),
        ("E-XLSX-DAMAGED", workbook(*LINES)[:-400]),
        ("E-XLSX-DAMAGED", zipped({"hello.xml": "<x/>"})),
        ("E-XLSX-DAMAGED", zipped({TYPES: "<x/>", BOOK: "<x/>"})),
        ("E-XLSX-DAMAGED", zipped({TYPES: "<", BOOK: "<x"})),
        ("E-XLSX-DAMAGED", zipped({"../x": "x"})),
        ("E-XLSX-DAMAGED", zipped({"/x": "x"})),
        ("E-XLSX-MACRO", zipped({"xl/vbaProject.bin": "x"})),
        ("E-XLSX-LINKS", zipped({"xl/externalLinks/externalLink1.xml": "<x/>"})),
        ("E-XLSX-MEMBERS", zipped({f"m{n}": "" for n in range(201)})),
        ("E-XLSX-MEMBERS", zipped({f"m{n}": "" for n in range(20_000)})),
        ("E-XLSX-RATIO", zipped({"bomb": b"0" * 20_000_000})),
        ("E-XLSX-UNPACKED", zipped({"bomb": b"0" * 60_000_000})),
        ("E-XLSX-DTD", zipped({TYPES: "<x/>", BOOK: BOMB})),
        ("E-XLSX-DTD", zipped({TYPES: "<x/>", BOOK: "<x/>".encode("utf-16")})),
        ("E-XLSX-EMPTY", workbook()),
        ("E-XLSX-NO-ROWS", workbook(["UPN", "Surname", "Year"])),
        ("E-XLSX-SHEETS", workbook(*LINES, sheets=["Other"])),
        ("E-XLSX-SHEETS", workbook(*LINES, sheets=[f"s{n}" for n in range(10)])),
        ("E-XLSX-MERGED", workbook(*LINES, edit=merge_pupils)),
        ("E-XLSX-FORMULA", workbook(*LINES, edit=a_formula)),
        ("E-XLSX-COLUMNS", workbook(list(range(MOST_COLUMNS + 1)), [1])),
        ("E-XLSX-LONG", workbook(["UPN", "Year"], ["x" * (LONGEST_CELL + 1), "6"])),
        ("E-XLSX-TWICE", workbook(["UPN", "UPN"], ["A", "B"])),
    ],
)
def test_a_bad_workbook_is_refused_by_name(code, content):
    assert refusal(content, "marks.xlsx") == code


def test_an_encrypted_part_is_refused():
    content = bytearray(zipped({TYPES: "<x/>", BOOK: "<x/>"}))
    at = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    assert refusal(bytes(content), "marks.xlsx") == "E-XLSX-LOCKED"


anything = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=300).map(lambda rest: b"PK\x03\x04" + rest),
)


@tried
@given(content=anything, name=st.sampled_from(["m.csv", "m.xlsx"]), is_old=st.booleans())
def test_any_bytes_are_read_or_refused_with_a_code(content, name, is_old):
    with suppress(UnreadableFile):
        table = read(content, name, find_header=first, is_cp1252=is_old)
        assert {len(column) for column in table.columns} <= {len(table.numbers)}


visible = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]),
    max_size=12,
).map(str.strip)


@tried
@example(rows=[("", "", "'=")])
@given(rows=st.lists(st.tuples(visible, visible, visible).filter(any), min_size=1, max_size=8))
def test_what_is_written_is_what_is_read_without_the_guard_of_our_own_downloads(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("UPN", "Surname", "Year"), *rows])
    assert cells(out.getvalue().encode())[1:] == [list(map(restored, row)) for row in rows]
