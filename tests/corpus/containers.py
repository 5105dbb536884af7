"""Workbooks whose container is a trap or broken, or whose sheet would be misread."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from random import Random

from openpyxl import Workbook

from tests.corpus.made import (
    BOOK,
    BOOK_RELS,
    MAIN,
    RELS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Accepted,
    File,
    Refused,
    as_excel_writes,
    as_xlsx,
    parts,
    saved,
    sheet,
    stored,
    zipped,
)  # fmt: skip
from tests.monitoring.marks import HEADER

DOCTYPES = {
    "a bare document type": b"<!DOCTYPE x>",
    "an entity": b'<!DOCTYPE x [<!ENTITY a "b">]>',
    "an entity of a file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an entity of the network": b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1/a">]>',
}
PARTS = Mapping[str, bytes]
Change = Callable[[Workbook], object]


def files(pick: Random) -> Iterator[File]:
    honest = as_excel_writes(as_xlsx([HEADER, *sheet(30)]))
    members = parts(honest)
    yield from _bombs(members)
    yield from _directories(honest, members)
    yield from _members(members)
    yield from _document_types(members)
    yield from _missing(members)
    yield from _cut(pick, honest)
    yield from _sheets(members)
    yield from _other_kinds(honest)


def _bombs(members: PARTS) -> Iterator[File]:
    zeros = b"0" * 60_000_000
    yield _file("60 MB of noughts", zipped({**members, "xl/media/a.bin": zeros}), "UNPACKED")
    yield _file(
        "20 MB of noughts", zipped({**members, "xl/media/a.bin": zeros[:20_000_000]}), "RATIO"
    )
    inner = zipped({"a": zeros[:30_000_000]})
    nested = zipped({f"{n}.zip": inner for n in range(150)}, zipfile.ZIP_STORED)
    yield _file("a zip of zips", nested, "MEMBERS")
    yield _file(
        "a zip of zips in a workbook", zipped({**members, "xl/a.zip": zipped({"a": inner})}), None
    )
    yield _file("many members of one body", _overlapping(members, 150), "UNPACKED")
    yield _file("60,000 members", _overlapping(members, 60_000), "MEMBERS")
    yield _file(
        "201 members", zipped({**members, **{f"xl/{n}": b"" for n in range(201)}}), "MEMBERS"
    )
    yield _file("one long word", _with(members, SHEET, _word(40_000_000)), "RATIO")
    yield _file("a long word that packs badly", _with(members, SHEET, _word(900_000)), "LONG")
    yield _file(
        "a million blank rows", _with(members, SHEET, _blank_rows(members, 1_048_576)), "ROWS"
    )
    yield _file("22,001 blank rows", _with(members, SHEET, _blank_rows(members, 22_001)), "ROWS")
    yield _file("a cell in the last corner", _with(members, SHEET, _last_corner(members)), "ROWS")


def _overlapping(members: PARTS, times: int) -> bytes:
    """A directory whose entries all point to the one body."""
    content = bytearray(zipped({**members, "xl/body": b"0" * 1_000_000}))
    directory = content.rindex(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry = bytes(content[directory:end])
    named = [entry.replace(b"xl/body", b"xl%05d" % n) for n in range(times)]
    tail = bytearray(content[end:])
    many = struct.unpack_from("<H", tail, 10)[0] + times
    size = struct.unpack_from("<I", tail, 12)[0] + sum(map(len, named))
    struct.pack_into("<HHI", tail, 8, many, many, size)
    return bytes(content[:end]) + b"".join(named) + bytes(tail)


def _word(size: int) -> bytes:
    cells = b"".join(
        b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % (b"ABC"[n : n + 1], name)
        for n, name in enumerate((b"UPN", b"Year", b"Reading"))
    )
    word = b'<c r="A2" t="inlineStr"><is><t>' + b"x" * size + b"</t></is></c>"
    rows = b'<row r="1">' + cells + b'</row><row r="2">' + word + b"</row>"
    return b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def _blank_rows(members: PARTS, many: int) -> bytes:
    rows = b"".join(b'<row r="%d" s="1"/>' % n for n in range(40, many + 40))
    return members[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def _last_corner(members: PARTS) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return members[SHEET].replace(b"</sheetData>", cell + b"</sheetData>")


def _directories(honest: bytes, members: PARTS) -> Iterator[File]:
    """Directories that say other than what is there."""
    for name, told in {
        "less": 10,
        "nothing": 0,
        "a gigabyte": 2**30,
        "all there can be": 2**32 - 2,
    }.items():
        content = bytearray(honest)
        at = _entry(content, SHEET)
        struct.pack_into("<I", content, at + 24, told)
        code = "UNPACKED" if told > 2**20 else "DAMAGED"
        yield _file(f"a directory that says {name}", bytes(content), code)
    for name, offset, value in (
        ("another sum", 16, 0x12345678), ("another packed size", 20, 3),
        ("another way of packing", 10, 99),
        ("a place that is not there", 42, 2**31),
    ):  # fmt: skip
        content = bytearray(honest)
        struct.pack_into(
            "<H" if offset == 10 else "<I", content, _entry(content, SHEET) + offset, value
        )
        yield _file(f"a directory with {name}", bytes(content), "DAMAGED")
    for part in (SHEET, STRINGS):
        content = bytearray(honest)
        at = _entry(content, part)
        struct.pack_into("<H", content, at + 8, struct.unpack_from("<H", content, at + 8)[0] | 1)
        yield _file(f"a password on {part}", bytes(content), "LOCKED")
    yield _file("two members of one name", _same_name(members), "DAMAGED")


def _same_name(members: PARTS) -> bytes:
    return zipped({**members, "xl/worksheets/sheet2.xml": b"<x/>"}).replace(
        b"xl/worksheets/sheet2.xml", SHEET.encode()
    )


def _entry(content: bytes | bytearray, part: str) -> int:
    """Where the directory tells of a part."""
    name = part.encode()
    for found in re.finditer(b"PK\x01\x02", bytes(content)):
        at = found.start()
        long = struct.unpack_from("<H", content, at + 28)[0]
        if content[at + 46 : at + 46 + long] == name:
            return at
    raise LookupError(part)


def _members(members: PARTS) -> Iterator[File]:
    """Members that mean harm where they are unpacked."""
    for name in ("/etc/passwd", "../../x", "xl/../../x", "\\\\server\\x", "a/../..", "..\\..\\x"):
        code = None if name.startswith("..\\") else "DAMAGED"
        yield _file(f"a member called {name}", zipped({**members, name: b"x"}), code)
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO(zipped(members))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    yield _file("a link to a file", out.getvalue(), "DAMAGED")
    for name in ("xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/vbaProjectSignature.bin"):
        yield _file(f"macros in {name}", zipped({**members, name: b"x"}), "MACRO")
    for name in ("externalLink1.xml", "_rels/externalLink1.xml.rels"):
        linked = zipped({**members, f"xl/externalLinks/{name}": b"<x/>"})
        yield _file(f"another workbook's values in {name}", linked, "LINKS")


def _document_types(members: PARTS) -> Iterator[File]:
    for name, doctype in DOCTYPES.items():
        for part in (SHEET, BOOK, STRINGS, STYLES):
            body = members[part]
            start = body.index(b"?>") + 2 if body.startswith(b"<?xml") else 0
            changed = body[:start] + doctype + body[start:]
            yield _file(f"{name} in {part}", _with(members, part, changed), "DTD")
    utf16 = members[SHEET].decode().encode("utf-16")
    yield _file("a sheet in UTF-16", _with(members, SHEET, utf16), "DTD")


def _missing(members: PARTS) -> Iterator[File]:
    for part in (SHEET, BOOK, TYPES, BOOK_RELS, RELS):
        left = {name: body for name, body in members.items() if name != part}
        kind = {RELS: None, SHEET: "EMPTY"}.get(part, "DAMAGED")
        yield _file(f"without {part}", zipped(left), kind)
    for part in (SHEET, BOOK, STRINGS, TYPES, BOOK_RELS):
        yield _file(f"{part} is not XML", _with(members, part, b"hello"), "DAMAGED")
        half = members[part][: len(members[part]) // 2]
        yield _file(f"half of {part}", _with(members, part, half), "DAMAGED")
    for told in (b"999999", b"-1", b"x"):
        start, _, end = members[SHEET].rpartition(b"<v>")
        changed = start + b"<v>" + told + end[end.index(b"</v>") :]
        yield _file(f"a text of number {told.decode()}", _with(members, SHEET, changed), "DAMAGED")


def _cut(pick: Random, honest: bytes) -> Iterator[File]:
    for tenth in range(2, 10):
        yield _file(f"cut short at {tenth} tenths", honest[: len(honest) * tenth // 10], "DAMAGED")
    for at in range(2):
        content = bytearray(honest)
        start = content.index(SHEET.encode()) + 200 + at * 50
        content[start] ^= 1 << pick.randrange(8)
        yield _file(f"a wrong bit {at}", bytes(content), "DAMAGED")


def _sheets(members: PARTS) -> Iterator[File]:
    """Sheets that are whole and cannot be read in one way only."""
    yield _book("pupils' cells merged", lambda book: book.active.merge_cells("A5:A6"), "MERGED")
    yield _book(
        "pupils' cells merged across", lambda book: book.active.merge_cells("J8:L8"), "MERGED"
    )
    yield _book("a formula never calculated", lambda book: _put(book, "J5", "=A1"), "FORMULA")
    yield _book("two sheets with pupils", lambda book: _second(book, "visible"), "SHEETS")
    yield _book(
        "eleven sheets", lambda book: [book.create_sheet(f"s{n}") for n in range(10)], "SHEETS"
    )
    yield _book("121 columns", lambda book: _put(book, "DQ1", "more"), "COLUMNS")
    yield _book("a cell far to the right", lambda book: _put(book, "XFD3", "x"), "COLUMNS")
    yield _book("a long cell", lambda book: _put(book, "B5", "x" * 2_001), "LONG")
    yield _book("a name twice", lambda book: _put(book, "B1", "upn"), "TWICE")
    yield _file("nothing on its sheet", saved(Workbook()), "EMPTY")
    yield _file("only names", as_xlsx([HEADER]), "NO-ROWS")
    yield _file("no names", as_xlsx(sheet(5)), "HEADER")
    few = [["UPN", "Year", "Reading"], *([f"x{n}", "6", "EXS"] for n in range(20_001))]
    yield _file("one row too many", as_xlsx(few), "ROWS")
    hidden = Workbook()
    for line in [HEADER, *sheet(9)]:
        hidden.active.append(line)
    hidden.create_sheet("Shown")
    hidden.worksheets[0].sheet_state = "hidden"
    hidden.active = 1
    yield _file("its pupils on a hidden sheet", saved(hidden), "EMPTY")
    taken = Accepted(stored(sheet(30)), note="Hidden sheets were not read")
    yield File(
        "pupils on a hidden sheet too", "marks.xlsx", _made(lambda b: _second(b, "hidden")), taken
    )
    merged = _made(lambda book: (book.active.insert_rows(1), book.active.merge_cells("A1:L1")))
    yield File("a title in merged cells", "marks.xlsx", merged, Accepted(stored(sheet(30))))


def _put(book: Workbook, where: str, value: str) -> None:
    book.active[where] = value


def _second(book: Workbook, state: str) -> None:
    book.create_sheet("Old").sheet_state = state
    for line in [HEADER, *sheet(5, start=200)]:
        book["Old"].append(line)


def _other_kinds(honest: bytes) -> Iterator[File]:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000
    yield _file("an old or encrypted workbook", old, "LOCKED")
    yield _file("a page", b"<html><table><tr><td>UPN</td></tr></table></html>", "TYPE")
    yield _file("plain text", b"UPN,Year\r\nA,6\r\n", "TYPE")
    yield _file("no bytes", b"", "TYPE")
    opened = zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
    )
    yield _file("an OpenDocument sheet", opened, "DAMAGED")
    yield _file("a document", zipped({TYPES: b"<x/>", "word/document.xml": b"<x/>"}), "DAMAGED")
    yield _file("more than 5 MB", honest + b"\0" * 5 * 1024 * 1024, "SIZE")
    for name, content in {
        "marks.xls": old, "marks.xlsm": honest, "marks.ods": opened, "marks.xlsb": honest,
        "page.xls": b"<html></html>", "marks.xlsx.exe": honest, "marks": honest,
    }.items():  # fmt: skip
        yield File(f"a file called {name}", name, content, Refused("E-TYPE"))


def _made(change: Change) -> bytes:
    book = Workbook()
    for line in [HEADER, *sheet(30)]:
        book.active.append(line)
    change(book)
    return saved(book)


def _book(name: str, change: Change, code: str) -> File:
    return _file(name, _made(change), code)


def _with(members: PARTS, part: str, body: bytes) -> bytes:
    return zipped({**members, part: body})


def _file(name: str, content: bytes, kind: str | None) -> File:
    """Refused as E-XLSX-…; or, where what is strange harms nobody, taken."""
    if kind is None:
        return File(name, "marks.xlsx", content, Accepted(stored(sheet(30))))
    code = "E-SIZE" if kind == "SIZE" else f"E-XLSX-{kind}"
    return File(name, "marks.xlsx", content, Refused(code))
