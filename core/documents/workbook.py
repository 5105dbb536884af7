"""Reads every visible sheet of a workbook as a table, merged cells and all."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string

from core.documents.limits import MOST_CELLS, MOST_COLUMNS
from core.errors import UnreadableFile
from core.papers import Box, Grid, Paper, Part, Words
from core.spreadsheets.csv_file import INVISIBLE
from core.spreadsheets.xlsx_file import BROKEN, MOST_SHEETS, text_of
from core.spreadsheets.xlsx_guard import WORKBOOK, check_sheet, opened

MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MOST_ROWS = 5_000
NO_MERGE_IS_WRONG = 10**9  # check_sheet refuses merged cells from this row on
PLAIN_RGB = re.compile(r"[0-9A-F]{2}([0-9A-F]{6})")


def read(content: bytes) -> Paper:
    archive = opened(content, WORKBOOK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it leaves out
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            if len(book.sheetnames) > MOST_SHEETS:
                raise WORKBOOK.refusal("SHEETS", f"has more than {MOST_SHEETS} sheets.")
            parts: list[Part] = []
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    parts += _sheet(sheet, archive.read(sheet._worksheet_path))
    except UnreadableFile:
        raise
    except BROKEN as bad:
        raise WORKBOOK.refusal(
            "DAMAGED", "is damaged. Open it in Excel, save it again and send that."
        ) from bad
    hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
    notes = [f"Hidden sheets were not read: {', '.join(hidden)[:200]}."] if hidden else []
    pictures = sum(1 for name in archive.namelist() if name.startswith("xl/media/"))
    notes += [f"Pictures were not read: {pictures}."] if pictures else []
    return Paper(tuple(parts), tuple(notes))


def _sheet(sheet: Any, xml: bytes) -> Iterator[Part]:
    check_sheet(xml, first_row=NO_MERGE_IS_WRONG)
    spans, covered = _merged(xml)
    boxes = [
        Box(row, column, text, *spans.get((row, column), (1, 1)), fill)
        for row, column, text, fill in _cells(sheet)
        if (row, column) not in covered or text
    ]
    if boxes:
        yield Words(sheet.title, level=1, where="sheet name")
        yield Grid(f"Sheet “{sheet.title}”", tuple(boxes))


def _cells(sheet: Any) -> Iterator[tuple[int, int, str, str]]:
    """Each cell that says something or is coloured."""
    sheet.reset_dimensions()  # the size a file claims is not believed
    found = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise WORKBOOK.refusal("ROWS", f"has a sheet of more than {MOST_ROWS:,} rows.")
        for column, cell in enumerate(row, start=1):
            text, fill = _text(cell), _fill(cell)
            if not text and not fill:
                continue
            found += 1
            if column > MOST_COLUMNS or found > MOST_CELLS:
                raise WORKBOOK.refusal(
                    "COLUMNS", f"has more than {MOST_COLUMNS} columns or {MOST_CELLS:,} cells."
                )
            yield number, column, text, fill


def _text(cell: Any) -> str:
    """As the sheet shows it, as far as a reader could misunderstand it: 65% is not 0.65."""
    shown = cell.value
    if isinstance(shown, int | float) and "%" in (getattr(cell, "number_format", "") or ""):
        return f"{shown * 100:g}%"
    if isinstance(shown, str):
        return INVISIBLE.sub("", shown).strip()
    if isinstance(shown, datetime | date):
        return text_of(shown)[:10]
    return text_of(shown).strip()


def _fill(cell: Any) -> str:
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return ""
    found = PLAIN_RGB.fullmatch(str(fill.fgColor.rgb))
    return found[1] if found and found[1] != "FFFFFF" else ""


def _merged(xml: bytes) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """How far each merged cell reaches (across, down), and the cells that lie under one."""
    spans, covered = {}, set()
    for first, top, last, bottom in MERGED.findall(xml)[:MOST_CELLS]:
        left, right = (column_index_from_string(one.decode()) for one in (first, last))
        right, low = min(right, MOST_COLUMNS), min(int(bottom), MOST_ROWS)
        across, down = right - left + 1, low - int(top) + 1
        if across < 1 or down < 1 or across * down > MOST_CELLS:
            continue
        spans[int(top), left] = (across, down)
        covered |= {
            (row, column)
            for row in range(int(top), low + 1)
            for column in range(left, right + 1)
            if (row, column) != (int(top), left)
        }
    return spans, covered
