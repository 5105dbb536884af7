"""A table of text, and what is refused whatever kind of file it came from."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.errors import UnreadableFile

MOST_ROWS = 20_000
MOST_COLUMNS = 120
LONGEST_CELL = 2_000

FindHeader = Callable[[Sequence[Sequence[str]]], int | None]
"""Given the first rows, the index of the one that names the columns, or None."""


@dataclass(frozen=True)
class Table:
    """Rows are as wide as `header`; `numbers` are their row numbers as a spreadsheet shows them."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """The kind of file, for its codes and its words."""

    code: str
    save_as: str


CSV = Kind("CSV", "CSV UTF-8 (comma delimited)")
XLSX = Kind("XLSX", "Excel workbook (.xlsx)")

LOOK_FOR_HEADER = 30


def built(lines: list[list[str]], find_header: FindHeader, kind: Kind, notes: list[str]) -> Table:
    """Find the header among `lines`, check the shape below it, and drop what is wholly empty."""
    if not any(any(line) for line in lines):
        raise UnreadableFile(f"E-{kind.code}-EMPTY", "There is nothing in this file.")
    at = find_header(lines[:LOOK_FOR_HEADER])
    if at is None:
        raise UnreadableFile(
            f"E-{kind.code}-HEADER",
            "We could not find the row that names the columns (UPN, Year, Reading …). "
            "Put the names in one row above the pupils.",
        )
    header = [name.strip() for name in lines[at]]
    _check_width(header, kind)
    kept = [(number, line) for number, line in enumerate(lines[at + 1 :], at + 2) if any(line)]
    if not kept:
        raise UnreadableFile(
            f"E-{kind.code}-NO-ROWS", "The file has column names but no rows below them."
        )
    if len(kept) > MOST_ROWS:
        raise UnreadableFile(
            f"E-{kind.code}-ROWS",
            f"The file has {len(kept):,} rows. Send at most {MOST_ROWS:,} at a time.",
        )
    numbers, rows = [number for number, _ in kept], [line for _, line in kept]
    _check_ragged(len(header), numbers, rows, kind)
    return _named(Table(header, rows, numbers, notes), kind)


def _check_width(header: list[str], kind: Kind) -> None:
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile(
            f"E-{kind.code}-COLUMNS",
            f"The file has {len(header):,} columns. Send at most {MOST_COLUMNS}.",
        )


def _check_ragged(width: int, numbers: list[int], rows: list[list[str]], kind: Kind) -> None:
    if set(map(len, rows)) == {width}:
        return
    wrong = [(n, len(row)) for n, row in zip(numbers, rows, strict=True) if len(row) != width]
    shown = ", ".join(f"row {n} has {cells}" for n, cells in wrong[:5])
    more = f" and {len(wrong) - 5} more rows" if len(wrong) > 5 else ""
    raise UnreadableFile(
        f"E-{kind.code}-RAGGED",
        f"The columns are named in {width} cells, but {shown}{more}. "
        f"Open the file in Excel, check those rows and save it again as {kind.save_as}.",
    )


def _named(table: Table, kind: Kind) -> Table:
    """Drop nameless empty columns, name nameless full ones by letter, refuse two of one name."""
    empty = [
        i
        for i, name in enumerate(table.header)
        if not name and not any(row[i].strip() for row in table.rows)
    ]
    header, rows = table.header, table.rows
    if empty:
        keep = [i for i in range(len(header)) if i not in set(empty)]
        header = [header[i] for i in keep]
        rows = [[row[i] for i in keep] for row in rows]
    header = [name or f"Column {column_letter(i)}" for i, name in enumerate(header)]
    twice = [name for name, times in Counter(map(str.casefold, header)).items() if times > 1]
    if twice:
        raise UnreadableFile(
            f"E-{kind.code}-TWICE",
            f"Two columns are called “{twice[0][:60]}”. Give one another name, so that nobody "
            "has to guess which is meant.",
        )
    return Table(header, rows, table.numbers, table.notes)


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
