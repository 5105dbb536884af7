"""What every import of a file answers with: how many rows went where, and why a row was refused."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One row that was not taken. `row` counts from 1 at the header, as a spreadsheet shows it."""

    row: int
    column: str
    value: str
    reason: str


@dataclass
class ImportReport:
    """read = created + changed + unchanged + skipped + number refused, always."""

    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: int, column: str, value: str, reason: str) -> None:
        self.refused.append(Refusal(row, column, value, reason))

    @property
    def adds_up(self) -> bool:
        went = self.created + self.changed + self.unchanged + self.skipped + len(self.refused)
        return self.read == went

    def __add__(self, other: "ImportReport") -> "ImportReport":
        return ImportReport(
            read=self.read + other.read,
            created=self.created + other.created,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            skipped=self.skipped + other.skipped,
            refused=self.refused + other.refused,
            notes=self.notes + other.notes,
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "refused": [vars(refusal) for refusal in self.refused],
            "notes": self.notes,
        }
