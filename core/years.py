"""The one place where dates, academic years and their many spellings are converted.

An academic year runs from 1 September to 31 August and is held by the year it starts in.
"2026 results" are the summer of 2025/26. Source: domain-reference 6.3.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

FIRST_MONTH = 9
_SPELLINGS = (
    re.compile(r"^(?P<start>\d{4})\s*[/\-\u2013]\s*(?P<end>\d{4}|\d{2})$"),  # 2026/27, 2026-2027
    re.compile(r"^(?P<start>\d{4})(?P<end>\d{2})$"),  # 202627
)


@dataclass(frozen=True, order=True)
class AcademicYear:
    start_year: int

    @classmethod
    def of(cls, on: date) -> Self:
        return cls(on.year if on.month >= FIRST_MONTH else on.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2026/27, 2026-27, 2026-2027 or 202627. One year alone is ambiguous: refused."""
        for spelling in _SPELLINGS:
            found = spelling.match(text.strip())
            if found and (int(found["start"]) + 1) % 100 == int(found["end"]) % 100:
                return cls(int(found["start"]))
        raise ValueError(f"'{text}' is not an academic year. Write it like 2026/27.")

    @classmethod
    def ending(cls, year: int) -> Self:
        """The year whose results are called "2026 results"."""
        return cls(year - 1)

    @property
    def starts_on(self) -> date:
        return date(self.start_year, FIRST_MONTH, 1)

    @property
    def ends_on(self) -> date:
        return date(self.start_year + 1, FIRST_MONTH - 1, 31)

    @property
    def end_year(self) -> int:
        return self.start_year + 1

    def __contains__(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on

    def __str__(self) -> str:
        return f"{self.start_year}/{self.end_year % 100:02d}"
