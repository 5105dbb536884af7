"""The order of checks for a document: size, ending, first bytes, zip directory, then a child."""

from pathlib import PurePath
from typing import Any

from core import apart
from core.documents import word_file, workbook
from core.documents.limits import checked
from core.errors import UnreadableFile
from core.papers import Paper
from core.spreadsheets.reading import OLD_OFFICE, ZIP, check_size
from core.spreadsheets.xlsx_guard import WORD, WORKBOOK, opened

KINDS = {office.ending: office for office in (WORD, WORKBOOK)}
READERS = {WORD.ending: word_file.read, WORKBOOK.ending: workbook.read}


def read_paper(content: bytes, file_name: str) -> Paper:
    """A Word file or workbook as text; never longer than 35 s. Raises `UnreadableFile`.

    Raises `TooMuch` when other files are being read.
    """
    check_size(len(content))
    ending = PurePath(file_name).suffix.lower()
    office = KINDS.get(ending)
    if office is None:
        raise UnreadableFile(
            "E-TYPE",
            "We read Word (.docx) and Excel (.xlsx) files. Save it as one of those two and send "
            "it again.",
        )
    if content.startswith(OLD_OFFICE):
        raise office.refusal(
            "LOCKED",
            f"has a password, or is from an old Office. Save it as {ending} without a password.",
        )
    if not content.startswith(ZIP):
        raise office.refusal(
            "TYPE", f"is another kind of file, whatever its name. Save it as {ending}."
        )
    opened(content, office)  # a bomb is not worth a child
    return Paper.told(apart.read(read_plainly, content, apart.PAPER, ending=ending))


def read_plainly(content: bytes, ending: str) -> dict[str, Any]:
    """In the child: a `Paper` as plain data."""
    return checked(READERS[ending](content)).plain()
