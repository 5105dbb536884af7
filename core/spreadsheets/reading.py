"""The order of checks: size, extension, first bytes, then the reader of that kind."""

from pathlib import PurePath

from core.errors import UnreadableFile
from core.spreadsheets import csv_file, xlsx_file
from core.spreadsheets.table import FindHeader, IsWide, Table, never

MOST_BYTES = 5 * 1024 * 1024
CSV_ENDING, XLSX_ENDING = ".csv", ".xlsx"
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
FOREIGN = (ZIP, OLD_OFFICE, b"%PDF", b"{\\rtf", b"\x1f\x8b", b"\x89PNG", b"Rar!", b"7z\xbc\xaf")


def read(
    content: bytes,
    file_name: str,
    *,
    find_header: FindHeader,
    is_cp1252: bool = False,
    is_wide: IsWide = never,
) -> Table:
    """Read CSV or XLSX bytes to a `Table` in this process, or raise `UnreadableFile`.

    `is_wide` tells a CSV of more columns than we take that is known to have so many.
    """
    if check_kind(content, file_name) == XLSX_ENDING:
        return xlsx_file.read(content, find_header=find_header)
    return csv_file.read(content, find_header=find_header, is_cp1252=is_cp1252, is_wide=is_wide)


def check_kind(content: bytes, file_name: str) -> str:
    """The ending, `.csv` or `.xlsx`, of a file that is small enough and begins as its name says."""
    check_size(len(content))
    ending = PurePath(file_name).suffix.lower()
    if ending == CSV_ENDING:
        _check_is_text(content)
    elif ending == XLSX_ENDING:
        _check_is_workbook(content)
    else:
        raise UnreadableFile(
            "E-TYPE",
            "We read CSV and Excel (.xlsx) files. Save it as one of those two and send it again.",
        )
    return ending


def check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise UnreadableFile(
            "E-SIZE",
            f"The file is {size / 1024 / 1024:.1f} MB; the most we take is 5 MB. "
            "Leave out sheets and columns that are not asked for.",
        )


def _check_is_text(content: bytes) -> None:
    start = content[:512].lstrip()
    if content.startswith(FOREIGN) or start[:5].lower() in (b"<html", b"<!doc", b"<?xml"):
        raise UnreadableFile(
            "E-CSV-TYPE",
            "The name ends in .csv but this is another kind of file. "
            "Open it in Excel and save it as CSV UTF-8 (comma delimited).",
        )


def _check_is_workbook(content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        raise UnreadableFile(
            "E-XLSX-LOCKED",
            "This workbook has a password, or is from an old Excel. "
            "Save it as Excel workbook (.xlsx) without a password.",
        )
    if not content.startswith(ZIP):
        raise UnreadableFile(
            "E-XLSX-TYPE",
            "The name ends in .xlsx but this is another kind of file. "
            "Open it in Excel and save it as Excel workbook (.xlsx).",
        )
