"""How one cell is read: each reader gives the value, or BAD when a person has to say."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

Reader = Callable[[str], Any]


class _Bad:
    def __repr__(self) -> str:
        return "BAD"


BAD: Final = _Bad()

NOT_KNOWN = frozenset(
    {"", "-", "?", "U", "N/A", "NK", "UNKNOWN", "NOT KNOWN", "REF", "REFUSED", "NOT", "NOBT",
     "NOT OBTAINED", "NOT YET OBTAINED"}
)  # fmt: skip
YES = frozenset({"Y", "YES", "T", "TRUE", "1", "P", "PP", "EAL", "DIS", "FSM6", "✓"})
NO = frozenset({"N", "NO", "F", "FALSE", "0", "NOT PP", "NON-PP", "NONE"})
ENGLISH = frozenset({"ENGLISH", "ENG", "ENB", "EN", "BELIEVED TO BE ENGLISH"})
SEN = {
    "N": "N", "NO SEN": "N", "NONE": "N", "NO": "N", "NO SPECIAL EDUCATIONAL NEED": "N",
    "K": "K", "SEN SUPPORT": "K", "SUPPORT": "K", "SENS": "K", "SEN": "K",
    "E": "E", "EHCP": "E", "EHC PLAN": "E", "EHC": "E", "EDUCATION, HEALTH AND CARE PLAN": "E",
    "S": "E", "STATEMENT": "E",
}  # fmt: skip
SEXES = {
    "F": "F",
    "FEMALE": "F",
    "GIRL": "F",
    "G": "F",
    "M": "M",
    "MALE": "M",
    "BOY": "M",
    "B": "M",
}
MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

_YEARS = ["N1", "N2", "R", *map(str, range(1, 15)), "X"]


def _year_spellings() -> dict[str, str]:
    found = {
        "RECEPTION": "R",
        "REC": "R",
        "YR": "R",
        "YEAR R": "R",
        "FS2": "R",
        "F2": "R",
        "0": "R",
    }
    found |= {"NURSERY 1": "N1", "NURSERY 2": "N2", "FS1": "N2", "F1": "N2"}
    for code in _YEARS:
        found |= {f"{before}{code}": code for before in ("", "Y", "Y ", "YR ", "YEAR ", "NC YEAR ")}
    found |= {
        f"{before}{n:02d}": str(n) for n in range(1, 10) for before in ("", "Y", "YR", "YEAR ")
    }
    found |= {f"YR{n}": str(n) for n in range(1, 15)} | {f"YEAR{n}": str(n) for n in range(1, 15)}
    return found


YEAR_GROUPS: Mapping[str, str] = _year_spellings()


def plain(cell: str) -> str:
    return " ".join(cell.upper().split())


def year_group(cell: str) -> Any:
    return YEAR_GROUPS.get(plain(cell).removesuffix(".0"), BAD)


def sex(cell: str) -> Any:
    written = plain(cell)
    return "" if written in NOT_KNOWN else SEXES.get(written, BAD)


def yes_or_no(cell: str) -> Any:
    """True, False or None for not known."""
    written = plain(cell)
    if written in YES:
        return True
    if written in NO:
        return False
    return None if written in NOT_KNOWN else BAD


def sen(cell: str) -> Any:
    written = plain(cell)
    return "" if written in NOT_KNOWN else SEN.get(written, BAD)


def first_language(cell: str) -> Any:
    """EAL read from the name of a first language: anything but English is another."""
    written = plain(cell)
    if written in ENGLISH:
        return False
    known = yes_or_no(cell)
    return True if known is BAD and _is_language(written) else known


def _is_language(written: str) -> bool:
    return len(written) >= 3 and all(part.isalpha() for part in written.replace("-", " ").split())


def birthday(cell: str, *, today: date) -> Any:
    """A date of birth, day first. None when blank; BAD when it is no date a pupil can have."""
    if not cell.strip():
        return None
    born = birthday_in(cell)
    return born if born and 1 < today.year - born.year < 23 else BAD


def birthday_in(cell: str) -> date | None:
    """The date that is written, whatever day it is; None when it is no date."""
    try:
        return _date(cell.strip())
    except (ValueError, KeyError, OverflowError):
        return None


def year_by_age(born: date, start_year: int) -> str:
    """The year group most pupils of this birthday are in; blank outside N1 to 14.

    Reception in the year that starts in Y was born from 1 September Y-5 to 31 August Y-4, and so on
    (domain-reference 6.3). Only for a file that gives no year group: a pupil may be out of it.
    """
    at = start_year - 4 - born.year - (born.month >= 9)
    codes = {-2: "N1", -1: "N2", 0: "R"}
    return codes.get(at, str(at) if 1 <= at <= 14 else "")


def _date(written: str) -> date:
    parts = written.replace("/", "-").replace(".", "-").replace(" ", "-").split("-")
    first, second, third = parts[:3]
    if len(parts) > 3 and not all(set(rest) <= set("0:") for rest in parts[3:]):
        raise ValueError(written)
    month = int(second) if second.isdigit() else MONTHS[second[:3].lower()]
    if len(first) == 4:
        return date(int(first), month, int(third))
    year = int(third)
    return date(2000 + year if len(third) == 2 else year, month, int(first))
