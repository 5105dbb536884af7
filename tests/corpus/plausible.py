"""Files that are whole and right and not the one that was meant."""

from collections.abc import Iterator
from random import Random

from tests.corpus.made import Asked, File, Noted, as_csv, sheet
from tests.monitoring.marks import HEADER, a_row, a_upn

Row = list[str]
PLACE = {name: at for at, name in enumerate(HEADER)}


def files(pick: Random) -> Iterator[File]:
    for at in range(4):
        rows = sheet(40, start=at * 50)
        yield _sent(f"last year's file {at}", rows, rows, "Summer 2026", "Autumn 2026", "last-year")
    for at in range(3):
        yield _file(f"last year's file from a new school {at}", _born_late(at), "last-year")
    for at in range(3):
        rows = [[a_upn(n, "0029999"), *row[1:]] for n, row in enumerate(sheet(30), at * 40)]
        yield _file(f"the neighbour's file {at}", rows, "other-school")
    for at in range(3):
        rows = sheet(30, start=at * 40)
        name = f"autumn's file in spring {at}"
        yield _sent(name, rows, rows, "Autumn 2026", "Spring 2027", "same-as-before")
    for word in ("Aut", "Autumn 2"):
        yield _named_for(word)
    for at in range(2):
        content = as_csv([HEADER, *sheet(30, start=at * 40)])
        yield File(
            f"the same file twice {at}", "marks.csv", content, Noted("already sent"),
            before=content, sent_for="Autumn 2026",
        )  # fmt: skip
    for share in (0.3, 0.5):
        rows = sheet(60)
        left = pick.sample(rows, int(60 * (1 - share)) - 1)
        name = f"{share:.0%} of pupils missing"
        yield _sent(name, rows, left, "Autumn 2026", "Spring 2027", "pupils-missing")
    rows = sheet(40)
    swapped = [[*row[:9], row[11], row[10], row[9]] for row in rows]
    yield _sent(
        "reading and maths swapped",
        rows,
        swapped,
        "Autumn 2026",
        "Spring 2027",
        "swapped-reading-maths",
    )


def _born_late(start: int) -> list[Row]:
    """Year 5 in 2026/27 was born from September 2016; these are called Year 4."""
    return [
        a_row(n, year=4, DOB=f"{n % 28 + 1:02d}/0{n % 8 + 1}/2017")
        for n in range(start * 40, start * 40 + 30)
    ]


def _named_for(word: str) -> File:
    header = [
        f"{name} {word}" if name in ("Reading", "Writing", "Maths") else name for name in HEADER
    ]
    content = as_csv([header, *sheet(30)])
    return File(
        f"columns named for {word}, in spring", "marks.csv", content, Asked("other-term"),
        collection="Spring 2027",
    )  # fmt: skip


def _sent(
    name: str, then: list[Row], now: list[Row], sent_for: str, collection: str, code: str
) -> File:
    return File(
        name, "marks.csv", as_csv([HEADER, *now]), Asked(code), collection=collection,
        before=as_csv([HEADER, *then]), sent_for=sent_for,
    )  # fmt: skip


def _file(name: str, rows: list[Row], code: str) -> File:
    return File(name, "marks.csv", as_csv([HEADER, *rows]), Asked(code))
