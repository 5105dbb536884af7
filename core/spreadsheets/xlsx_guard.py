"""What is asked of a workbook's zip directory before any parser sees it (security.md 5.1)."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib

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


def opened(content: bytes) -> zipfile.ZipFile:
    """The workbook as a zip file that is safe to unpack."""
    if content.count(DIRECTORY_ENTRY) > MOST_MEMBERS:
        raise _refusal("MEMBERS", "The workbook has more parts than an honest one.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except CANNOT_UNPACK as bad:
        raise _refusal("DAMAGED", "The workbook is damaged.") from bad
    members = archive.infolist()
    _check_sizes(members, len(content))
    _check_names(members)
    _check_parts(archive, members)
    return archive


def _check_sizes(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise _refusal("MEMBERS", "The workbook has more parts than an honest one.")
    if unpacked > MOST_UNPACKED:
        raise _refusal("UNPACKED", "The workbook unpacks to more than 50 MB.")
    if unpacked > SMALL_ENOUGH and unpacked > MOST_RATIO * packed:
        raise _refusal(
            "RATIO",
            "The workbook is mostly empty, formatted rows. Copy the pupils to a new sheet.",
        )


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise _refusal("DAMAGED", "The workbook is damaged.")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise _refusal("DAMAGED", "The workbook is damaged.")
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise _refusal("DAMAGED", "The workbook is damaged.")
    if any(member.flag_bits & 1 for member in members):
        raise _refusal("LOCKED", "The workbook has a password. Save it without one.")
    if any("vbaproject" in name.lower() for name in names):
        raise _refusal("MACRO", "The workbook holds macros. Save it as .xlsx, without macros.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise _refusal(
            "LINKS", "The workbook takes values from another one. Copy and paste its values only."
        )
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise _refusal("DAMAGED", "The workbook has parts missing.")


def _check_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """A document type would have to stand before the first element, and in an 8-bit encoding."""
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(member) as part:
                start = part.read(4096)
        except CANNOT_UNPACK as bad:
            raise _refusal("DAMAGED", "The workbook is damaged.") from bad
        if b"<!" in start.split(b"<!--")[0] or b"<!DOCTYPE" in start or b"\0" in start:
            raise _refusal("DTD", "The workbook holds a part we do not open.")


def check_sheet(xml: bytes, *, first_row: int) -> None:
    """Merged cells among the pupils, formulas without a value and texts of a negative number would
    be misread.
    """
    if COUNTED_FROM_THE_END.search(xml):
        raise _refusal("DAMAGED", "The workbook is damaged.")
    for first, top, _, bottom in MERGED.findall(xml):
        if int(bottom) >= first_row:
            raise _refusal(
                "MERGED",
                f"Cells are merged at {first.decode()}{top.decode()}. Unmerge them, so that every "
                "pupil has a row of cells.",
            )
    if NEVER_CALCULATED.search(xml):
        raise _refusal(
            "FORMULA",
            "A cell holds a formula that was never calculated. Open the workbook in Excel, "
            "save it and send it again.",
        )


def _refusal(kind: str, sentence: str) -> UnreadableFile:
    return UnreadableFile(f"E-XLSX-{kind}", sentence)
