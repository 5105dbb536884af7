"""Reads official published CSV files as they are: any year, any subset of columns, any damage.

A cell is one of four things and is never mistaken for another: a value, a code such as SUPP
(somebody chose not to show the number), blank (nothing was there), or a problem in a sentence.
Sources: data README traps 1-8, 13-18, 24, 29 and 30; formats.md 3a.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from core.errors import UnreadableFile

T = TypeVar("T")

# What stands where a number belongs, and what it means (formats.md 3a, 3b, "Suppression").
CODES = {
    "SUPP": "suppressed",
    "SUPPMAT": "suppressed to protect one school of the trust",
    "NA": "not applicable",
    "NE": "no entries",
    "NELIG": "no eligible pupils",
    "NP": "not published",
    "NEW": "new school",
    "LOWCOV": "fewer than half the pupils are covered",
    "SP": "more than 0% and less than 0.5%",
    "RE": "redacted",
    "DNS": "did not submit",
    "LOW": "more than 0% and less than 0.5%",
    "X": "not available",
    "C": "suppressed",
    "Z": "not applicable",
    ":": "missing",
    "-": "no data",
}
HIDDEN = frozenset({"SUPP", "SUPPMAT", "RE", "C"})

_TITLE_ROWS_AT_MOST = 10
_LONGEST_CELL = 1_000_000
_DATES = (
    re.compile(r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})"),  # 16-01-2020, 16/01/2025
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),  # 2020-09-01
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),  # 20190601
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_POWERS = re.compile(r"[\d.]+E\+?\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """What a cell says: a value, or a code, or a problem, or (none of the three) nothing at all."""

    value: T | None = None
    code: str = ""
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return self.value is None and not self.code and not self.problem

    @property
    def is_hidden(self) -> bool:
        """There is a number and the publisher does not show it. It is never 0."""
        return self.code in HIDDEN


def plain(raw: str | None) -> str:
    """The text of a cell; a blank, a single space and a literal NULL are all ''."""
    text = (raw or "").strip()
    return "" if text.upper() == "NULL" else text


def _reads(convert: Callable[[str], T]) -> Callable[[str | None], Cell[T]]:
    """Put the order all cells share (blank, then code, then value) before one conversion."""

    def read(raw: str | None) -> Cell[T]:
        text = plain(raw)
        if not text:
            return Cell()
        if text.upper() in CODES:
            return Cell(code=text.upper())
        try:
            return Cell(convert(text))
        except ValueError as refusal:
            return Cell(problem=str(refusal))

    return read


def _decimal(text: str) -> Decimal:
    if _POWERS.fullmatch(text):
        raise ValueError(f"'{text}' was damaged by a spreadsheet: its last digits are lost.")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"'{text}' is not a number.")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"'{text}' is not a number.") from error


def _whole(text: str) -> int:
    number = _decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"'{text}' is not a whole number.")
    if abs(number) > 10**18:
        raise ValueError(f"'{text[:30]}' is too large to be right.")
    return int(number)


def _percent(text: str) -> Decimal:
    number = _decimal(text.removesuffix("%").rstrip())
    if not 0 <= number <= 100:
        raise ValueError(f"'{text}' is not a percentage between 0 and 100.")
    return number


def _day(text: str) -> date:
    bare = _MIDNIGHT.sub("", text)
    for form in _DATES:
        if found := form.fullmatch(bare):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise ValueError(f"'{text}' is not a date. Write it like 31/12/2026.")


whole = _reads(_whole)  # 271, 16827.0 (pandas), -17
number = _reads(_decimal)  # 104.5, -2.4, 4.8099999999999996
percent = _reads(_percent)  # 62%, 16.2, 24.88%
day = _reads(_day)


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """Column names drift in case, and one holds a double space; neither matters.

    Nor does a byte-order mark in front of a file that is not UTF-8 after all.
    """
    return " ".join(name.removeprefix("ï»¿").split()).casefold()


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row. `number` counts as a spreadsheet shows it; `extra` lies beyond the header."""

    number: int
    cells: list[str]
    columns: dict[str, int]
    width: int

    def raw(self, *names: str) -> str | None:
        """The first of these columns that holds something, as published; None when none does."""
        for name in names:
            position = self.columns.get(column_key(name))
            if position is not None and position < len(self.cells):
                text = plain(self.cells[position])
                if text:
                    return text
        return None

    def text(self, *names: str) -> str:
        return self.raw(*names) or ""

    def whole(self, *names: str) -> Cell[int]:
        return whole(self.raw(*names))

    def decimal(self, *names: str) -> Cell[Decimal]:
        return number(self.raw(*names))

    def percent(self, *names: str) -> Cell[Decimal]:
        return percent(self.raw(*names))

    def day(self, *names: str) -> Cell[date]:
        return day(self.raw(*names))

    @property
    def extra(self) -> list[str]:
        return [text for text in map(plain, self.cells[self.width :]) if text]


@dataclass(frozen=True)
class PublishedFile:
    """A readable file and its header. Iterating streams the rows, as often as wanted."""

    path: Path
    encoding: str
    header: tuple[str, ...]
    header_row: int
    columns: dict[str, int] = field(repr=False)

    def has(self, *names: str) -> bool:
        """Does it have any of these columns?"""
        return any(column_key(name) in self.columns for name in names)

    def missing(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not self.has(name)]

    def __iter__(self) -> Iterator[PublishedRow]:
        for row_number, cells in _records(self.path, self.encoding):
            if row_number > self.header_row and any(map(plain, cells)):
                yield PublishedRow(row_number, cells, self.columns, len(self.header))


def open_published(path: str | Path, *, needs: Iterable[str] = ()) -> PublishedFile:
    """Open a CSV file whose header holds `needs`; a title row above the header is passed over."""
    path = Path(path)
    needed = list(needs)
    encoding = _encoding(path)
    fullest: list[str] = []
    for row_number, cells in _records(path, encoding):
        columns: dict[str, int] = {}
        for position, name in enumerate(cells):
            columns.setdefault(column_key(name), position)
        columns.pop("", None)
        lacking = [name for name in needed if column_key(name) not in columns]
        if columns and not lacking:
            return PublishedFile(path, encoding, tuple(cells), row_number, columns)
        fullest = max(fullest, cells, key=len)
        if row_number >= _TITLE_ROWS_AT_MOST:
            break
    if not any(map(plain, fullest)):
        raise UnreadableFile("E-CSV-EMPTY", f"{path.name} has no rows.")
    known = {column_key(name) for name in fullest}
    lost = ", ".join(name for name in needed if column_key(name) not in known) or ", ".join(needed)
    raise UnreadableFile("E-CSV-COLUMN", f"{path.name} has no column {lost}, so it cannot be read.")


def _records(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number; quoted line breaks stay inside their record."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as stream:
        try:
            yield from enumerate(csv.reader(stream), start=1)
        except csv.Error as error:
            raise UnreadableFile(
                "E-CSV-BROKEN", f"{path.name} is not a proper CSV file: {error}."
            ) from error


def _encoding(path: Path) -> str:
    """utf-8-sig if every byte of the file agrees, else cp1252, in which GIAS publishes."""
    start = _first_bytes(path)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(
            "E-CSV-WORKBOOK", f"{path.name} is a workbook. Save it as CSV and try again."
        )
    if b"\x00" in start:
        raise UnreadableFile("E-ENC-BINARY", f"{path.name} is not a text file.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableFile("E-ENC-UNKNOWN", f"{path.name} is neither UTF-8 nor Windows-1252 text.")


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except (OSError, ValueError) as error:
        raise UnreadableFile("E-CSV-MISSING", f"There is no readable file {path}.") from error
