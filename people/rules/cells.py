"""What one cell of a register says: a list of designations, or a part of full time."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from people.rules.likeness import plain

DASH, LONG_DASH = "\N{EN DASH}", "\N{EM DASH}"
NOTHING = frozenset({"", "-", DASH, LONG_DASH, ".", "n/a", "na", "nil", "none", "x"})
SUBJECTS = frozenset(
    {"english", "maths", "mathematics", "science", "reading", "writing", "phonics", "history",
     "geography", "art", "music", "pe", "re", "computing", "mfl", "dt", "pshe", "spelling",
     "languages", "ict"}
)  # fmt: skip
LONGEST_AREA = 120

BREAKS = re.compile(r"<(?:br|/li|/p|li)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
APART = re.compile(rf"[,;\n•·|/]|\s[-{DASH}]\s")
JOINED = re.compile(r"\s*(?:&|\+|\band\b)\s*", re.IGNORECASE)
STAGE = r"(?:ks|key\s*stages?)\s*[1-5]"
MORE = rf"(?:\s*(?:&|\+|,|/|-|{DASH}|to|and)\s*(?:ks\s*|key\s*stage\s*)?[1-5]\b(?!\s*fte))*"
STAGES = re.compile(rf"\b(?:{STAGE}{MORE}|eyfs|early years|foundation stage)\b", re.IGNORECASE)
RANGE = re.compile(rf"([1-5])\s*(?:-|{DASH}|to)\s*(?:ks\s*|key\s*stage\s*)?([1-5])", re.IGNORECASE)
FTE = re.compile(r"(\d{0,2}(?:\.\d+)?)\s*(?:fte)?", re.IGNORECASE)
FULL_TIME = 100


@dataclass(frozen=True)
class Part:
    """One designation: of an area, a key stage or both. `area` is as it is written."""

    area: str
    key_stage: str = ""


def without_tags(text: str) -> str:
    """Text that came out of a page: its bullets are lines, its marks are gone."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(TAG.sub("", BREAKS.sub("\n", text)))


def is_nothing(text: str) -> bool:
    """A mark people put into a cell to say that it is empty."""
    return text.strip().casefold() in NOTHING


def designations(cell: str) -> list[Part]:
    """`ITT, English` is two, `KS1 & 2` is two, `Assessment & Moderation` is one."""
    if is_nothing(cell):
        return []
    return [part for piece in _pieces(cell) for part in _parts(piece)]


def _pieces(cell: str) -> Iterator[str]:
    """Parted at commas and the like, but not inside brackets nor inside a list of key stages."""
    kept = STAGES.sub(lambda found: _sealed(found[0]), cell)
    kept = re.sub(r"\([^()]*\)", lambda found: _sealed(found[0]), kept)
    for piece in APART.split(kept):
        text = _opened(piece).strip(" *.:\t\r\u00a0")
        if not is_nothing(text):
            yield text


SEALS = {",": "\ue000", "/": "\ue001", "-": "\ue002", DASH: "\ue003", ";": "\ue004"}


def _sealed(text: str) -> str:
    return "".join(SEALS.get(letter, letter) for letter in text)


def _opened(text: str) -> str:
    for letter, seal in SEALS.items():
        text = text.replace(seal, letter)
    return text


def _parts(piece: str) -> list[Part]:
    stages = [stage for found in STAGES.finditer(piece) for stage in _stages(found[0])]
    area = STAGES.sub(" ", piece) if stages else piece
    area = re.sub(r"\(\s*(?:&|\+|and)?\s*\)", " ", area, flags=re.IGNORECASE)
    area = re.sub(r"^\W*(?:and|at|for)?\W*$", "", " ".join(area.split()), flags=re.IGNORECASE)
    area = (area.strip(f" &+-{DASH}") if stages else area)[:LONGEST_AREA]
    areas = _subjects(area)
    return [Part(one, stage) for one in areas for stage in dict.fromkeys(stages) or [""]]


def _stages(text: str) -> list[str]:
    if not re.search(r"[1-5]", text):
        return ["EYFS"]
    ranged = RANGE.search(text)
    if ranged and len(re.findall(r"[1-5]", text)) == 2:
        low, high = int(ranged[1]), int(ranged[2])
        return [f"KS{stage}" for stage in range(low, high + 1)] or [f"KS{low}", f"KS{high}"]
    return [f"KS{stage}" for stage in re.findall(r"[1-5]", text)]


def _subjects(area: str) -> list[str]:
    """“English & Maths” is two subjects; “Teaching & Learning” is one area."""
    parts = JOINED.split(area)
    if len(parts) > 1 and all(plain(part) in SUBJECTS for part in parts):
        return parts
    return [area]


def read_fte(cell: str) -> int:
    """“0.2 FTE” is 20 hundredths. ValueError says what to write instead."""
    found = FTE.fullmatch(cell.strip())
    if not found or not found[1].strip("."):
        raise ValueError("Write the part of full time as a number, such as 0.4 FTE.")
    hundredths = Decimal(found[1]) * FULL_TIME
    if hundredths != hundredths.to_integral_value():
        raise ValueError("Write the part of full time in hundredths, such as 0.33 FTE.")
    if not 0 < hundredths <= FULL_TIME:
        raise ValueError("One person's part of full time is more than 0 and at most 1.0 FTE.")
    return int(hundredths)
