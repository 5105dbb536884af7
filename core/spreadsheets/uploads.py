"""Where an upload is read: here when nothing in it can take long, else in a child (ADR 0009)."""

from collections.abc import Sequence
from typing import Any

from core import apart
from core.errors import UnreadableFile
from core.spreadsheets import csv_file, xlsx_guard
from core.spreadsheets.reading import FOREIGN, XLSX_ENDING, check_kind, read
from core.spreadsheets.table import FindHeader, IsWide, Table, never

READ_HERE = 2 * 1024 * 1024  # bytes of CSV: 20,000 rows of 100, and at worst half a second


def read_upload(
    content: bytes,
    file_name: str,
    *,
    find_header: FindHeader,
    is_cp1252: bool = False,
    is_wide: IsWide = never,
) -> Table:
    """Read CSV or XLSX bytes to a `Table`, or raise `UnreadableFile`; never longer than 35 s.

    `find_header` and `is_wide` are functions of modules, so that the child finds them too. Raises
    `TooMuch` when other files are being read.
    """
    ending = check_kind(content, file_name)
    if ending != XLSX_ENDING and len(content) <= READ_HERE:
        return read(
            content, file_name, find_header=find_header, is_cp1252=is_cp1252, is_wide=is_wide
        )
    limits = apart.CSV
    if ending == XLSX_ENDING:
        xlsx_guard.opened(content)  # a bomb is not worth a child
        limits = apart.XLSX
    told = apart.read(
        read_plainly,
        content,
        limits,
        file_name=f"upload{ending}",
        is_cp1252=is_cp1252,
        find_header=find_header,
        is_wide=is_wide,
    )
    return Table(*told)


def read_plainly(
    content: bytes, file_name: str, *, is_cp1252: bool, find_header: FindHeader, is_wide: IsWide
) -> Sequence[Any]:
    """In the child: a `Table` as plain data."""
    table = read(content, file_name, find_header=find_header, is_cp1252=is_cp1252, is_wide=is_wide)
    return [table.header, table.columns, table.numbers, table.notes]


def read_text(content: bytes, *, is_cp1252: bool = False) -> str:
    """A text file as it is written, for layouts that are no CSV of one table. Read here, so small.

    Raises `UnreadableFile`. Whoever parses it looks at each character a few times at most.
    """
    if len(content) > READ_HERE:
        raise UnreadableFile(
            "E-TEXT-SIZE", "The text is longer than 2 MB. Send only the part that is wanted."
        )
    if content.startswith(FOREIGN):
        raise UnreadableFile(
            "E-TEXT-TYPE",
            "This is not a text file. Save it as Excel workbook (.xlsx), or copy the table and "
            "paste it.",
        )
    return csv_file.text_of(content, is_cp1252=is_cp1252)[0]
