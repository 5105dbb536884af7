"""CSV files whose shape is wrong: nothing of them is taken, and nothing is moved to fit."""

from collections.abc import Iterator
from random import Random

from tests.corpus.made import File, Refused, as_csv, sheet
from tests.monitoring.marks import HEADER, a_row

MARK = b"\xef\xbb\xbf"
OTHER_KINDS = {
    "a PDF": b"%PDF-1.7\n1 0 obj",
    "a page": b"<html><body><table><tr><td>UPN</td></tr></table></body></html>",
    "a page with its kind": b"\n <!DOCTYPE html><html></html>",
    "XML": b'<?xml version="1.0"?><CTfile/>',
    "a zip file": b"PK\x03\x04\x14\x00",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rich text": b"{\\rtf1 UPN}",
    "a picture": b"\x89PNG\r\n",
    "a packed file": b"\x1f\x8b\x08UPN",
}


def files(pick: Random) -> Iterator[File]:
    yield from _nothing()
    for at in range(5):
        rows = sheet(pick.randrange(5, 40), start=pick.randrange(900))
        yield from _shapes(pick, rows, at)
    yield from _sizes()
    for name, content in OTHER_KINDS.items():
        yield _file(f"{name} called .csv", content, "E-CSV-TYPE")


def _nothing() -> Iterator[File]:
    names = as_csv([HEADER])
    for name, content in {
        "no bytes": b"",
        "a mark and nothing after it": MARK,
        "only ends of lines": b"\r\n" * 40,
        "only commas": b",,,,\n" * 40,
        "only quotation marks": b'""\n' * 5,
    }.items():
        yield _file(name, content, "E-CSV-EMPTY")
    for name, content in {
        "only names": names,
        "only names, marked": MARK + names,
        "only names, and blank lines": names + b"\n" * 50,
        "only names, and commas": names + b"," * 11 + b"\r\n",
        "only names below a title": as_csv([["Elm Grove"], HEADER]),
    }.items():
        yield _file(name, content, "E-CSV-NO-ROWS")


def _shapes(pick: Random, rows: list[list[str]], at: int) -> Iterator[File]:
    here = pick.randrange(len(rows))
    column = pick.randrange(1, len(HEADER))
    short, long = [list(row) for row in rows], [list(row) for row in rows]
    short[here] = short[here][:column]
    long[here].insert(column, "extra")
    text = as_csv([HEADER, *rows])
    twice = [*HEADER[:column], HEADER[column - 1].swapcase(), *HEADER[column + 1 :]]
    yield _file(f"no names {at}", as_csv(rows), "E-CSV-HEADER")
    yield _file(f"a row too short {at}", as_csv([HEADER, *short]), "E-CSV-RAGGED")
    yield _file(f"a row too long {at}", as_csv([HEADER, *long]), "E-CSV-RAGGED")
    trailing = [HEADER, *([*row, ""] for row in rows)]
    yield _file(f"a comma after every row {at}", as_csv(trailing), "E-CSV-RAGGED")
    yield _file(f"one name twice {at}", as_csv([twice, *rows]), "E-CSV-TWICE")
    opened = text.replace(rows[here][1].encode(), b'"' + rows[here][1].encode(), 1)
    yield _file(f"a quotation mark not closed {at}", opened, "E-CSV-QUOTES")
    stray = text.replace(rows[here][1].encode(), b'"' + rows[here][1].encode() + b'"x', 1)
    yield _file(f"a quotation mark in the wrong place {at}", stray, "E-CSV-QUOTES")
    mixed = as_csv([HEADER]) + as_csv(rows).replace(b",", b";")
    yield _file(f"commas and then semicolons {at}", mixed, "E-CSV-RAGGED")
    other = b";\t|;\t"[at : at + 1]
    yield _file(f"parted by another mark {at}", text.replace(b",", other), "E-CSV-DELIMITER")


def _sizes() -> Iterator[File]:
    for many in (121, 200, 5_000, 50_000):
        names = [f"c{n}" for n in range(many)]
        yield _file(f"{many} columns", as_csv([names, names]), "E-CSV-COLUMNS")
    same = as_csv([["UPN"] * 50_000, ["x"] * 50_000])
    yield _file("50,000 columns of one name", same, "E-CSV-COLUMNS")
    few = [["UPN", "Year", "Reading"], *([f"x{n}", "6", "EXS"] for n in range(20_001))]
    yield _file("one row too many", as_csv(few), "E-CSV-ROWS")
    empty = as_csv([HEADER, a_row(1)]) + b"\n" * 22_000 + as_csv([a_row(2)])
    yield _file("blank lines without end", empty, "E-CSV-ROWS")
    for name, cell in {
        "long": "x" * 2_001,
        "very long": "x" * 200_000,
        "tall": "x\n" * 1_001,
    }.items():
        yield _file(f"a {name} cell", as_csv([HEADER, a_row(1, Surname=cell)]), "E-CSV-LONG")
    yield _file("one byte too many", b"x" * (5 * 1024 * 1024 + 1), "E-SIZE")
    yield _file("one line of 50 MB", b"x" * 50 * 1024 * 1024, "E-SIZE")
    lots = as_csv([HEADER, *([*a_row(at)[:11], "EXS" * 20] for at in range(24_000))])
    yield _file("more rows than are taken, and large", lots, "E-CSV-ROWS")
    yield _file(
        "names so long that they are none", as_csv([["x" * 900] * 3, ["y"] * 3]), "E-CSV-HEADER"
    )
    yield _file(
        "a column named twice, one of them in spaces",
        as_csv([["UPN", " UPN ", "Year"], ["a", "b", "6"]]),
        "E-CSV-TWICE",
    )
    yield _file(
        "only numbers",
        as_csv([[str(at * n) for n in range(1, 9)] for at in range(1_000, 1_020)]),
        "E-CSV-HEADER",
    )


def _file(name: str, content: bytes, code: str) -> File:
    return File(name, "marks.csv", content, Refused(code))
