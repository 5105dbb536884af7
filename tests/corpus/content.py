"""Files of the right shape in which one row says what cannot be."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from tests.corpus.made import Expected, File, Warned, Wrong, as_csv, as_xlsx, put, sheet
from tests.monitoring.marks import HEADER, a_upn

MANGLED_UPN = ("A12", "1.23457E+12", "A123456789012345", "A00199992600", "123456789012X")
BAD_UPN = [f"{letter}{a_upn(5)[1:]}" for letter in "IOS"] + [
    a_upn(5).replace("0", "O"),
    *MANGLED_UPN,
]
LOOKS_LIKE_NUMBERS = (
    "1e400", "inf", "NaN", "1,000", "1_000", "42614", "-5", "0x64", "\u0661\u0660\u0660",
    "\uff11\uff10\uff10", "12/3", "12-Mar", "2026-03-12", "100.5", "3b", "EXP??",
    "=100", "x" * 2_000,
)  # fmt: skip
BAD_YEARS = ("15", "Oak class", "-1", "6.5", "0x6", "Year six")
OTHER_YEARS = ("13", "Reception", "N2", "7")
BAD_BIRTHDAYS = ("42614", "31/02/2017", "2017-13-01", "12/3", "01/01/2031", "01/01/1900", "soon")
NO_ANSWERS = (
    ("Sex", "Q"), ("Sex", "1"), ("PP", "maybe"), ("PP", "2"), ("SEN", "Z"), ("SEN", "9"),
    ("EAL", "perhaps"), ("EAL", "8"),
)  # fmt: skip
OUT_OF_SCALE = (
    "79", "121", "0", "-100", "1e400", "inf", "1,000", "1_000", "100.5", "42614", "12/3",
    "2026-03-12", "EXS", "GDS", "pass", "\u0661\u0660\u0660", "100%", "1 0 0",
)  # fmt: skip


def files(pick: Random) -> Iterator[File]:
    yield from _csv(pick)
    yield from _people(pick)
    yield from _scores(pick)
    yield from _xlsx(pick)


def _csv(pick: Random) -> Iterator[File]:
    for upn in BAD_UPN:
        yield _one(pick, "UPN", upn, Wrong, "E-ROW-UPN")
    for letter in "ABCDEFG":
        yield _letter(pick, letter)
    for _ in range(4):
        yield _twice(pick)
    for mark in LOOKS_LIKE_NUMBERS:
        column = pick.choice(["Reading", "Writing", "Maths"])
        yield _one(pick, column, mark, Wrong, "E-ROW-GRADE")
    for year in BAD_YEARS:
        yield _one(pick, "Year", year, Wrong, "E-ROW-YEAR")
    for year in OTHER_YEARS:
        yield _one(pick, "Year", year, Warned, "W-ROW-YEAR")


def _people(pick: Random) -> Iterator[File]:
    for born in BAD_BIRTHDAYS:
        yield _one(pick, "DOB", born, Warned, "W-ROW-BIRTHDAY")
    for column, answer in NO_ANSWERS:
        yield _one(pick, column, answer, Wrong, "E-ROW-")
    yield _one(pick, "Surname", "x" * 101, Wrong, "E-ROW-NAME")
    yield _one(pick, "Forename", "x" * 101, Wrong, "E-ROW-NAME")
    yield _nobody(pick, "UPN", "Forename", "E-ROW-NOBODY")
    yield _nobody(pick, "UPN", "Surname", "E-ROW-NOBODY")


def _scores(pick: Random) -> Iterator[File]:
    """Tests have numbers; a letter, a number out of the scale or a mangled one is no score."""
    for score in OUT_OF_SCALE:
        rows = [[*row[:9], "100", row[10], "104"] for row in sheet(12)]
        at = pick.randrange(12)
        column = pick.choice(["Reading", "Maths"])
        content = as_csv([HEADER, *put(rows, at, column, score)])
        wrong = Wrong("E-ROW-", at + 2, column)
        yield File(f"{column} score {score}", "m.csv", content, wrong, scale="ks2_scaled_score")


def _xlsx(pick: Random) -> Iterator[File]:
    values: list[tuple[str, Any, type, str]] = [
        ("UPN", 123456789012, Wrong, "E-ROW-UPN"),
        ("UPN", 1.5, Wrong, "E-ROW-UPN"),
        ("UPN", True, Wrong, "E-ROW-UPN"),
        ("UPN", "I" + a_upn(5)[1:], Wrong, "E-ROW-UPN"),
        ("Year", 15, Wrong, "E-ROW-YEAR"),
        ("Year", 6.5, Wrong, "E-ROW-YEAR"),
        ("Year", date(2026, 6, 5), Wrong, "E-ROW-YEAR"),
        ("Year", 13, Warned, "W-ROW-YEAR"),
        ("Reading", date(2026, 3, 12), Wrong, "E-ROW-GRADE"),
        ("Reading", datetime(2026, 3, 12, 9, 30), Wrong, "E-ROW-GRADE"),  # noqa: DTZ001
        ("Reading", 42614, Wrong, "E-ROW-GRADE"),
        ("Reading", 1e300, Wrong, "E-ROW-GRADE"),
        ("Writing", -5, Wrong, "E-ROW-GRADE"),
        ("Writing", True, Wrong, "E-ROW-GRADE"),
        ("Writing", "EXP??", Wrong, "E-ROW-GRADE"),
        ("Maths", 0.1, Wrong, "E-ROW-GRADE"),
        ("Maths", "#N/A", Wrong, "E-ROW-GRADE"),
        ("DOB", 42614, Warned, "W-ROW-BIRTHDAY"),
        ("DOB", date(2031, 1, 1), Warned, "W-ROW-BIRTHDAY"),
        ("DOB", date(1901, 1, 1), Warned, "W-ROW-BIRTHDAY"),
        ("Sex", 1, Wrong, "E-ROW-SEX"),
        ("PP", 7, Wrong, "E-ROW-DISADVANTAGED"),
        ("SEN", 7, Wrong, "E-ROW-SEN"),
        ("EAL", 7, Wrong, "E-ROW-EAL"),
        ("Surname", "x" * 101, Wrong, "E-ROW-NAME"),
    ]
    for column, value, kind, code in values:
        at = pick.randrange(12)
        content = as_xlsx([HEADER, *put(sheet(12), at, column, value)])
        yield File(
            f"a workbook, {column} {value}"[:60], "m.xlsx", content, kind(code, at + 2, column)
        )


def _one(pick: Random, column: str, value: str, kind: type, code: str) -> File:
    at = pick.randrange(12)
    rows = put(sheet(12, start=pick.randrange(900)), at, column, value)
    return _file(f"{column} {value}"[:60], rows, kind(code, at + 2, column))


def _letter(pick: Random, letter: str) -> File:
    rows = sheet(12, start=pick.randrange(900))
    at = next(at for at, row in enumerate(rows) if row[0][0] != letter)
    changed = put(rows, at, "UPN", letter + rows[at][0][1:])
    return _file(f"check letter {letter}", changed, Warned("W-ROW-LETTER", at + 2, "UPN"))


def _twice(pick: Random) -> File:
    rows = sheet(12, start=pick.randrange(900))
    first, second = sorted(pick.sample(range(12), 2))
    changed = put(rows, second, "UPN", rows[first][0])
    name = f"{rows[first][0]} in rows {first} and {second}"
    return _file(name, changed, Wrong("E-ROW-TWICE", second + 2, "UPN"))


def _nobody(pick: Random, one: str, other: str, code: str) -> File:
    at = pick.randrange(12)
    rows = put(put(sheet(12), at, one, ""), at, other, "")
    return _file(f"no {one} and no {other}", rows, Wrong(code, at + 2, "UPN"))


def _file(name: str, rows: Sequence[Sequence[Any]], expected: Expected) -> File:
    return File(name, "marks.csv", as_csv([HEADER, *rows]), expected)
