"""Word files and workbooks as people send them, made by python-docx and openpyxl."""

import io
import zipfile

import docx
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from core.papers import Box, Grid, Paper, Words


def saved(thing) -> bytes:
    file = io.BytesIO()
    thing.save(file)
    return file.getvalue()


def a_word_file(*parts) -> bytes:
    """A string is a paragraph, (text, level) a heading, a list of rows a table."""
    word = docx.Document()
    for part in parts:
        if isinstance(part, str):
            word.add_paragraph(part)
        elif isinstance(part, tuple):
            word.add_heading(part[0], part[1])
        else:
            fill_table(word, part)
    return saved(word)


def fill_table(word, rows):
    table = word.add_table(len(rows), max(map(len, rows)))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=False):
            cell.text = text
    return table


def a_workbook(*sheets, fills=()) -> bytes:
    """Each sheet is (name, rows). `fills` are (sheet name, cell, colour)."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name, cell, colour in fills:
        book[name][cell].fill = PatternFill("solid", fgColor=colour)
    return saved(book)


def with_part(content: bytes, **parts) -> bytes:
    """The same file with parts put in or changed: name -> bytes, or a function of the old bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            change = parts.pop(name, None)
            body = old.read(name)
            new.writestr(name, change(body) if callable(change) else change or body)
        for name, body in parts.items():
            new.writestr(name, body)
    return file.getvalue()


def a_grid(rows, name="Table 1") -> Grid:
    """A table of texts; a cell may be (text, across) or (text, across, down)."""
    boxes = []
    for number, row in enumerate(rows, start=1):
        column = 1
        for cell in row:
            text, across, down = (*cell, 1, 1)[:3] if isinstance(cell, tuple) else (cell, 1, 1)
            if text is not None:
                boxes.append(Box(number, column, text, across, down))
            column += across
    return Grid(name, tuple(boxes))


def a_paper(*parts) -> Paper:
    """As `a_word_file`, without a file."""
    made, tables = [], 0
    for part in parts:
        if isinstance(part, str):
            made.append(Words(part))
        elif isinstance(part, tuple):
            made.append(Words(part[0], level=part[1]))
        elif isinstance(part, list):
            tables += 1
            made.append(a_grid(part, f"Table {tables}"))
        else:
            made.append(part)
    return Paper(tuple(made))
