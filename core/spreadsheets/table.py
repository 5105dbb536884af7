"""A table of text, and what is refused whatever kind of file it came from."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from core import formulas
from core.errors import UnreadableFile

MOST_ROWS = 20_000
MOST_COLUMNS = 120
LONGEST_CELL = 2_000

FindHeader = Callable[[Sequence[Sequence[str]]], int | None]
"""Given the first rows, the index of the one that names the columns, or None."""

IsWide = Callable[[Sequence[str]], bool]
"""Given a header of too many columns, whether it is of a kind that honestly has so many."""

MOST_OF_A_KNOWN_KIND = 200


def never(header: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True)
class Table:
    """Text by column: `columns` stand in the order of `header` and are all as long as `numbers`,
    which are the rows' numbers as a spreadsheet shows them.
    """

    header: list[str]
    columns: list[list[str]]
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
ROWS_LOOKED_AT = MOST_ROWS + 2_000  # blank ones among them
AT_ONCE = 64  # rows turned to columns together; few enough to stay in the processor's cache


def built(
    lines: Iterable[list[str]], find_header: FindHeader, kind: Kind, is_wide: IsWide = never
) -> Table:
    """Find the header, check the shape below it row by row, and keep what is there by column."""
    rest = iter(lines)
    start = list(islice(rest, LOOK_FOR_HEADER))
    for row in start:
        _check_width(row, kind)  # first of all: finding the header looks at every cell
    at = find_header(start)
    if at is None:
        raise _no_header(start, kind)
    header = [name.strip() for name in start[at]]
    if len(header) > MOST_COLUMNS and not is_wide(header):
        _check_width(header, kind, most=MOST_COLUMNS)
    columns: list[list[str]] = [[] for _ in header]
    numbers: list[int] = []
    seen = at + 1
    rest = chain(start[seen:], rest)
    while rows := list(islice(rest, AT_ONCE)):
        told, filled = _filled(rows, seen + 1)
        _check_ragged(len(header), told, filled, kind)
        for column, cells in zip(columns, zip(*filled, strict=True), strict=False):
            column.extend(cells)
        numbers += told
        seen += len(rows)
        _check_rows(len(numbers), seen, kind)
    if not numbers:
        raise UnreadableFile(
            f"E-{kind.code}-NO-ROWS", "The file has column names but no rows below them."
        )
    return _named(Table(header, columns, numbers), kind)


def _no_header(start: list[list[str]], kind: Kind) -> UnreadableFile:
    if not any(map(any, start)):
        return UnreadableFile(f"E-{kind.code}-EMPTY", "There is nothing in this file.")
    return UnreadableFile(
        f"E-{kind.code}-HEADER",
        "We could not find the row that names the columns (UPN, Year, Reading …). "
        "Put the names in one row above the pupils.",
    )


def _filled(lines: list[list[str]], first: int) -> tuple[list[int], list[list[str]]]:
    """The rows that hold something, with their numbers."""
    if all(line and line[0] for line in lines):
        return list(range(first, first + len(lines))), lines
    kept = [(number, line) for number, line in enumerate(lines, first) if any(line)]
    return [number for number, _ in kept], [line for _, line in kept]


def _check_rows(rows: int, seen: int, kind: Kind) -> None:
    if rows > MOST_ROWS or seen > ROWS_LOOKED_AT:
        raise UnreadableFile(
            f"E-{kind.code}-ROWS",
            f"The file has more than {MOST_ROWS:,} rows, counting blank ones. Send it in parts.",
        )


def _check_width(row: list[str], kind: Kind, *, most: int = MOST_OF_A_KNOWN_KIND) -> None:
    if len(row) > most:
        raise UnreadableFile(
            f"E-{kind.code}-COLUMNS",
            f"The file has {len(row):,} columns. Send at most {MOST_COLUMNS}.",
        )


def _check_ragged(width: int, numbers: list[int], rows: list[list[str]], kind: Kind) -> None:
    if set(map(len, rows)) <= {width}:
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
    kept = [
        (name or f"Column {column_letter(at)}", cells)
        for at, (name, cells) in enumerate(zip(table.header, table.columns, strict=True))
        if name or any(map(str.strip, cells))
    ]
    header = [name for name, _ in kept]
    twice = [name for name, times in Counter(map(str.casefold, header)).items() if times > 1]
    if twice:
        raise UnreadableFile(
            f"E-{kind.code}-TWICE",
            f"Two columns are called “{twice[0][:60]}”. Give one another name, so that nobody "
            "has to guess which is meant.",
        )
    return Table(header, [cells for _, cells in kept], table.numbers)


def check_lengths(table: Table, kind: Kind) -> None:
    for cells in (table.header, *table.columns):
        if max(map(len, cells)) > LONGEST_CELL:
            raise UnreadableFile(
                f"E-{kind.code}-LONG", f"A cell is longer than {LONGEST_CELL:,} characters."
            )


def restored(table: Table) -> Table:
    """Without the apostrophes that our own downloads put before what could start a formula."""
    return replace(table, columns=[list(map(formulas.restored, cells)) for cells in table.columns])


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
