"""Which files may stand beside a note: pictures, PDF, Word and Excel, by what they are.

Security.md 5.1: size, then the name's ending, then the first bytes; the name is cleaned.
"""

import re
import unicodedata

from core.errors import DomainError

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
LONGEST_NAME = 120
ZIP = b"PK\x03\x04"
BEGINS = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (ZIP,),
    ".xlsx": (ZIP,),
}
ENDINGS = ",".join(BEGINS)


def clean_name(name: str) -> str:
    """The last part of a path, without what a file system or a header could trip over."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if c.isprintable())
    kept = re.sub(r'[<>:"|?*\s]+', " ", kept).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem.strip(" ."):
        stem, ending = "file", ending if dot else kept
    ending = ending.lower()[:10]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .')}.{ending}"


def check_file(name: str, content: bytes) -> None:
    """Refuse, in a sentence, what is too large or not what its name says."""
    if not content:
        raise DomainError("The file is empty.")
    if len(content) > MOST_BYTES:
        raise DomainError("The file is larger than 10 MB. Make it smaller, then add it again.")
    ending = "." + clean_name(name).rpartition(".")[2]
    if ending not in BEGINS:
        raise DomainError("Add a picture (JPEG or PNG), a PDF, a Word file or an Excel file.")
    if not content.startswith(BEGINS[ending]):
        raise DomainError(f"This file is not what its name says: it is no {ending[1:].upper()}.")
