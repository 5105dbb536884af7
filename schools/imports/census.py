"""The school census as published with the performance tables (`england_census.csv`)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.imports import Refusal
from core.published import Cell, PublishedFile, PublishedRow, number
from schools.imports.cells import urn_of
from schools.rules.rows import CensusRow, SkippedRow

NEEDS = ("URN", "NOR")
AREA_CODES = frozenset({"NAT", "LA", "REG"})
MOST_PUPILS = 20_000_000  # England's totals are in the same file
_HUNDREDTH = Decimal("0.01")

COUNTS = {
    "pupils": "NOR",
    "girls": "NORG",
    "boys": "NORB",
    "ehc_plans": "TSENELSE",
    "sen_support": "TSENELK",
    "eal": "NUMEAL",
    "fsm": "NUMFSM",
    "fsm6": "NUMFSMEVER",
    "fsm6_base": "NORFSMEVER",
}
PERCENTS = {
    "ehc_plans_percent": "PSENELSE",
    "sen_support_percent": "PSENELK",
    "eal_percent": "PNUMEAL",
    "fsm6_percent": "PNUMFSMEVER",
}


def parse(file: PublishedFile, start_year: int) -> Iterator[CensusRow | SkippedRow | Refusal]:
    for row in file:
        yield _row(row, start_year)


def _row(row: PublishedRow, start_year: int) -> CensusRow | SkippedRow | Refusal:
    area = row.text("URN").upper()
    urn = None if area in AREA_CODES else urn_of(row, "URN")
    if isinstance(urn, Refusal):
        return urn
    school_type = row.text("SCHOOLTYPE")[:100]
    if urn is None and (area != "NAT" or not school_type):
        return SkippedRow(row.number, "totals of an area")
    values: dict[str, Any] = {"start_year": start_year, "school_type": school_type}
    codes: dict[str, str] = {}
    for field, column, cell in _cells(row):
        if cell.problem or (cell.value is not None and not 0 <= cell.value <= MOST_PUPILS):
            why = cell.problem or f"'{cell.value}' cannot be right."
            return Refusal(row.number, column, row.text(column)[:100], why)
        values[field] = cell.value
        if cell.code:
            codes[field] = cell.code
    values["codes"] = codes
    return CensusRow(row.number, urn, values if urn is None else values | {"urn": urn})


def _cells(row: PublishedRow) -> Iterator[tuple[str, str, Cell[Any]]]:
    for field, column in COUNTS.items():
        yield field, column, row.whole(column)
    for field, column in PERCENTS.items():
        yield field, column, _percent(row.text(column))


def _percent(text: str) -> Cell[Decimal]:
    """As published, though a special school once had 104.17% of its pupils with a plan.

    Two decimals are stored, so two are compared next time.
    """
    cell = number(text.removesuffix("%"))
    if cell.value is None:
        return cell
    if not 0 <= cell.value < 1000:
        return Cell(problem=f"'{text}' is not a percentage.")
    return Cell(cell.value.quantize(_HUNDREDTH, ROUND_HALF_UP))
