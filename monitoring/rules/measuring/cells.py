"""How one cell of a plain file is read, and what to write instead when it cannot be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from monitoring.rules.measuring.codes import Code, in_year, only_in
from monitoring.rules.scales import Mark, plain
from monitoring.rules.values import NO, YES

Value = int | Fraction | bool | str | Mark | None
"""A score, an amount, yes or no, a word of a short list, a code, or None where a blank is allowed.
"""


class Unread(ValueError):
    """The cell cannot be used. The words say what to write there."""


class Reader(Protocol):
    def read(self, written: str, year: int) -> Value:
        """The value of a cell that is not blank, in an academic year; or raise `Unread`."""

    def allowed(self, year: int) -> str:
        """What may be written, in words: “a whole number from 0 to 25, A or L”."""

    @property
    def codes(self) -> Sequence[Code]:
        """The codes that may stand there."""


@dataclass(frozen=True)
class Column:
    """A column of the file, under the glossary's name (domain-reference 9).

    `may_be_blank`: a blank leaves the pupil out. `is_optional`: the whole column may be missing,
    and then reads as blank.
    """

    name: str
    reader: Reader
    may_be_blank: bool = False
    is_optional: bool = False
    of_trust: bool = False  # its codes are the trust's own scale, which may be another

    def read(self, written: str, year: int) -> Value:
        if not plain(written):
            if self.may_be_blank or self.is_optional:
                return None
            raise Unread(f"Write {self.reader.allowed(year)}.")
        return self.reader.read(written, year)


def _code(codes: Sequence[Code], written: str, year: int, allowed: str) -> Mark:
    found = in_year(codes, year).get(plain(written))
    if found:
        return found
    other = only_in(codes, written)
    when = f"This code was in use {other}. " if other else ""
    raise Unread(f"{when}Write {allowed}.")


def _said(codes: Sequence[Code], year: int) -> list[str]:
    return list(dict.fromkeys(mark.code for mark in in_year(codes, year).values()))


def _listed(parts: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


@dataclass(frozen=True)
class Codes:
    """A code of a list, and nothing else."""

    codes: Sequence[Code]

    def read(self, written: str, year: int) -> Mark:
        return _code(self.codes, written, year, self.allowed(year))

    def allowed(self, year: int) -> str:
        return _listed(_said(self.codes, year))


@dataclass(frozen=True)
class Score:
    """A whole number between two, or a code that says why there is none.

    Not every number between them need be possible in a year (domain-reference 3.5).
    """

    lowest: int
    highest: int
    codes: Sequence[Code] = ()

    def read(self, written: str, year: int) -> int | Mark:
        number = plain(written).removesuffix(".0")
        if number.isascii() and number.isdigit() and len(number) < 10:
            if self.lowest <= int(number) <= self.highest:
                return int(number)
            known = in_year(self.codes, year).get(number)
            if known:
                return known
            raise Unread(f"Write {self.allowed(year)}.")
        return _code(self.codes, written, year, self.allowed(year))

    def allowed(self, year: int) -> str:
        span = f"a whole number from {self.lowest} to {self.highest:,}"
        return _listed([span, *_said(self.codes, year)])


@dataclass(frozen=True)
class Amount:
    """A number that may have decimals, kept exactly."""

    lowest: int
    highest: int
    codes: Sequence[Code] = ()

    def read(self, written: str, year: int) -> Fraction:
        number = written.strip().replace("\u2212", "-")
        if not re.fullmatch(r"[+-]?\d{1,6}(\.\d{1,6})?", number, re.ASCII):
            raise Unread(f"Write {self.allowed(year)}.")
        found = Fraction(number)
        if not self.lowest <= found <= self.highest:
            raise Unread(f"Write {self.allowed(year)}.")
        return found

    def allowed(self, year: int) -> str:
        return f"a number from {self.lowest} to {self.highest}"


@dataclass(frozen=True)
class Months:
    """An age in years and months, 9:06, as months. 9.6 could be either, so it is refused."""

    codes: Sequence[Code] = ()

    def read(self, written: str, year: int) -> int:
        found = re.fullmatch(r"(\d{1,2}):(\d{1,2})", written.strip(), re.ASCII)
        if not found or int(found[2]) > 11 or not 3 <= int(found[1]) <= 19:
            raise Unread(f"Write {self.allowed(year)}.")
        return int(found[1]) * 12 + int(found[2])

    def allowed(self, year: int) -> str:
        return "years and months with a colon, such as 9:06"


@dataclass(frozen=True)
class YesNo:
    codes: Sequence[Code] = ()

    def read(self, written: str, year: int) -> bool:
        if plain(written) in YES:
            return True
        if plain(written) in NO:
            return False
        raise Unread(f"Write {self.allowed(year)}.")

    def allowed(self, year: int) -> str:
        return "yes or no"


@dataclass(frozen=True)
class Word:
    """A word of a short list; nothing is counted by it, it says which pupils."""

    words: Sequence[str]
    codes: Sequence[Code] = ()

    def read(self, written: str, year: int) -> str:
        if plain(written) in self.words:
            return plain(written)
        raise Unread(f"Write {self.allowed(year)}.")

    def allowed(self, year: int) -> str:
        return _listed(self.words)


@dataclass(frozen=True)
class Grade:
    """A GCSE grade as points, 9 to 1, or a code without points.

    Combined science is a pair, 5-4, and counts as the mean of the two.
    """

    codes: Sequence[Code]
    is_pair: bool = False

    def read(self, written: str, year: int) -> Fraction | Mark:
        grade = plain(written)
        if re.fullmatch("[1-9]", grade):
            return Fraction(grade)
        pair = re.fullmatch("([1-9])-([1-9])", grade)
        if self.is_pair and pair and int(pair[1]) - int(pair[2]) in {0, 1}:
            return Fraction(int(pair[1]) + int(pair[2]), 2)
        return _code(self.codes, written, year, self.allowed(year))

    def allowed(self, year: int) -> str:
        pair = ["a pair such as 5-4"] if self.is_pair else []
        return _listed(["a grade from 9 to 1", *pair, *_said(self.codes, year)])
