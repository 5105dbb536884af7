"""Every school on one line: its level, its pupils, its results beside England's, its days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboards.presenters.choice import Choice, Column
from dashboards.presenters.national import National
from dashboards.presenters.shown import PENDING, Heat, heat, pupils_of
from dashboards.presenters.standing import Standing
from dashboards.selectors.figures import BySubject, Coverage, TrustTable
from schools.models import School

MAINSTREAM = "Not asked: this is of special schools only."
SPECIAL = "Special school: compared with special schools only, so it is not on this scale."


@dataclass(frozen=True)
class Row:
    """A school's line; the trust's own has no `urn`. A `sentence` stands in place of numbers."""

    name: str
    urn: int | None = None
    cells: list[Heat] = field(default_factory=list)
    n: int | None = None
    state: str = ""
    sentence: str = ""
    standing: Standing | None = None


@dataclass(frozen=True)
class SchoolTable:
    """Makes the rows. Differences are from England where it is known, else from the trust."""

    choice: Choice
    found: TrustTable
    national: National
    coverage: Coverage
    standings: dict[int, Standing]
    pending: Mapping[str, str] = field(default_factory=dict)  # by line, why it has no figure

    @property
    def compared_with(self) -> str:
        return "England" if self.national.is_known else "the trust"

    @property
    def note(self) -> str:
        what = self.choice.what[:1].upper() + self.choice.what[1:]
        waits = "".join(f" {why}" for why in dict.fromkeys(self.pending.values()))
        return (
            f"{what} and difference from {self.compared_with} in points. "
            "No colour below 11 pupils. “withheld”: fewer than "
            f"{self.found.smallest_group} pupils, or their number could be worked out."
            f"{waits}"
        )

    def rows(self, schools: Iterable[School]) -> list[Row]:
        return [self._row(school) for school in schools]

    def total(self) -> Row | None:
        if not self.found.trust:
            return None
        trust = self.found.trust
        cells = [self._cell(trust, c, self._england(c)) for c in self.choice.columns]
        return Row("All schools together", None, cells, pupils_of(self.found.trust.values()))

    def _row(self, school: School) -> Row:
        standing = self.standings.get(school.pk)
        cells = self.found.schools.get(school.pk)
        if cells is None:
            return Row(school.name, school.urn, standing=standing, **self._why_empty(school))
        return Row(
            school.name,
            school.urn,
            cells=self._cells(cells),
            n=pupils_of(cells.values()),
            standing=standing,
        )

    def _why_empty(self, school: School) -> dict[str, Any]:
        if school.pk in self.coverage.missing_ids:
            due = self.coverage.due_day(school.pk)
            return {
                "state": "Not in yet",
                "sentence": f"Due {due:%-d %b %Y}. Earlier terms are on the school's page.",
            }
        if school.is_special != self.choice.collection.special_only:
            return {"sentence": SPECIAL if school.is_special else MAINSTREAM}
        return {"sentence": f"No figures for {self.choice}."}

    def _cells(self, cells: BySubject) -> list[Heat]:
        return [self._cell(cells, c, self._beside(c)) for c in self.choice.columns]

    def _cell(self, cells: BySubject, column: Column, beside: float | None) -> Heat:
        if column.line.code in self.pending:
            return Heat(None, None, words=PENDING)
        return heat(cells.get(column.line.code), beside, column)

    def _beside(self, column: Column) -> float | None:
        if self.national.is_known:
            return self._england(column)
        trust = self.found.trust.get(column.line.code)
        return trust.value_of(column.part) if trust else None

    def _england(self, column: Column) -> float | None:
        return self.national.same(column.measure, self.choice.group)
