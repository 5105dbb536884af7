"""What a document that somebody sent says: its paragraphs and tables in order, as plain text.

Pure data. Rows and columns count from 1, as people count them.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self, TypeAlias

BODY = "body"


@dataclass(frozen=True)
class Words:
    """A paragraph. `where` is body, or what it stands in: page header, footnote, text box.

    `level` is 1 to 9 for a heading.
    """

    kind: ClassVar[str] = "words"
    text: str
    level: int = 0
    where: str = BODY


@dataclass(frozen=True)
class Box:
    """A cell, and how many columns and rows it covers. `fill` is its colour: 00B050, or empty."""

    row: int
    column: int
    text: str
    across: int = 1
    down: int = 1
    fill: str = ""


@dataclass(frozen=True)
class Grid:
    kind: ClassVar[str] = "grid"
    name: str
    boxes: tuple[Box, ...]

    @property
    def width(self) -> int:
        return max((box.column + box.across - 1 for box in self.boxes), default=0)

    def rows(self) -> Iterator[tuple[int, list[Box]]]:
        """Each row that has a cell, with the cells that cover it from left to right."""
        by_row: dict[int, list[Box]] = {}
        for box in self.boxes:
            for row in range(box.row, box.row + box.down):
                by_row.setdefault(row, []).append(box)
        for row in sorted(by_row):
            yield row, sorted(by_row[row], key=lambda box: box.column)


Part: TypeAlias = Words | Grid


@dataclass(frozen=True)
class Paper:
    """`notes` say in words what of the file was not read."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        parts = [{"kind": one.kind} | asdict(one) for one in self.parts]
        return {"parts": parts, "notes": list(self.notes)}

    @classmethod
    def told(cls, plain: dict[str, Any]) -> Self:
        return cls(tuple(map(_part, plain["parts"])), tuple(plain["notes"]))


def _part(plain: dict[str, Any]) -> Part:
    if plain["kind"] == Words.kind:
        return Words(plain["text"], plain["level"], plain["where"])
    return Grid(plain["name"], tuple(Box(**box) for box in plain["boxes"]))
