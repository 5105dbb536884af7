"""Finds the register in whatever it came in: a workbook, CSV, a pasted table, a whole document."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from core import spreadsheets
from core.errors import UnreadableFile
from core.spreadsheets.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from people.rules.cells import without_tags
from people.rules.likeness import plain

NAMES = frozenset(
    {"name", "names", "full name", "staff", "staff name", "staff member", "member of staff",
     "person", "colleague", "name of staff", "employee"}
)  # fmt: skip
SCHOOLS = frozenset(
    {"school", "schools", "academy", "school academy", "base", "base school", "home school",
     "setting", "school name", "academy name", "current school"}
)  # fmt: skip
FEWEST_COLUMNS = 3
DELIMITERS = "\t,;|"
WORKBOOK = ".xlsx"
LINES_AHEAD = 3
TRUST = re.compile(r"\b(?:[A-Z][a-z]{1,20} ){1,5}Trust\b")
MOST_TRUSTS = 20
LONGEST_HEADINGS = 10_000
TOTALS = frozenset({"total", "totals", "grand total", "overall total"})
NO_REGISTER = (
    "We could not find a register in it. It needs a row of headings with Name and School in it, "
    "and a row for each person below."
)


@dataclass
class Grid:
    """The headings (`at` is their row) and the rows below, each with its number in the file.

    `trusts` are names of trusts in the document around it.
    """

    header: list[str]
    at: int
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    trusts: list[str] = field(default_factory=list)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    return next((at for at, row in enumerate(rows) if is_header(row)), None)


def is_header(row: Sequence[str]) -> bool:
    cells = {plain(cell) for cell in row}
    return len(row) >= FEWEST_COLUMNS and bool(cells & NAMES) and bool(cells & SCHOOLS)


def read_file(content: bytes, file_name: str, *, is_cp1252: bool = False) -> Grid:
    """Raises `UnreadableFile` where there is no register in it."""
    if PurePath(file_name).suffix.lower() == WORKBOOK:
        return _of_workbook(content, file_name)
    return read_text(spreadsheets.read_text(content, is_cp1252=is_cp1252))


def _of_workbook(content: bytes, file_name: str) -> Grid:
    try:
        table = spreadsheets.read_upload(content, file_name, find_header=find_header)
    except UnreadableFile as refusal:
        if refusal.code == "E-XLSX-HEADER":
            raise UnreadableFile(refusal.code, NO_REGISTER) from refusal
        raise
    rows = [list(cells) for cells in zip(*table.columns, strict=True)]
    first = table.numbers[0] - 1
    return Grid(table.header, first, list(zip(table.numbers, rows, strict=True)))


def read_text(text: str) -> Grid:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate(lines):
        mark = _mark_of(line)
        if mark:
            rows = _below(lines[at + 1 :], at + 2, mark)
            return _checked(Grid(_cells(line, mark), at + 1, rows, _trusts(text)))
    raise UnreadableFile("E-REGISTER", NO_REGISTER)


def _trusts(text: str) -> list[str]:
    return list(dict.fromkeys(TRUST.findall(text)))[:MOST_TRUSTS]


def _mark_of(line: str) -> str | None:
    """What parts the headings of a register; nothing where the line is none."""
    if len(line) > LONGEST_HEADINGS:
        return None
    return next((mark for mark in DELIMITERS if is_header(_cells(line, mark))), None)


def _checked(grid: Grid) -> Grid:
    long = next((at for at, row in grid.rows if any(len(cell) > LONGEST_CELL for cell in row)), 0)
    if long:
        raise UnreadableFile(
            "E-REGISTER-LONG", f"A cell of row {long} is longer than {LONGEST_CELL:,} characters."
        )
    if len(grid.header) > MOST_COLUMNS:
        raise UnreadableFile(
            "E-REGISTER-COLUMNS", f"A register has at most {MOST_COLUMNS} columns."
        )
    if len(grid.rows) > MOST_ROWS:
        raise UnreadableFile("E-REGISTER-ROWS", f"A register has at most {MOST_ROWS:,} rows.")
    return grid


def _below(lines: list[str], first: int, mark: str) -> list[tuple[int, list[str]]]:
    """The rows of the table. A document goes on after it, so what is no row of it ends it."""
    rows = _quoted(lines, first, mark) or [
        (number, _cells(line, mark)) for number, line in enumerate(lines, first)
    ]
    kept: list[tuple[int, list[str]]] = []
    for at, (number, row) in enumerate(rows):
        if not any(row):
            continue
        if len(row) == 1 and not _goes_on(kept, rows[at + 1 :]):
            break
        kept.append((number, row))
    return kept


def _goes_on(above: list[tuple[int, list[str]]], below: list[tuple[int, list[str]]]) -> bool:
    """Whether a line without columns stands inside the table: rows like those above soon follow."""
    if not above or is_total(above[-1][1]):
        return False
    width = max(len(row) for _, row in above)
    soon = [row for _, row in below if any(row)][:LINES_AHEAD]
    return any(len(row) == width or is_total(row) for row in soon)


def _quoted(lines: list[str], first: int, mark: str) -> list[tuple[int, list[str]]]:
    """Rows whose cells may hold line ends between marks; none where a mark is not closed."""
    if not any('"' in line for line in lines):
        return []
    reader = csv.reader([f"{line}\n" for line in lines], delimiter=mark, strict=True)
    rows, number = [], first
    try:
        for row in reader:
            rows.append((number, [_cell(cell) for cell in row]))
            number = first + reader.line_num
            if is_total(rows[-1][1]):
                rest = lines[reader.line_num :]
                return rows + [(at, _cells(line, mark)) for at, line in enumerate(rest, number)]
    except csv.Error:
        return []
    return rows


def _cells(line: str, mark: str) -> list[str]:
    return [_cell(cell) for cell in line.split(mark)]


def _cell(cell: str) -> str:
    return without_tags(cell[: 2 * LONGEST_CELL]).strip()


def is_total(row: Sequence[str]) -> bool:
    return any(plain(cell) in TOTALS for cell in row[:2])
