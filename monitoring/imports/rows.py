"""What the readers of result files share: cells as figures, and one refusal for one bad row."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core import published
from core.imports import Refusal
from core.published import Cell, PublishedFile, PublishedRow
from core.years import AcademicYear
from monitoring.rules.measures import Unit
from monitoring.rules.results import Row

_TOO_LARGE = 1000  # no score, progress or average mark is near it
_TOO_MANY = 10_000_000  # England has fewer pupils
_HUNDREDTH = Decimal("0.01")


class BadCell(Exception):
    """A cell that is neither what its column holds, nor a known code, nor blank."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def each(file: PublishedFile, make: Callable[[PublishedRow], Row]) -> Iterator[Row]:
    """One answer for every row: what it says, or why it is refused."""
    for row in file:
        try:
            _check_width(row)
            yield make(row)
        except BadCell as bad:
            yield Refusal(row.number, bad.column, bad.value, bad.reason)


def _check_width(row: PublishedRow) -> None:
    if row.extra:
        reason = "The row has more cells than the header, so its columns cannot be trusted."
        raise BadCell("", row.extra[0], reason)


@lru_cache(maxsize=50_000)  # a file repeats a few thousand different cells millions of times
def read_figure(raw: str, unit: Unit) -> Cell[Decimal]:
    """A number as this unit allows it, to two decimals at most; a code; a problem; or blank."""
    if unit == Unit.PERCENT:
        return _rounded(published.percent(raw))
    if unit == Unit.PUPILS:
        return _whole(raw, range(_TOO_MANY), "a number of pupils")
    if unit == Unit.BAND:
        return _whole(raw, range(1, 6), "a progress band, 1 to 5")
    score = published.number(raw)
    if score.value is not None and abs(score.value) >= _TOO_LARGE:
        return Cell(problem=f"'{raw}' is too large to be right.")
    return _rounded(score)


def _whole(raw: str, allowed: range, what: str) -> Cell[Decimal]:
    count = published.whole(raw)
    if count.value is None:
        return Cell(code=count.code, problem=count.problem)
    if count.value not in allowed:
        return Cell(problem=f"'{raw}' is not {what}.")
    return Cell(Decimal(count.value))


def _rounded(cell: Cell[Decimal]) -> Cell[Decimal]:
    if cell.value is None or cell.value == cell.value.quantize(_HUNDREDTH):
        return cell
    return Cell(cell.value.quantize(_HUNDREDTH, ROUND_HALF_UP))


def figure_cell(row: PublishedRow, column: str, unit: Unit) -> Cell[Decimal]:
    cell = read_figure(row.text(column), unit)
    if cell.problem:
        raise BadCell(column, row.text(column), cell.problem)
    return cell


def start_year_of(text: str) -> int | None:
    """202425 or 2024/25; None when it is no academic year."""
    try:
        return AcademicYear.parse(text).start_year
    except ValueError:
        return None


def read_urn(row: PublishedRow, column: str) -> int:
    """Any six-digit URN is taken, known or not. (The oldest have five digits.)"""
    cell = row.whole(column)
    if cell.value is None or not 10_000 <= cell.value <= 999_999:
        raise BadCell(column, row.text(column), "A school's URN is a number of six digits.")
    return cell.value
