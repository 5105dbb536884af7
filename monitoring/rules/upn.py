"""Unique pupil numbers (domain-reference 6.2). A UPN may be missing and may change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
_VALUE = {letter: value for value, letter in enumerate(LETTERS)} | {str(n): n for n in range(10)}
_FIRST = [LETTERS[total % 23] for total in range(23 * 60)]  # the first letter for a weighted sum


def _sum(characters: str, first_weight: int) -> int:
    return sum(weight * _VALUE[c] for weight, c in enumerate(characters, first_weight))


# Weighted sums of every year (characters 9 and 10) and serial (11 to 13), each worked once.
_YEARS = {f"{year:02d}": _sum(f"{year:02d}", 9) for year in range(100)}
_SERIALS = {
    serial: _sum(serial, 11)
    for start in range(100)
    for end in f"0123456789{LETTERS}"
    for serial in [f"{start:02d}{end}"]
}


def check_letter(body: str) -> str:
    """The first letter that belongs before the twelve characters of `body`."""
    return _FIRST[_sum(body, 2)]


@dataclass(frozen=True)
class Verdict:
    """What can be said of one number. `letter` is the one it should begin with, if it has a shape.

    `result` is "valid", "temporary", "check letter should be X" or "not a UPN".
    """

    upn: str
    result: str
    letter: str = ""
    is_temporary: bool = False


_BODY = re.compile(rf"[A-Z][0-9]{{11}}[0-9{LETTERS}]")


def verdict(written: str) -> Verdict:
    """Judge a number as a person typed it (domain-reference 6.2). Small letters are read as large.

    The issuing authority is not judged: it may have been abolished long ago.
    """
    upn = written.strip().upper()
    if not _BODY.fullmatch(upn):
        return Verdict(upn, "not a UPN")
    letter, temporary = check_letter(upn[1:]), is_temporary(upn)
    if upn[0] != letter:
        return Verdict(upn, f"check letter should be {letter}", letter, temporary)
    return Verdict(upn, "temporary" if temporary else "valid", letter, temporary)


def is_temporary(upn: str) -> bool:
    return len(upn) == 13 and not upn[12].isdigit()


def issuer(upn: str) -> str:
    """The LAESTAB of the school that gave the number out."""
    return upn[1:8]


def masked(upn: str) -> str:
    return f"{upn[:6]}…" if len(upn) > 6 else upn


def faults(upns: Sequence[str]) -> tuple[list[int], list[int]]:
    """Places of numbers of the wrong shape, and of those with the wrong check letter.

    One school's numbers share their issuer and year, whose sum is therefore kept; blanks pass.
    """
    heads = {head: _head_sum(head) for head in {upn[1:10] for upn in upns} if _is_head(head)}
    try:
        odd = [
            at
            for at, upn in enumerate(upns)
            if _FIRST[heads[upn[1:10]] + _SERIALS[upn[10:]]] != upn[0]
        ]
    except KeyError:
        return _faults_among_odd_ones(upns, heads)
    letters = [at for at in odd if upns[at][0] in LETTERS]
    return [at for at in odd if upns[at][0] not in LETTERS], letters


def _faults_among_odd_ones(
    upns: Sequence[str], heads: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    """The same where a number is missing or has a shape that no sum can be worked from."""
    shapeless: list[int] = []
    letters: list[int] = []
    for at, upn in enumerate(upns):
        try:
            total = heads[upn[1:10]] + _SERIALS[upn[10:]]
        except KeyError:
            if upn:
                shapeless.append(at)
            continue
        if _FIRST[total] != upn[0]:
            (letters if upn[0] in LETTERS else shapeless).append(at)
    return shapeless, letters


def _head_sum(head: str) -> int:
    return _sum(head[:7], 2) + _YEARS[head[7:]]


def _is_head(digits: str) -> bool:
    """Seven digits of an issuer and two of a year."""
    return len(digits) == 9 and digits.isascii() and digits.isdigit()
