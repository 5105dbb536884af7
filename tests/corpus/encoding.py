"""CSV files whose letters cannot be trusted, and those with letters that cannot be seen."""

from collections.abc import Iterator
from random import Random

from tests.corpus.made import Accepted, File, Refused, as_csv, put, sheet, stored
from tests.monitoring.marks import HEADER

NAMES = ("Bront\u00eb", "Garc\u00eda", "M\u00fcller", "Andr\u00e9", "\u00d8stby")
BROKEN = {
    "an overlong slash": b"\xc0\xaf",
    "an overlong nothing": b"\xc0\x80",
    "an overlong letter of three": b"\xe0\x80\xaf",
    "an overlong letter of four": b"\xf0\x80\x80\xaf",
    "half of a pair, high": b"\xed\xa0\x80",
    "half of a pair, low": b"\xed\xb0\x80",
    "both halves of a pair": b"\xed\xa0\xbd\xed\xb8\x80",
    "a lone continuation": b"\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "beyond Unicode": b"\xf5\x80\x80\x80",
    "a byte order mark of UTF-16 inside": b"\xff\xfe",
    "a byte that never is": b"\xfe",
    "a start without its end": b"\xe2\x82",
}
INVISIBLE = {
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a soft hyphen": "\u00ad",
    "a turn to the left": "\u202e",
    "an isolate": "\u2066",
    "a mark in the middle": "\ufeff",
    "a bell": "\x07",
    "an escape": "\x1b",
    "a delete": "\x7f",
    "a control of Latin-1": "\x85",
}


def files(pick: Random) -> Iterator[File]:
    rows = sheet(9, start=pick.randrange(900))
    text = as_csv([HEADER, *rows]).decode()
    yield from _other_encodings(rows, text)
    for name, broken in BROKEN.items():
        at = pick.randrange(len(rows))
        content = text.encode().replace(rows[at][1].encode(), b"A" + broken + b"b", 1)
        yield _refused(name, content, "E-ENC-UTF8")
    cut = as_csv([HEADER, *put(rows, 8, "Maths", "\u20ac")]).rstrip()
    for lost in (1, 2):
        yield _refused(f"cut short {lost} bytes into a letter", cut[:-lost], "E-ENC-UTF8")
    for at in range(4):
        here = pick.randrange(len(text))
        content = text[:here].encode() + b"\0" + text[here:].encode()
        yield _refused(f"a byte of nothing {at}", content, "E-ENC-NUL")
    for name, mark in INVISIBLE.items():
        yield _unseen(name, rows, pick.randrange(len(rows)), mark)


def _other_encodings(rows: list[list[str]], text: str) -> Iterator[File]:
    yield _refused("UTF-16", text.encode("utf-16"), "E-ENC-UTF16")
    yield _refused("UTF-16, the other way", b"\xfe\xff" + text.encode("utf-16-be"), "E-ENC-UTF16")
    yield _refused("UTF-16 without its mark", text.encode("utf-16-le"), "E-ENC-NUL")
    yield _refused("UTF-16 the other way, without", text.encode("utf-16-be"), "E-ENC-NUL")
    yield _refused("UTF-32", text.encode("utf-32"), "E-ENC-UTF16")
    yield _refused("UTF-32, the other way", text.encode("utf-32-be"), "E-ENC-NUL")
    for name in NAMES:
        line = as_csv([HEADER, *put(rows, 3, "Surname", name)]).decode()
        yield _refused(f"older Windows text: {name}", line.encode("cp1252"), "E-ENC-UTF8")
    for name in NAMES[:3]:
        line = as_csv([HEADER, *put(rows, 3, "Surname", name)]).decode()
        yield _refused(f"old Mac text: {name}", line.encode("mac-roman"), "E-ENC-UTF8")
    for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
        content = text.encode().replace(rows[2][1].encode(), bytes([byte]), 1)
        yield File(
            f"said to be Windows text, with {byte:02x}", "marks.csv", content,
            Refused("E-ENC-CP1252"), is_cp1252=True,
        )  # fmt: skip
    yield _refused(
        "an Asian encoding", text.replace("Surname", "\u674e").encode("gbk"), "E-ENC-UTF8"
    )
    yield _refused(
        "an encoding of 7 bits, packed",
        text.encode().replace(b"Forename", b"\xa0\xff"),
        "E-ENC-UTF8",
    )


def _refused(name: str, content: bytes, code: str) -> File:
    return File(name, "marks.csv", content, Refused(code))


def _unseen(name: str, rows: list[list[str]], at: int, mark: str) -> File:
    """Left out, and said so: the name is stored as it looks."""
    surname = rows[at][1]
    content = as_csv([HEADER, *put(rows, at, "Surname", f"{surname[:3]}{mark}{surname[3:]}{mark}")])
    told = Accepted(stored(rows), note="2 invisible characters were left out.")
    return File(name, "marks.csv", content, told)
