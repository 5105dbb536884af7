"""What a file of the corpus is, and what must become of it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

from tests.monitoring.marks import HEADER, a_row

Row = list[str]

SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
STYLES, TYPES = "xl/styles.xml", "[Content_Types].xml"
RELS, BOOK_RELS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
INLINE = re.compile(rb'(<c r="[A-Z]+\d+") t="inlineStr"><is><t>(.*?)</t></is></c>', re.DOTALL)
TEXTS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
TEXTS_RELATED = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


@dataclass(frozen=True)
class Accepted:
    """Every pupil is stored as written; `stored` has UPN, surname and forename of each."""

    stored: frozenset[tuple[str, str, str]] = frozenset()
    note: str = ""


@dataclass(frozen=True)
class Refused:
    """The whole file, by this code; nothing is stored."""

    code: str


@dataclass(frozen=True)
class Wrong:
    """A row is named by a code that begins so, with its column; nothing is stored."""

    code: str
    row: int
    column: str


@dataclass(frozen=True)
class Warned:
    """The same, and the other rows are stored."""

    code: str
    row: int
    column: str


@dataclass(frozen=True)
class Asked:
    """The file is read, and before it can be sent the school is asked why (a difference's code)."""

    code: str


@dataclass(frozen=True)
class Noted:
    """The file is read, and the preview says this."""

    words: str


@dataclass(frozen=True)
class Answered:
    """A request is answered with one of these, never with 500."""

    statuses: tuple[int, ...]


Expected = Accepted | Refused | Wrong | Warned | Asked | Noted | Answered


@dataclass(frozen=True)
class File:
    """`name` says what it is; `file_name` is what the school calls it.

    `before` was sent by the school for the collection `sent_for` earlier. `matched` are columns
    that a person would match, where the names do not tell.
    """

    name: str
    file_name: str
    content: bytes
    expected: Expected
    collection: str = "Autumn 2026"
    scale: str = "teacher_assessment"
    before: bytes = b""
    sent_for: str = ""
    is_cp1252: bool = False
    matched: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""


def sheet(many: int = 12, start: int = 0) -> list[Row]:
    return [a_row(at) for at in range(start, start + many)]


def put(rows: Sequence[Row], at: int, column: str, value: Any) -> list[Any]:
    """The rows with one cell changed."""
    changed: list[Any] = [list(row) for row in rows]
    changed[at][HEADER.index(column)] = value
    return changed


def stored(rows: Iterable[Sequence[Any]]) -> frozenset[tuple[str, str, str]]:
    return frozenset((str(row[0]), str(row[1]).strip(), str(row[2]).strip()) for row in rows)


def as_csv(lines: Iterable[Sequence[Any]], newline: str = "\r\n", **how: Any) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline, **how).writerows(lines)
    return out.getvalue().encode()


def as_xlsx(lines: Iterable[Sequence[Any]], title: str = "Marks") -> bytes:
    """A workbook in which text is text, whatever it begins with."""
    book = Workbook()
    book.active.title = title
    for at, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            cell = book.active.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_excel_writes(content: bytes) -> bytes:
    """The same workbook with its texts in a table of their own, as Excel keeps them."""
    members = parts(content)
    texts: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return b'%s t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    sheet_of = INLINE.sub(shared, members[SHEET])
    table = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    types = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), TEXTS_TYPE)
    related = b'<Relationship Id="rIdS" Type="%s" Target="sharedStrings.xml"/></Relationships>'
    return zipped(
        {
            **members,
            SHEET: sheet_of,
            STRINGS: b"<sst %s>%s</sst>" % (MAIN, table),
            TYPES: members[TYPES].replace(b"</Types>", types),
            BOOK_RELS: members[BOOK_RELS].replace(b"</Relationships>", related % TEXTS_RELATED),
        }
    )


def zipped(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()
