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
    """`alike` rows say the same in the same column; `suggestion` can be applied to all of them."""

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


Said = tuple[str, str]
"""What is wrong, and what to do."""

NOT_A_UPN: Said = (
    "Not a UPN: it is a letter and 12 digits, or 11 digits and a letter.",
    "Correct it in your system and send the file again, or go on without the UPN.",
)
NOT_A_BIRTHDAY: Said = ("Not a pupil's date of birth.", "Write it as 31/12/2016.")
NOBODY: Said = (
    "Nothing says who this pupil is.",
    "Give the UPN, or the surname and the forename, or leave the row out.",
)
UNKNOWN_VALUE: dict[str, Said] = {
    "sex": ("Not M or F.", "Choose one, or not known."),
    "disadvantaged": ("Not yes or no.", "Choose one, or not known."),
    "eal": ("Not yes or no.", "Choose one, or not known."),
    "sen": ("Not N, K or E.", "Choose one, or not known."),
}


def unknown_grade(scale: Scale, subject: str, value: str) -> tuple[str, str, str]:
    """What is wrong, what to do, and the code that was probably meant."""
    nearest = scale.nearest(value, subject) or ""
    if nearest:
        return "Not one of your grades.", f"Did you mean {nearest}?", nearest
    if scale.scores:
        span = f"Scores run from {scale.scores.lowest} to {scale.scores.highest}."
        return span, "Choose a score or a code, or leave the row out.", ""
    codes = listed(scale.codes_for(subject))
    return "Not one of your grades.", f"Choose {codes}, or leave the row out.", ""


def unknown_year(choices: Sequence[str]) -> Said:
    return "Not a year group here.", f"Choose {listed(choices)}, or leave the row out."


def wrong_letter(upn: str) -> Said:
    letter = upns.check_letter(upn[1:])
    return f"Check letter should be {letter}.", "Kept; fix it in your system."


def same_pupil(row: int) -> Said:
    return f"The same pupil is in row {row}.", "Leave one of the two rows out."


def listed(choices: Sequence[str]) -> str:
    """1 or 2; 1, 2 or 3; 1 to 20."""
    if len(choices) > 8:
        return f"{choices[0]} to {choices[-1]}"
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))


def rows_said(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:6]))
    more = f" and {len(rows) - 6} more" if len(rows) > 6 else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"
