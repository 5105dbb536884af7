"""Makes a workbook for people to fill in: headings that stay, choices, and a sheet that explains.

Text is stored as text and marked so, whatever it begins with: no cell is a formula.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets.csv_file import INVISIBLE

ROWS_TO_FILL = 2_000
LONGEST_LIST = 255  # what a workbook holds of choices written beside a cell
HEADING = PatternFill("solid", fgColor="E6ECF2")
OPEN = Protection(locked=False)
NOT_IN_XML = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A column to fill in. `choices` are the codes that may be chosen; none leave it free."""

    name: str
    explains: str
    width: int = 12
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Guide:
    """The sheet that says what each column wants."""

    title: str
    lines: Sequence[str]


def workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[str | int | date]], guide: Guide
) -> bytes:
    """A sheet of these columns with these rows, and the guide after it.

    Headings are locked and everything else is open; headings and the first three columns stay in
    view.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _write_headings(sheet, columns)
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            _write(sheet.cell(number, at), value)
    _protect(sheet)
    _explain(book.create_sheet(guide.title), columns, guide)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_headings(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(1, at, column.name)
        cell.font, cell.fill = Font(bold=True), HEADING
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        size = sheet.column_dimensions[get_column_letter(at)]
        size.width, size.protection = column.width, OPEN
        if column.choices:
            _offer(sheet, get_column_letter(at), column)
    sheet.freeze_panes = sheet.cell(2, min(4, len(columns)))


def _offer(sheet: Worksheet, letter: str, column: Column) -> None:
    listed = ",".join(column.choices)
    if len(listed) > LONGEST_LIST - 2:
        return
    offered = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
    offered.errorTitle = f"Not one of the choices for {column.name}"[:32]
    offered.error = f"Choose one of: {listed}"[:LONGEST_LIST]
    offered.showErrorMessage = True
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{ROWS_TO_FILL + 1}")


def _write(cell: Cell, value: str | int | date) -> None:
    cell.protection = OPEN
    if isinstance(value, date):
        cell.value, cell.number_format = value, "DD/MM/YYYY"
    elif isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = NOT_IN_XML.sub("", INVISIBLE.sub("", value))
        cell.data_type, cell.number_format = "s", "@"
        cell._style.quotePrefix = 1


def _protect(sheet: Worksheet) -> None:
    """Without a password: it keeps headings from slips, not from people."""
    lock: Any = sheet.protection
    lock.sheet = True
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(lock, allowed, False)  # the format says what is kept from people


def _explain(sheet: Worksheet, columns: Sequence[Column], guide: Guide) -> None:
    for line in guide.lines:
        sheet.append([line])
    for column in columns:
        sheet.append([column.name, column.explains])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else cell.data_type
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)
    sheet.cell(1, 1).font = Font(bold=True)
