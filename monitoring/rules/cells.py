"""The cells of a matched column, with a person's corrections, read once per spelling."""

from collections.abc import Sequence
from typing import Any

from monitoring.rules.layouts import Columns
from monitoring.rules.problems import Correction
from monitoring.rules.values import Reader


class Cells:
    def __init__(self, found: Columns, corrections: Sequence[Correction]) -> None:
        self.found = found
        self.for_all = {(c.field, c.value): c.to for c in corrections if c.row is None}
        self.for_row = [c for c in corrections if c.row is not None]

    def __contains__(self, field: str) -> bool:
        return field in self.found.cells

    def only(self, kept: Sequence[int]) -> None:
        self.found = self.found.only(kept)

    def written(self, field: str, at: int) -> str:
        return self.found.cells[field][at].strip()

    def text(self, field: str) -> list[str]:
        """The column as text; all blank when the file has no such column."""
        if field not in self:
            return [""] * len(self.found.numbers)
        read = list(map(str.strip, self.found.cells[field]))
        corrected = {value: to for (its, value), to in self.for_all.items() if its == field}
        if corrected:
            read = [corrected.get(cell, cell) for cell in read]
        for at, to in self._by_row(field):
            read[at] = to
        return read

    def values(self, field: str, reader: Reader) -> list[Any]:
        """The column as values; the reader says BAD for what a person has to settle."""
        cells = self.found.cells[field]
        known = {raw: reader(self._corrected(field, raw.strip())) for raw in set(cells)}
        read = list(map(known.__getitem__, cells))
        for at, to in self._by_row(field):
            read[at] = reader(to)
        return read

    def _corrected(self, field: str, value: str) -> str:
        return self.for_all.get((field, value), value)

    def _by_row(self, field: str) -> list[tuple[int, str]]:
        """The places that were corrected in one row only."""
        rows = self.found.rows_of.get(field, self.found.numbers)
        return [
            (at, fix.to)
            for fix in self.for_row
            if fix.field == field
            for at, row in enumerate(rows)
            if row == fix.row
        ]
