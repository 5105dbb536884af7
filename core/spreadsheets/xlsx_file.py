"""Reads the one sheet of a workbook that holds a table, as text. Dates become 2016-09-01."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from core.errors import UnreadableFile
from core.spreadsheets import xlsx_guard
from core.spreadsheets.csv_file import INVISIBLE
from core.spreadsheets.table import (
    LOOK_FOR_HEADER,
    MOST_COLUMNS,
    MOST_ROWS,
    ROWS_LOOKED_AT,
    XLSX,
    FindHeader,
    Table,
    built,
    check_lengths,
    restored,
)

MOST_SHEETS = 10
BROKEN = (
    SyntaxError,  # ElementTree's ParseError is one
    *xlsx_guard.CANNOT_UNPACK,  # defusedxml's refusals are ValueErrors
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def read(content: bytes, *, find_header: FindHeader) -> Table:
    archive = xlsx_guard.opened(content)
    notes: list[str] = []
    try:
        lines, part = _only_sheet(content, find_header, notes)
        xml = archive.read(part)
    except UnreadableFile:
        raise
    except BROKEN as bad:
        raise UnreadableFile(
            "E-XLSX-DAMAGED",
            "The workbook is damaged. Open it in Excel, save it again and send that.",
        ) from bad
    table = built(lines, find_header, XLSX)
    check_lengths(table, XLSX)
    xlsx_guard.check_sheet(xml, first_row=table.numbers[0])
    return replace(restored(table), notes=notes)


def _only_sheet(
    content: bytes, find_header: FindHeader, notes: list[str]
) -> tuple[list[list[str]], str]:
    """The lines of the visible sheet that holds a table, and that sheet's part in the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it leaves out
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        if len(book.sheetnames) > MOST_SHEETS:
            raise UnreadableFile(
                "E-XLSX-SHEETS", f"The workbook has more than {MOST_SHEETS} sheets. Send one sheet."
            )
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        hidden = [s.title for s in book.worksheets if s.sheet_state != "visible"]
        read = [(sheet, _lines(sheet)) for sheet in sheets]
    full = [(sheet, lines) for sheet, lines in read if any(map(any, lines))]
    with_table = [
        pair for pair in full if find_header(pair[1][:LOOK_FOR_HEADER]) is not None
    ] or full
    _check_one(with_table, hidden)
    if hidden:
        notes.append(f"Hidden sheets were not read: {', '.join(hidden)[:200]}.")
    sheet, lines = with_table[0]
    left = [s.title for s, _ in full if s is not sheet]
    if left:
        notes.append(f"Only the sheet “{sheet.title}” was read, not {', '.join(left)[:200]}.")
    return lines, sheet._worksheet_path


def _check_one(sheets: list[tuple[Any, list[list[str]]]], hidden: list[str]) -> None:
    if not sheets:
        where = " All that is filled in is hidden." if hidden else ""
        raise UnreadableFile("E-XLSX-EMPTY", f"There is nothing on a visible sheet.{where}")
    if len(sheets) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet, _ in sheets)[:200]
        raise UnreadableFile(
            "E-XLSX-SHEETS",
            f"More than one sheet holds a table: {names}. Save the one you mean as its own file.",
        )


def _lines(sheet: Any) -> list[list[str]]:
    """All rows as equally wide lists of text, read no further than the limits."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # the size a file claims is not believed
    lines = [list(line) for line in _text_rows(sheet)]
    while lines and not any(lines[-1]):
        lines.pop()
    width = max((_filled(line) for line in lines), default=0)
    return [line[:width] + [""] * (width - len(line)) for line in lines]


def _filled(line: list[str]) -> int:
    return max((at for at, cell in enumerate(line, 1) if cell), default=0)


def _text_rows(sheet: Any) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > ROWS_LOOKED_AT:
            raise UnreadableFile(
                "E-XLSX-ROWS",
                f"The sheet has more than {MOST_ROWS:,} rows, counting empty formatted ones. "
                "Copy the pupils to a new sheet.",
            )
        if len(row) > MOST_COLUMNS and any(cell is not None for cell in row[MOST_COLUMNS:]):
            raise UnreadableFile(
                "E-XLSX-COLUMNS", f"The sheet has more than {MOST_COLUMNS} columns."
            )
        yield [text_of(cell) for cell in row[:MOST_COLUMNS]]


def text_of(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if cell.isprintable() else INVISIBLE.sub("", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
