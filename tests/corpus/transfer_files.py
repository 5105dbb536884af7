"""Common Transfer Files that attack the parser, are broken, or are not this school's."""

from collections.abc import Iterator
from random import Random

from tests.corpus.good import MATCHED
from tests.corpus.good import READING as READING_COLUMN
from tests.corpus.made import Accepted, File, Refused, Warned, Wrong
from tests.monitoring.marks import a_upn
from tests.monitoring.transfer import MTC, READING, a_file, a_pupil, a_result

NAME = "0019999_CTF_0019999_001.xml"
START = b'<?xml version="1.0" encoding="UTF-8"?>'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
DOCTYPES = {
    "billion laughs": b'<!DOCTYPE CTfile [<!ENTITY l0 "lol">' + LAUGHS + b"]>",
    "one long entity, used often": b'<!DOCTYPE CTfile [<!ENTITY l9 "' + b"x" * 100_000 + b'">]>',
    "an entity of a file": b'<!DOCTYPE CTfile [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an entity of the network": b'<!DOCTYPE CTfile [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
    "an entity by a public name": b'<!DOCTYPE CTfile [<!ENTITY l9 PUBLIC "-//x" "http://127.0.0.1:9/x">]>',
    "an entity of parameters": b'<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
    "a document type elsewhere": b'<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/ctf.dtd">',
    "a document type on the disk": b'<!DOCTYPE CTfile SYSTEM "file:///etc/passwd">',
    "a bare document type": b"<!DOCTYPE CTfile>",
    "default attributes": b'<!DOCTYPE CTfile [<!ATTLIST Pupil x CDATA "y">]>',
    "a notation": b'<!DOCTYPE CTfile [<!NOTATION n SYSTEM "x"><!ENTITY l9 SYSTEM "x" NDATA n>]>',
    "an entity of itself": b'<!DOCTYPE CTfile [<!ENTITY l9 "&l9;">]>',
}


def files(pick: Random) -> Iterator[File]:
    honest = _honest()
    yield from _document_types(honest)
    yield from _tricks(honest)
    yield from _depths_and_lengths(honest)
    yield from _encodings(honest)
    yield from _cut(pick, honest)
    yield from _roots(honest)
    yield from _schools()
    yield from _pupils(pick)


def _honest() -> bytes:
    grades = ("WTS", "EXS", "GDS")
    return a_file(*(a_pupil(at, a_result(grades[at % 3], READING)) for at in range(1, 13)))


def _document_types(honest: bytes) -> Iterator[File]:
    body = honest.removeprefix(START)
    used = body.replace(b"<Surname>Surname3<", b"<Surname>&l9;<")
    for name, doctype in DOCTYPES.items():
        yield _file(name, START + doctype + body, "DTD")
        yield _file(f"{name}, used in a name", START + b"\n" + doctype + used, "DTD")
    yield _file("an entity nobody declared", START + used, "DAMAGED")


def _tricks(honest: bytes) -> Iterator[File]:
    def put(what: bytes) -> bytes:
        return honest.replace(b"<Surname>Surname3</Surname>", what, 1)

    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    yield _file("XInclude of a file", put(include), "NAMESPACE")
    text = include.replace(b"/>", b' parse="text"/>')
    yield _file("XInclude of text", put(text), "NAMESPACE")
    style = b'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'
    yield _file(
        "a style sheet before the root", START + style + honest.removeprefix(START), "INSTRUCTION"
    )
    yield _file("an instruction inside", put(b"<?php system('id') ?>"), "INSTRUCTION")
    yield _file("an instruction at the end", honest + b"<?x y?>", "INSTRUCTION")
    own = honest.replace(b"<CTfile>", b'<CTfile xmlns="http://127.0.0.1/ctf">')
    yield _file("a namespace for all", own, "ROOT")
    prefixed = honest.replace(b"<Pupil>", b'<p:Pupil xmlns:p="urn:x">').replace(
        b"</Pupil>", b"</p:Pupil>"
    )
    yield _file("pupils in a namespace", prefixed, "NAMESPACE")
    yield _file("an unbound prefix", put(b"<x:Surname>Y</x:Surname>"), "DAMAGED")
    yield _file("an attribute twice", put(b'<Surname a="1" a="2">Y</Surname>'), "DAMAGED")
    yield _file("a script", put(b"<script>alert(1)</script>"), None)
    soap = b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"/>'
    yield _file("an envelope", START + soap, "ROOT")
    yield _file(
        "a picture", START + b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "ROOT"
    )


def _depths_and_lengths(honest: bytes) -> Iterator[File]:
    def put(what: bytes) -> bytes:
        return honest.replace(b"<Surname>Surname3</Surname>", what, 1)

    for depth in (38, 41, 1_000, 200_000):  # below CTfile, CTpupilData and Pupil
        nested = b"<a>" * depth + b"</a>" * depth
        yield _file(f"{depth} levels more", put(nested), "DEPTH")
    yield _file("nested and never closed", put(b"<a>" * 200_000), "DEPTH")
    yield _file("37 levels more", put(b"<a>" * 37 + b"</a>" * 37), None)
    yield _file("an attribute of 9 MB", put(b'<Surname a="' + b"x" * 9_000_000 + b'"/>'), "LONG")
    yield _file("an attribute of 2,001", put(b'<Surname a="' + b"x" * 2_001 + b'"/>'), "LONG")
    many = b" ".join(b'a%d=""' % n for n in range(101))
    yield _file("101 attributes", put(b"<Surname " + many + b"/>"), "LONG")
    yield _file("a name of 2,001", put(b"<Surname>" + b"x" * 2_001 + b"</Surname>"), "LONG")
    yield _file("a name of 9 MB", put(b"<Surname>" + b"x" * 9_000_000 + b"</Surname>"), "LONG")
    cdata = b"<Surname><![CDATA[" + b"<" * 2_001 + b"]]></Surname>"
    yield _file("a name of 2,001, in a section", put(cdata), "LONG")
    yield _file(
        "a name in references", put(b"<Surname>" + b"&#120;" * 2_001 + b"</Surname>"), "LONG"
    )
    yield _file("600,000 elements", put(b"<a/>" * 600_000), "ELEMENTS")
    yield _file("a comment of 1 MB", put(b"<!--" + b"x" * 1_000_000 + b"-->"), None)
    yield _file("more than 10 MB", honest + b" " * 10 * 1024 * 1024, "SIZE")
    yield _file("no bytes", b"", "EMPTY")
    pupil = b"<Pupil><UPN>x</UPN></Pupil>"
    yield _file("5,001 pupils", a_file((pupil * 5_001).decode()), "PUPILS")
    yield _file("no pupils", a_file(), "PUPILS")


def _encodings(honest: bytes) -> Iterator[File]:
    text = honest.decode()
    yield _file("UTF-16", text.replace("UTF-8", "UTF-16").encode("utf-16"), "ENCODING")
    yield _file("UTF-16, the other way", text.encode("utf-16-be"), "ENCODING")
    yield _file("UTF-16 that says UTF-8", text.encode("utf-16"), "ENCODING")
    yield _file("UTF-16 that says UTF-8, unmarked", text.encode("utf-16-le"), "ENCODING")
    yield _file("UTF-32", text.encode("utf-32"), "ENCODING")
    for name in ("UTF-7", "UTF-16", "EBCDIC-CP-GB", "x-unknown"):
        yield _file(f"says {name}", honest.replace(b"UTF-8", name.encode()), "ENCODING")
    wrong = honest.replace(b"Surname3", b"Bront\xeb")
    yield _file("Windows text that says UTF-8", wrong, "DAMAGED")
    yield _file("Windows text that says so", wrong.replace(b"UTF-8", b"windows-1252"), None)
    yield _file("an overlong letter", honest.replace(b"Surname3", b"\xc0\xaf"), "DAMAGED")
    yield _file("half of a pair", honest.replace(b"Surname3", b"\xed\xa0\x80"), "DAMAGED")
    for number in (b"0", b"1", b"xD800", b"xFFFF"):
        told = honest.replace(b"Surname3", b"&#" + number + b";")
        yield _file(f"the letter {number.decode()}", told, "DAMAGED")


def _cut(pick: Random, honest: bytes) -> Iterator[File]:
    for tenth in range(1, 10):
        yield _file(f"cut short at {tenth} tenths", honest[: len(honest) * tenth // 10], "DAMAGED")
    for at in range(3):
        here = honest.index(b"</Pupil>", len(honest) * (at + 1) // 5)
        yield _file(f"an end tag lost {at}", honest[:here] + honest[here + 8 :], "DAMAGED")
    middle = pick.randrange(len(honest) // 3, len(honest) // 2)
    crossed = honest[:middle].rpartition(b"<")[0] + b"<<" + honest[middle:]
    yield _file("a sign too many", crossed, "DAMAGED")


def _roots(honest: bytes) -> Iterator[File]:
    for root in (b"ctfile", b"CTFile", b"CommonTransferFile", b"html", b"Message"):
        yield _file(f"a root called {root.decode()}", honest.replace(b"CTfile", root), "ROOT")
    yield _file("two roots", honest + honest.removeprefix(START), "DAMAGED")
    yield _file("text after the root", honest + b"more", "DAMAGED")
    yield _file("a CSV by another name", b"UPN,Year\r\n1,2\r\n", "DAMAGED")
    yield _file("a workbook by another name", b"PK\x03\x04\x14\0\0\0", "ENCODING")
    for version in ("15.0", "24.0", "29.0", ""):
        told = f"<Header><CTFversion>{version}</CTFversion>".encode()
        content = honest.replace(b"<Header>", told)
        yield File(f"version {version or 'not said'}", NAME, content, Accepted(), matched=MATCHED)


def _schools() -> Iterator[File]:
    for la, estab, is_taken in (
        ("002", "9999", False), ("001", "9998", False), ("999", "0000", False),
        ("XXX", "XXXX", True), ("", "", True),
    ):  # fmt: skip
        content = a_file(_welsh(1), *_others(), LEA=la, Estab=estab)
        expected = Accepted() if is_taken else Refused("E-XML-SCHOOL")
        yield File(f"made by {la}/{estab}", NAME, content, expected, matched=MATCHED)


def _others() -> list[str]:
    return [a_pupil(at, a_result("EXS", READING)) for at in range(2, 12)]


def _welsh(at: int) -> str:
    """A pupil with what only Welsh files have."""
    private = "<WelshSource>Mam</WelshSource><SpeakWelsh>F</SpeakWelsh><NID>x</NID>"
    return a_pupil(at, a_result("WTS", READING), private=private)


def _pupils(pick: Random) -> Iterator[File]:
    at = pick.randrange(2, 11)
    pupils = [a_pupil(n, a_result("EXS", READING)) for n in range(1, 13)]
    twice = [*pupils, pupils[at]]
    yield _row("a pupil twice", twice, Wrong("E-ROW-TWICE", 13, "UPN"))
    bad = a_pupil(at + 1, a_result("EXS", READING), UPN="I" + a_upn(at + 1)[1:])
    yield _row("a letter no number has", _at(pupils, at, bad), Wrong("E-ROW-UPN", at + 1, "UPN"))
    letter = "A" if a_upn(at + 1)[0] != "A" else "B"
    wrong = a_pupil(at + 1, a_result("EXS", READING), UPN=letter + a_upn(at + 1)[1:])
    yield _row(
        "a wrong check letter", _at(pupils, at, wrong), Warned("W-ROW-LETTER", at + 1, "UPN")
    )
    grade = a_pupil(at + 1, a_result("1e400", READING))
    told = Wrong("E-ROW-GRADE", at + 1, READING_COLUMN)
    yield _row("a result out of the scale", _at(pupils, at, grade), told)
    yield _file(
        "results of another check only",
        a_file(*(a_pupil(n, a_result("25", MTC)) for n in range(1, 9))),
        "ASKED",
    )
    yield _file("no results", a_file(*(a_pupil(n) for n in range(1, 9))), "RESULTS")


def _at(pupils: list[str], at: int, pupil: str) -> list[str]:
    return [*pupils[:at], pupil, *pupils[at + 1 :]]


def _row(name: str, pupils: list[str], expected: Wrong | Warned) -> File:
    return File(name, NAME, a_file(*pupils), expected, matched=MATCHED)


def _file(name: str, content: bytes, kind: str | None) -> File:
    """Refused as E-XML-…; or, where what is strange harms nobody, taken."""
    expected = Accepted() if kind is None else Refused(f"E-XML-{kind}")
    return File(name, NAME, content, expected, matched=MATCHED if kind is None else {})
