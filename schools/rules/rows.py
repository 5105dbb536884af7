"""What one row of a published file says. `number` is its row as a spreadsheet shows it."""

import enum
from dataclasses import dataclass, field
from datetime import date
from typing import Any


class Status(enum.Enum):
    OPEN = "open"
    CLOSED = "closed"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class SkippedRow:
    """A row that is rightly left out. `why` is a plural: "children's centres"."""

    number: int
    why: str


@dataclass(frozen=True)
class LinkRow:
    urn: int
    linked_urn: int
    link_type: str
    linked_name: str = ""
    established_on: date | None = None


@dataclass(frozen=True)
class EstablishmentRow:
    """A school. `values` holds only the fields its file has columns for.

    `trust_uid` is None when the row names no trust by UID; `trust_name` may still name one.
    """

    number: int
    urn: int
    values: dict[str, Any]
    status: Status = Status.OPEN
    trust_uid: int | None = None
    trust_name: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    links: tuple[LinkRow, ...] = ()


@dataclass(frozen=True)
class MembershipRow:
    """One school's place in one trust, from a GIAS group-links file."""

    urn: int
    group_uid: int
    group_name: str
    joined_on: date | None
    left_on: date | None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CensusRow:
    """`urn` is None for England's row of one school type."""

    number: int
    urn: int | None
    values: dict[str, Any]


@dataclass(frozen=True)
class GradeSaid:
    """What was said of one area: a grade's code on the area's scale, or why there is none."""

    area: str
    grade: str = ""
    missing_reason: str = ""
    graded_on: date | None = None


@dataclass(frozen=True)
class InspectionRead:
    framework: str
    values: dict[str, Any]
    grades: tuple[GradeSaid, ...] = ()


@dataclass(frozen=True)
class InspectionRow:
    """A school's row: up to one report card, one earlier graded and one ungraded inspection."""

    number: int
    urn: int
    inspections: tuple[InspectionRead, ...]
