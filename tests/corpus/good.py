"""Files that must be taken, as untidy as honest files are."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from xml.sax.saxutils import unescape

from openpyxl import Workbook

from tests.corpus.made import (
    Accepted,
    File,
    as_csv,
    as_excel_writes,
    as_xlsx,
    put,
    saved,
    sheet,
    stored,
)
from tests.monitoring import transfer
from tests.monitoring.marks import HEADER, a_upn

NAMES = [
    ("Zo\u00eb", "Bront\u00eb"), ("Se\u00e1n", "O'Neill"), ("Anh", "Nguy\u1ec5n"),
    ("Nils", "\u00d8degaard"), ("\u05e9\u05e8\u05d4", "\u05db\u05d4\u05df"),
    ("\u0645\u062d\u0645\u062f", "\u0627\u0644\u062d\u0633\u0646"), ("\u5c0f\u660e", "\u674e"),
    ("Anne-Marie", "d'Arcy"), ("Jo", "NA"), ("Sam", "None"), ("Ali", "Null"), ("Eve", "True"),
    ("nan", "False"), ("Zoe\u0308", "M\u00fcller"), ("J\u00f3zef", "\u0141ukasz"), ("Ng", "Ng"),
    ("Max", "0042"), ("Iman", "al-\u1e24asan"), ("\u0130pek", "\u015eahin"), ("Leo", "N/A"),
    ("Mia", "-"), ("Kim", "1e5"), ("Ada", "inf"), ("Tom", "'t Hooft"), ("Pia", "Smith, Jr"),
    ("Ned", 'O"Hara'), ("Ivy", "J&J"),
]  # fmt: skip


def files(pick: Random) -> Iterator[File]:
    yield from _csv(pick)
    yield from _xlsx(pick)
    yield from _xml(pick)


def named(pick: Random, many: int = 14) -> list[list[str]]:
    rows = sheet(many, start=pick.randrange(900))
    for row, (forename, surname) in zip(rows, pick.sample(NAMES, many), strict=True):
        row[1:3] = [surname, forename]
    return rows


def _csv(pick: Random) -> Iterator[File]:
    rows = named(pick)
    taken = Accepted(stored(rows))
    lines = [HEADER, *rows]
    wide = [
        [*line, *(f"more {at} {n}" for n in range(120 - len(HEADER)))]
        for at, line in enumerate(lines)
    ]
    yield _marks(
        "one pupil and the fewest columns",
        as_csv([["UPN", "Year", "Reading"], [a_upn(1), "6", "EXS"]]),
        Accepted(frozenset({(a_upn(1), "", "")})),
    )
    yield _marks("an ordinary class", as_csv(lines), taken)
    yield _marks("a whole school", as_csv([HEADER, *sheet(420)]), Accepted(stored(sheet(420))))
    yield _marks(
        "as many rows as are taken",
        as_csv([["UPN", "Year", "Reading"], *([row[0], row[4], row[9]] for row in sheet(20_000))]),
        Accepted(),
    )
    yield _marks("as many columns as are taken", as_csv(wide), taken)
    yield _marks(
        "a comment as long as is taken",
        as_csv([[*line, "x" * 2_000] for line in [[*HEADER], *rows]]),
        Accepted(stored(rows)),
    )
    pupils, full = _full(5 * 1024 * 1024)
    yield _marks("as many bytes as are taken", full, Accepted(stored(pupils)))
    yield _marks("with a mark that it is UTF-8", b"\xef\xbb\xbf" + as_csv(lines), taken)
    yield _marks("lines as Unix ends them", as_csv(lines, "\n"), taken)
    yield _marks("lines as old Macs ended them", as_csv(lines, "\r"), taken)
    yield _marks("every cell in quotation marks", as_csv(lines, quoting=csv.QUOTE_ALL), taken)
    yield _marks("without an end to its last line", as_csv(lines).rstrip(b"\r\n"), taken)
    yield _marks(
        "title rows above the names",
        as_csv([["Elm Grove"], ["Autumn 2026, printed 26/11/2026"], [], *lines]),
        taken,
    )
    yield _marks(
        "blank lines between",
        as_csv([HEADER, *(line for row in rows for line in (row, []))]),
        taken,
    )
    yield _marks("empty columns at the end", as_csv([[*line, "", ""] for line in lines]), taken)
    yield _marks("columns in another order", as_csv([line[::-1] for line in lines]), taken)
    yield _marks(
        "names of columns in capitals", as_csv([[name.upper() for name in HEADER], *rows]), taken
    )
    yield _marks(
        "spaces around everything",
        as_csv([[f"  {cell} " for cell in line] for line in lines]),
        taken,
    )
    yield _marks(
        "a new line in a cell",
        as_csv([[*HEADER, "Comment"], *([*row, "one\ntwo\r\nthree"] for row in rows)]),
        taken,
    )
    yield _marks(
        "commas in a cell",
        as_csv([[*HEADER, "Comment"], *([*row, "one, two; three"] for row in rows)]),
        taken,
    )
    yield _marks(
        "a progress score below nothing",
        as_csv(
            [[*HEADER, "Reading progress"], *([*row, f"-{at}.5"] for at, row in enumerate(rows))]
        ),
        taken,
    )
    yield _marks(
        "years as Year 6",
        as_csv([HEADER, *([*row[:4], f"Year {row[4]}", *row[5:]] for row in rows)]),
        taken,
    )
    yield _marks(
        "years as Y06",
        as_csv([HEADER, *([*row[:4], f"Y0{row[4]}", *row[5:]] for row in rows)]),
        taken,
    )
    temporary = [put(rows, 3, "UPN", "G00199992601A"), put(rows, 3, "UPN", "")]
    yield _marks(
        "a temporary number", as_csv([HEADER, *temporary[0]]), Accepted(stored(temporary[0]))
    )
    yield _marks(
        "a pupil without a number", as_csv([HEADER, *temporary[1]]), Accepted(stored(temporary[1]))
    )
    yield _marks("one row for a pupil and subject", as_csv(_long(rows)), taken)
    yield _marks(
        "names in one cell",
        as_csv(
            [
                ["UPN", "Name", "Year", "Reading"],
                *(
                    [row[0], f"{row[1]}, {row[2]}", row[4], row[9]]
                    for row in rows
                    if "," not in row[1]
                ),
            ]
        ),
        Accepted(stored(row for row in rows if "," not in row[1])),
    )
    yield _marks(
        "lines ended in every way",
        b"\r\n".join(
            [
                as_csv([HEADER], "\n").strip(),
                as_csv(rows[:7], "\r").rstrip(),
                as_csv(rows[7:], "\n"),
            ]
        ),
        taken,
    )
    yield File(
        "older Windows text that somebody said it is",
        "marks.csv",
        as_csv([HEADER, *put(sheet(9), 2, "Surname", "Bront\u00eb")]).decode().encode("cp1252"),
        Accepted(stored(put(sheet(9), 2, "Surname", "Bront\u00eb"))),
        is_cp1252=True,
    )
    yield _marks(
        "formulas as we export them",
        as_csv([HEADER, *put(rows, 0, "Surname", "'=1+1")]),
        Accepted(stored(put(rows, 0, "Surname", "=1+1"))),
    )


def _full(size: int) -> tuple[list[list[str]], bytes]:
    """Exactly as many bytes as a file may have, in comments and at last in blank lines."""
    rows = sheet(1_200)
    names = [*HEADER, "Note 1", "Note 2", "Note 3"]
    bare = as_csv([names, *([*row, "n" * 2_000, "n" * 2_000, ""] for row in rows)])
    more = "n" * ((size - len(bare)) // len(rows))
    content = as_csv([names, *([*row, "n" * 2_000, "n" * 2_000, more] for row in rows)])
    return rows, content + b"\n" * (size - len(content))


def _long(rows: list[list[str]]) -> list[list[str]]:
    told = [
        [*row[:9], subject, row[9 + at]] for row in rows for at, subject in enumerate(HEADER[9:])
    ]
    return [[*HEADER[:9], "Subject", "Result"], *told]


def _xlsx(pick: Random) -> Iterator[File]:
    for at in range(6):
        rows = named(pick)
        yield _book(f"an ordinary class {at + 1}", as_xlsx([HEADER, *rows]), rows)
    for at in range(4):
        rows = named(pick)
        yield _book(f"numbers and dates as Excel has them {at + 1}", _typed(rows), rows)
    rows = named(pick)
    yield _book("title rows above", as_xlsx([["Elm Grove"], [], HEADER, *rows]), rows)
    yield _book("columns in another order", as_xlsx([row[::-1] for row in [HEADER, *rows]]), rows)
    wide = [
        [*line, *(f"more {at} {n}" for n in range(120 - 12))]
        for at, line in enumerate([HEADER, *rows])
    ]
    yield _book("as many columns as are taken", as_xlsx(wide), rows)
    noted = [[*line, "x" * 2_000] for line in [HEADER, *rows]]
    yield _book("a comment as long as is taken", as_xlsx(noted), rows)
    yield _book("one row for a pupil and subject", as_xlsx(_long(rows)), rows)
    yield _book("a whole school", as_xlsx([HEADER, *sheet(420)]), sheet(420))
    few = [[row[0], int(row[4]), row[9]] for row in sheet(20_000)]
    yield File(
        "a workbook: as many rows as are taken",
        "marks.xlsx",
        as_xlsx([["UPN", "Year", "Reading"], *few]),
        Accepted(),
    )
    yield _book("nine empty sheets more", _with_sheets(rows, 9, "visible"), rows)
    hidden = Accepted(stored(rows), note="Hidden sheets were not read")
    yield File("a hidden sheet", "marks.xlsx", _with_sheets(rows, 1, "hidden"), hidden)
    blank = put(rows, 4, "UPN", None)
    told = Accepted(stored(put(rows, 4, "UPN", "")))
    yield File(
        "a workbook: a pupil without a number", "marks.xlsx", as_xlsx([HEADER, *blank]), told
    )


def _typed(rows: list[list[str]]) -> bytes:
    book = Workbook()
    book.active.append(HEADER)
    for row in rows:
        day, month, year = map(int, row[3].split("/"))
        born = date(year, month, day) if day % 2 else datetime(year, month, day)  # noqa: DTZ001
        book.active.append([*row[:3], born, float(row[4]), *row[5:]])
    return saved(book)


def _with_sheets(rows: list[list[str]], many: int, state: str) -> bytes:
    book = Workbook()
    for line in [HEADER, *rows]:
        book.active.append(line)
    for at in range(many):
        book.create_sheet(f"Sheet {at}").sheet_state = state
    return saved(book)


def _xml(pick: Random) -> Iterator[File]:
    """Transfer files: results under a code that nobody knows, matched by a person."""
    for at in range(10):
        pupils = [
            transfer.a_pupil(
                number,
                transfer.a_result(pick.choice(["WTS", "EXS", "GDS"]), transfer.READING),
                Surname=surname,
                Forename=forename,
            )
            for number, (forename, surname) in enumerate(pick.sample(NAMES, 12), at * 20 + 1)
        ]
        marked = b"\xef\xbb\xbf" if at % 3 == 1 else b""
        before = "<!-- made by a school's own system -->" if at % 3 == 2 else ""
        who = frozenset(_told(pupil) for pupil in pupils)
        yield File(
            f"a transfer file {at + 1}",
            "0019999_CTF_0019999_001.xml",
            marked + transfer.a_file(*pupils, before=before),
            Accepted(who),
            matched=MATCHED,
        )


READING = "KS2 REA TA XYZ NS"  # how a code that nobody knows is called
MATCHED = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "date_of_birth": "Date of birth",
    "year_group": "Year group",
    "sex": "Sex",
    "reading": READING,
}


def _told(pupil: str) -> tuple[str, str, str]:
    found = [
        unescape(pupil.partition(f"<{tag}>")[2].partition("<")[0])
        for tag in ("UPN", "Surname", "Forename")
    ]
    return (found[0], found[1], found[2])


def _marks(name: str, content: bytes, expected: Accepted) -> File:
    return File(name, "marks.csv", content, expected)


def _book(name: str, content: bytes, rows: list[list[str]]) -> File:
    return File(
        f"a workbook: {name}", "marks.xlsx", as_excel_writes(content), Accepted(stored(rows))
    )
