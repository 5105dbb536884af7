"""What is wrong in a file, said to a hurried person: where, what it says, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from monitoring.rules import upn as upns
from monitoring.rules.scales import Scale


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """`alike` rows say the same in the same column; `suggestion` can be applied to all of them.

    `value` is never a name, a date of birth or a whole UPN: what is told of a pupil is in `pupil`.
    """

    row: int | None
    pupil: str
    column: str
    field: str
    value: str
    problem: str
    fix: str
    severity: Severity
    suggestion: str = ""
    alike: int = 1
    code: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True)
class Correction:
    """Read `to` wherever a field says `value`: in one row, or in all alike when `row` is None."""

    field: str
    value: str
    to: str
    row: int | None = None


class Where(NamedTuple):
    """A pupil as a person in school finds the row again, without a name."""

    year_group: str
    upn: str

    def __str__(self) -> str:
        year = f"Y{self.year_group}" if self.year_group.isdigit() else self.year_group
        end = f"ends {self.upn[-4:]}" if len(self.upn) >= 10 else "no UPN"
        return f"{year}, {end}" if year else end


class Said(NamedTuple):
    """What is wrong, what to do, and the part of the code that stays when the words change."""

    what: str
    fix: str
    kind: str

    def code(self, severity: Severity) -> str:
        """E-ROW-… when it stops the file from being sent, W-ROW-… when it is only said."""
        return f"{'E' if severity is Severity.ERROR else 'W'}-ROW-{self.kind}"


NOT_A_UPN = Said(
    "Not a UPN: it is a letter and 12 digits, or 11 digits and a letter.",
    "Correct it in your system and send the file again, or go on without the UPN.",
    "UPN",
)
NOT_A_BIRTHDAY = Said("Not a pupil's date of birth.", "Write it as 31/12/2016.", "BIRTHDAY")
LONG_NAME = Said("A name is longer than 100 characters.", "Shorten it in your system.", "NAME")
NOBODY = Said(
    "Nothing says who this pupil is.",
    "Give the UPN, or the surname and the forename, or leave the row out.",
    "NOBODY",
)
UNKNOWN_VALUE: dict[str, Said] = {
    "sex": Said("Not M or F.", "Choose one, or not known.", "SEX"),
    "disadvantaged": Said("Not yes or no.", "Choose one, or not known.", "DISADVANTAGED"),
    "eal": Said("Not yes or no.", "Choose one, or not known.", "EAL"),
    "sen": Said("Not N, K or E.", "Choose one, or not known.", "SEN"),
}


def unknown_grade(scale: Scale, subject: str, value: str) -> tuple[Said, str]:
    """What is said of it, and the code that was probably meant or nothing."""
    nearest = scale.nearest(value, subject) or ""
    if nearest:
        return Said("Not one of your grades.", f"Did you mean {nearest}?", "GRADE"), nearest
    if scale.scores:
        span = f"Scores run from {scale.scores.lowest} to {scale.scores.highest}."
        return Said(span, "Choose a score or a code, or leave the row out.", "SCORE"), ""
    codes = listed(scale.codes_for(subject))
    return Said("Not one of your grades.", f"Choose {codes}, or leave the row out.", "GRADE"), ""


def unknown_year(choices: Sequence[str]) -> Said:
    fix = f"Choose {listed(choices)}, or leave the row out."
    return Said("Not a year group here.", fix, "YEAR")


def wrong_letter(upn: str) -> Said:
    letter = upns.check_letter(upn[1:])
    return Said(f"Check letter should be {letter}.", "Kept; fix it in your system.", "LETTER")


def same_pupil(row: int) -> Said:
    return Said(f"The same pupil is in row {row}.", "Leave one of the two rows out.", "TWICE")


def listed(choices: Sequence[str]) -> str:
    """1 or 2; 1, 2 or 3; 1 to 20."""
    if len(choices) > 8:
        return f"{choices[0]} to {choices[-1]}"
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))


def rows_said(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:6]))
    more = f" and {len(rows) - 6} more" if len(rows) > 6 else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"
