"""The cells of the page on which targets are typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitoring.models import Aim, AimKind, BenchmarkLevel, YearGroup
from monitoring.rules import targets as rules
from monitoring.rules.columns import LABELS
from monitoring.rules.grids import GridProblem
from monitoring.selectors.targets import SUBJECTS


@dataclass(frozen=True)
class Cell:
    """`stands` is what is saved where that is not what was typed: two people's numbers differ."""

    name: str
    label: str
    value: str
    problem: str
    stands: str


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Year:
    label: str
    level: Cell
    levels: list[tuple[str, str]]
    rows: list[Row]


def typed_as(aims: Iterable[Aim]) -> dict[str, str]:
    """What stands, as the cells of the page."""
    cells = {}
    for aim in aims:
        cells[rules.cell(aim.year_group, aim.subject, aim.kind)] = str(aim.percent)
        if aim.level:
            cells[rules.level_cell(aim.year_group)] = aim.level
    return cells


def grid_of(
    years: Sequence[str],
    typed: Mapping[str, str],
    beside: Mapping[str, str],
    problems: Iterable[GridProblem],
) -> list[Year]:
    """The eldest year group first, as on the other pages on which counts are typed.

    `beside` is what is saved, where two people's numbers are to be compared; else what was typed.
    """
    said = {problem.cell: problem.sentence for problem in problems}

    def cell(name: str, label: str) -> Cell:
        value, stands = typed.get(name, ""), beside.get(name, "")
        differs = value.strip() != stands.strip()
        return Cell(name, label, value, said.get(name, ""), (stands or "empty") if differs else "")

    return [
        Year(
            label=YearGroup(year).label,
            level=cell(rules.level_cell(year), f"{YearGroup(year).label}: benchmark"),
            levels=[("", "Choose"), *BenchmarkLevel.choices],
            rows=[
                Row(
                    LABELS.get(subject, "All three"),
                    [
                        cell(rules.cell(year, subject, kind), rules.named((year, subject, kind)))
                        for kind in AimKind.values
                    ],
                )
                for subject in SUBJECTS
            ],
        )
        for year in reversed(years)
    ]
