"""Requests that are not what a browser sends from our page: odd names, bodies and lengths.

`content` is the whole body of the request and `content_type` its kind.
"""

from collections.abc import Iterator
from random import Random

from tests.corpus.made import Answered, File, as_csv, sheet
from tests.monitoring.marks import HEADER

MARK = "----corpus"
KIND = f"multipart/form-data; boundary={MARK}"
TAKEN, BAD, LARGE, OTHER, UNREADABLE = (302,), (400,), (413,), (415,), (422,)

KINDS = (
    "image/png", "application/pdf", "text/html", "application/json", "application/x-msdownload",
)  # fmt: skip
NAMES = {
    "a.csv.exe": OTHER,
    "a.exe": OTHER,
    "a.csv%00.exe": OTHER,
    "a.exe%00.csv": TAKEN,
    "../../../etc/cron.d/x.csv": TAKEN,
    "..\\..\\x.csv": TAKEN,
    "C:\\Users\\head\\marks.csv": TAKEN,
    "CON.csv": TAKEN,
    "CON": OTHER,
    "x" * 300 + ".csv": TAKEN,
    "\u202evsc.exe": OTHER,
    "exe\u202e.csv": TAKEN,
    "<script>alert(1)</script>.csv": TAKEN,
    ".csv": OTHER,
    "a.CSV": TAKEN,
}


def files(pick: Random) -> Iterator[File]:
    marks = as_csv([HEADER, *sheet(12, start=pick.randrange(900))])
    for kind in KINDS:
        yield _request(f"a file that says {kind}", _body(_part(marks, kind=kind)), OTHER)
    for name, statuses in NAMES.items():
        yield _request(f"a file called {name[:40]}", _body(_part(marks, name)), statuses)
    yield from _forms(marks)
    yield from _bodies(marks)


def _forms(marks: bytes) -> Iterator[File]:
    field = b'Content-Disposition: form-data; name="%s"\r\n\r\nx'
    yield _request("no file", _body(field % b"is_cp1252"), BAD)
    yield _request("a field in the place of the file", _body(field % b"file"), BAD)
    yield _request("a part without a name", _body(b"Content-Disposition: form-data\r\n\r\nx"), BAD)
    yield _request("an empty part", _body(b""), BAD)
    nameless = b'Content-Disposition: form-data; name="file"; filename=""\r\n\r\n'
    yield _request("a file without a name", _body(nameless), BAD)
    yield _request("an empty file", _body(_part(b"")), UNREADABLE)
    many = [field % f"f{n}".encode() for n in range(1_001)]
    yield _request("1,001 fields", _body(_part(marks), *many), BAD)
    too_many = [field % f"f{n}".encode() for n in range(6_000)]
    yield _request("6,000 fields", _body(_part(marks), *too_many), BAD)
    yield _request("two files in one field", _body(_part(marks), _part(marks)), BAD)
    yield _request(
        "a file in another field too", _body(_part(marks), _part(marks, field="other")), BAD
    )
    yield _request("1,000 files", _body(*[_part(b"x", field=f"f{n}") for n in range(1_000)]), BAD)
    yield _request("a file of 6 MB", _body(_part(b"x" * 6_000_000)), LARGE)


def _bodies(marks: bytes) -> Iterator[File]:
    head = (
        b'Content-Disposition: form-data; name="file"; filename="m.csv"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    flood = head + b"VVBO" + b" " * 4_000_000 + b"LFk="
    yield _request("base64 in a flood of blanks", _body(flood), UNREADABLE + BAD)
    yield _request("base64 that is none", _body(head + b"!!!!" * 100), UNREADABLE + BAD)
    body = _body(_part(marks))
    yield _request("a body cut short", body[:-80], TAKEN + BAD + UNREADABLE)
    yield _request("a length that says less", body, BAD + UNREADABLE + TAKEN, CONTENT_LENGTH="200")
    yield _request("a length that says nothing", body, BAD, CONTENT_LENGTH="0")
    yield File("JSON", "", b'{"file": "x"}', Answered(BAD), content_type="application/json")
    yield File("no boundary", "", body, Answered(BAD), content_type="multipart/form-data")
    wrong = "multipart/form-data; boundary=another"
    yield File("another boundary", "", body, Answered(BAD), content_type=wrong)


def _part(
    content: bytes, name: str = "marks.csv", *, kind: str = "text/csv", field: str = "file"
) -> bytes:
    told = name.replace("\\", "\\\\").replace('"', "%22")
    return (
        f'Content-Disposition: form-data; name="{field}"; filename="{told}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    ).encode() + content


def _body(*parts: bytes) -> bytes:
    mark = MARK.encode()
    return (
        b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
        + b"--"
        + mark
        + b"--\r\n"
    )


def _request(name: str, body: bytes, statuses: tuple[int, ...], **headers: str) -> File:
    return File(name, "", body, Answered(statuses), content_type=KIND, headers=headers)
