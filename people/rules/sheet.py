"""A register as it was written: its columns, its lines, and its own totals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from core.imports import Refusal
from people.rules.cells import Part
from people.rules.npqs import Npq


class Role(StrEnum):
    NAME = "name"
    SCHOOL = "school"
    FTE = "fte"
    NPQ = "npq"
    POST = "post"
    DESIGNATION = "designation"
    LEFT_OUT = "left out"


COUNTED = frozenset({Role.FTE, Role.NPQ, Role.POST, Role.DESIGNATION})


@dataclass(frozen=True)
class Column:
    """`heading` is the sheet's own; `kind` the code of the expertise it holds."""

    heading: str
    role: Role
    kind: str = ""


@dataclass(frozen=True)
class Given:
    """One designation of a line, and the column it stood in."""

    heading: str
    kind: str
    part: Part


@dataclass(frozen=True)
class Line:
    """One row that holds somebody, or (`places` of) capacity that has no name."""

    row: int
    name: str
    school: str
    fte: int | None = None
    given: tuple[Given, ...] = ()
    npqs: tuple[Npq, ...] = ()
    places: int = 0
    post: str = ""

    @property
    def is_unnamed(self) -> bool:
        return self.places > 0


@dataclass(frozen=True)
class Total:
    """A cell of the sheet's TOTALS row beside both ways of counting what is above it."""

    stated: float | None
    cells: int
    designations: int


@dataclass
class Sheet:
    """What was read. `cells` and `designations` count by heading, whoever the line is about."""

    columns: list[Column]
    lines: list[Line] = field(default_factory=list)
    cells: dict[str, int] = field(default_factory=dict)
    designations: dict[str, int] = field(default_factory=dict)
    totals: dict[str, Total] = field(default_factory=dict)
    problems: list[Refusal] = field(default_factory=list)

    @property
    def people(self) -> list[Line]:
        return [line for line in self.lines if not line.is_unnamed]

    @property
    def labels(self) -> list[str]:
        """Every way a school is written, in the order of the sheet."""
        return list(dict.fromkeys(line.school for line in self.lines if line.school))

    @property
    def fte(self) -> int:
        return sum(line.fte or 0 for line in self.lines)

    def counted(self) -> Iterator[Column]:
        return (column for column in self.columns if column.role in COUNTED)
