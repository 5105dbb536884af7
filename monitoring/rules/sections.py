"""The parts a school's data is given in: a subject each, and where each of them stands.

A status is derived from what is there, never stored (users-and-journeys.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from monitoring.rules import grids
from monitoring.rules.columns import LABELS
from monitoring.rules.scales import Scale

OPTIONAL = grids.ALL_SUBJECTS  # a school may give it, and may leave it
RIGHT, WRONG = "right", "wrong"
GROUPS = ("ALL", "DIS", "SEN_K", "SEN_E", "EAL", "F", "M")


class Status(StrEnum):
    NOT_REQUIRED = "Not required"
    CANNOT_START = "Cannot start yet"
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"


TONES = {
    Status.NOT_REQUIRED: "neutral",
    Status.CANNOT_START: "neutral",
    Status.NOT_STARTED: "neutral",
    Status.IN_PROGRESS: "watch",
    Status.COMPLETED: "good",
}


def name_of(subject: str) -> str:
    return LABELS.get(subject, "All three subjects")


def subject_of(code: str, subjects: Iterable[str]) -> str:
    """The one subject that a difference is about; nothing when it is about several or none."""
    named = [subject for subject in subjects if subject in code.split("-")]
    return named[0] if len(named) == 1 else ""


@dataclass(frozen=True)
class YearPart:
    """Of one year group: pupils given, of so many; None when nothing says how many there are."""

    year_group: str
    given: int
    expected: int | None

    @property
    def words(self) -> str:
        return str(self.given) if self.expected is None else f"{self.given} of {self.expected}"


def years_given(
    given: Mapping[str, int],
    years: Sequence[str],
    summary: Mapping[str, Mapping[str, Any]],
    last: Mapping[str, int],
) -> list[YearPart]:
    """Year groups, oldest first: of as many pupils as are there, or as were there last time."""
    return [
        YearPart(
            year,
            given.get(year, 0),
            summary[year]["pupils"] if year in summary else last.get(year),
        )
        for year in reversed(years)
    ]


@dataclass(frozen=True)
class Facts:
    """All that a status is derived from.

    `given` are pupils; `explained` are differences the school has said something about. `answer`
    is what the person asked said last, and `is_same` whether the subject still says what it did.
    """

    why_not_yet: str = ""
    is_required: bool = True
    given: int = 0
    errors: int = 0
    to_explain: int = 0
    explained: int = 0
    is_asked: bool = False
    answer: str = ""
    is_same: bool = False

    @property
    def stands(self) -> str:
        """The answer, as long as nothing has changed since."""
        return self.answer if self.is_same else ""


def status_of(facts: Facts) -> Status:
    if facts.why_not_yet:
        return Status.CANNOT_START
    if facts.stands == WRONG or facts.errors:
        return Status.IN_PROGRESS
    if not facts.given and not facts.explained:
        return Status.NOT_STARTED if facts.is_required else Status.NOT_REQUIRED
    waits = facts.is_asked and facts.stands != RIGHT
    return Status.IN_PROGRESS if waits or facts.to_explain else Status.COMPLETED


def left_to_do(facts: Facts, cell: str) -> list[str]:
    """What there is to settle. `cell` is a row or a cell, whichever the school sees."""
    told = []
    if facts.errors:
        told.append(f"{facts.errors} {cell}{'s' if facts.errors > 1 else ''} to fix")
    if facts.to_explain:
        many = "s" if facts.to_explain > 1 else ""
        told.append(f"{facts.to_explain} difference{many} to explain")
    return told


Described = tuple[str, str, Sequence[str]]
"""A pupil of one subject: year group, code given, and groups (`groups_of`)."""


def groups_of(
    *, sex: str, sen_provision: str, is_disadvantaged: bool | None, is_eal: bool | None
) -> list[str]:
    told = {
        "ALL": True,
        "DIS": bool(is_disadvantaged),
        "SEN_K": sen_provision == "K",
        "SEN_E": sen_provision == "E",
        "EAL": bool(is_eal),
        "F": sex == "F",
        "M": sex == "M",
    }
    return [group for group in GROUPS if told[group]]


@dataclass
class Count:
    pupils: int = 0
    counted: int = 0
    expected: int = 0
    higher: int = 0


def by_group(pupils: Iterable[Described], scale: Scale) -> dict[str, dict[str, Count]]:
    """Year group to group to what is counted: pupils, those with a result that counts, and met."""
    found: dict[str, dict[str, Count]] = {}
    for year, code, groups in pupils:
        mark = scale.marks.get(code)
        counts = mark is not None and mark.counts
        for group in groups:
            count = found.setdefault(year, {}).setdefault(group, Count())
            count.pupils += 1
            count.counted += counts
            count.expected += bool(counts and mark and mark.expected)
            count.higher += bool(counts and mark and mark.higher)
    return found
