"""What is asked of a workbook's or a Word file's zip directory before any parser sees it
(security.md 5.1).
"""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from core.errors import UnreadableFile

MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 60
MOST_MEMBERS = 200
SMALL_ENOUGH = 1024 * 1024  # a small workbook of repeated rows packs very well and harms nobody
CANNOT_UNPACK = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    NotImplementedError,
    ValueError,
    EOFError,
    struct.error,
)
DIRECTORY_ENTRY = b"PK\x01\x02"

MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
COUNTED_FROM_THE_END = re.compile(rb'<c\b[^>]*\bt="s"[^>]*>\s*<v>\s*-')
NEVER_CALCULATED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


@dataclass(frozen=True)
class Office:
    """A kind of file that is a zip of XML: the middle of its codes, and its words."""

    code: str
    thing: str
    ending: str
    main_part: str
    too_thin: str

    def refusal(self, kind: str, sentence: str) -> UnreadableFile:
        return UnreadableFile(f"E-{self.code}-{kind}", f"The {self.thing} {sentence}")


WORKBOOK = Office(
    "XLSX", "workbook", ".xlsx", "xl/workbook.xml",
    "is mostly empty, formatted rows. Copy what is filled to a new sheet.",
)  # fmt: skip
WORD = Office(
    "DOCX", "document", ".docx", "word/document.xml",
    "is mostly empty parts. Copy its text to a new document.",
)  # fmt: skip


def opened(content: bytes, office: Office = WORKBOOK) -> zipfile.ZipFile:
    """The workbook as a zip file that is safe to unpack."""
    if content.count(DIRECTORY_ENTRY) > MOST_MEMBERS:
        raise office.refusal("MEMBERS", "has more parts than an honest one.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except CANNOT_UNPACK as bad:
        raise office.refusal("DAMAGED", "is damaged.") from bad
    members = archive.infolist()
    _check_sizes(members, len(content), office)
    _check_names(members, office)
    _check_parts(archive, members, office)
    return archive


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, office: Office) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise office.refusal("MEMBERS", "has more parts than an honest one.")
    if unpacked > MOST_UNPACKED:
        raise office.refusal("UNPACKED", "unpacks to more than 50 MB.")
    if unpacked > SMALL_ENOUGH and unpacked > MOST_RATIO * packed:
        raise office.refusal("RATIO", office.too_thin)


def _check_names(members: list[zipfile.ZipInfo], office: Office) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise office.refusal("DAMAGED", "is damaged.")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise office.refusal("DAMAGED", "is damaged.")
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise office.refusal("DAMAGED", "is damaged.")
    if any(member.flag_bits & 1 for member in members):
        raise office.refusal("LOCKED", "has a password. Save it without one.")
    if any("vbaproject" in name.lower() for name in names):
        raise office.refusal("MACRO", f"holds macros. Save it as {office.ending}, without macros.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise office.refusal(
            "LINKS", "takes values from another one. Copy and paste its values only."
        )
    if not {"[Content_Types].xml", office.main_part} <= set(names):
        raise office.refusal("DAMAGED", "has parts missing.")


def _check_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], office: Office) -> None:
    """A document type would have to stand before the first element, and in an 8-bit encoding."""
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(member) as part:
                start = part.read(4096)
        except CANNOT_UNPACK as bad:
            raise office.refusal("DAMAGED", "is damaged.") from bad
        if b"<!" in start.split(b"<!--")[0] or b"<!DOCTYPE" in start or b"\0" in start:
            raise office.refusal("DTD", "holds a part we do not open.")


def check_sheet(xml: bytes, *, first_row: int) -> None:
    """Merged cells among the pupils, formulas without a value and texts of a negative number would
    be misread.
    """
    if COUNTED_FROM_THE_END.search(xml):
        raise WORKBOOK.refusal("DAMAGED", "is damaged.")
    for first, top, _, bottom in MERGED.findall(xml):
        if int(bottom) >= first_row:
            raise WORKBOOK.refusal(
                "MERGED",
                f"has merged cells at {first.decode()}{top.decode()}. Unmerge them, so that every "
                "pupil has a row of cells.",
            )
    if NEVER_CALCULATED.search(xml):
        raise WORKBOOK.refusal(
            "FORMULA",
            "has a cell whose formula was never calculated. Open it in Excel, save it and send it "
            "again.",
        )
