"""A strict reader of CSV: the encoding is told, never guessed, and a row is never shifted."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from core.errors import UnreadableFile
from core.formulas import GUARDED
from core.spreadsheets.table import (
    CSV,
    LONGEST_CELL,
    LOOK_FOR_HEADER,
    FindHeader,
    IsWide,
    Table,
    built,
    check_lengths,
    never,
    restored,
)

HOW_TO_SAVE = "In Excel choose Save As, “CSV UTF-8 (comma delimited)”."
csv.field_size_limit(10 * 1024 * 1024)  # longer than any file, so that check_lengths answers
UTF16 = (b"\xff\xfe", b"\xfe\xff")

# Controls, zero-width characters and marks that turn the writing direction: invisible, so left out.
INVISIBLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
PLAIN = bytes([9, 10, 13, *range(32, 127)])


def read(
    content: bytes, *, find_header: FindHeader, is_cp1252: bool, is_wide: IsWide = never
) -> Table:
    text, notes = text_of(content, is_cp1252=is_cp1252)
    _check_delimiter(text.split("\n", LOOK_FOR_HEADER)[:LOOK_FOR_HEADER])
    table = built(_parsed(text), find_header, CSV, is_wide)
    if '"' in text or _has_long_line(text):
        check_lengths(table, CSV)
    if "'" in text and GUARDED.search(text):
        table = restored(table)
    return replace(table, notes=notes)


def text_of(content: bytes, *, is_cp1252: bool) -> tuple[str, list[str]]:
    """The text of a file without what cannot be seen, and a note when there was any."""
    return _without_invisible(_decoded(content, is_cp1252=is_cp1252))


def _has_long_line(text: str) -> bool:
    """Whether a line is longer than a cell may be, so that cells have to be measured."""
    at = 0
    while len(text) - at > LONGEST_CELL:
        at = text.rfind("\n", at, at + LONGEST_CELL + 1) + 1
        if at == 0:
            return True
    return False


def _decoded(content: bytes, *, is_cp1252: bool) -> str:
    if content.startswith(UTF16):
        raise UnreadableFile("E-ENC-UTF16", f"The file is saved as Unicode text. {HOW_TO_SAVE}")
    if b"\0" in content:
        raise UnreadableFile("E-ENC-NUL", f"The file holds bytes that are not text. {HOW_TO_SAVE}")
    try:
        if is_cp1252:
            return content.decode("cp1252")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = content.count(b"\n", 0, bad.start) + 1
        code = "E-ENC-CP1252" if is_cp1252 else "E-ENC-UTF8"
        raise UnreadableFile(
            code,
            f"Line {line} has a letter we cannot read, so names could go wrong. {HOW_TO_SAVE}",
        ) from bad


def _without_invisible(text: str) -> tuple[str, list[str]]:
    """The text without what cannot be seen, and a note when there was any."""
    if text.isascii() and not text.encode().translate(None, delete=PLAIN):
        return text, []
    clean, times = INVISIBLE.subn("", text)
    return clean, [f"{times} invisible characters were left out."] if times else []


def _parsed(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as bad:
        raise UnreadableFile(
            "E-CSV-QUOTES",
            f"A quotation mark is not closed, or stands in the wrong place. {HOW_TO_SAVE}",
        ) from bad


def _check_delimiter(lines: list[str]) -> None:
    """Lines without a comma that hold tabs or semicolons are not parted by commas."""
    if any("," in line for line in lines):
        return
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")):
        if any(mark in line for line in lines):
            raise UnreadableFile(
                "E-CSV-DELIMITER", f"The columns are parted by {name}. {HOW_TO_SAVE}"
            )
