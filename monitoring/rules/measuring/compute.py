"""A measure from plain rows: numerator, denominator, value and interval.

Everything is exact (whole numbers and fractions) until the interval, which is the only float.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core.errors import DomainError
from core.imports import Refusal
from core.years import AcademicYear
from monitoring.rules.measures import Unit
from monitoring.rules.measuring.cells import Codes, Column, Unread, Value
from monitoring.rules.measuring.codes import Code
from monitoring.rules.measuring.dates import NOTHING_ENTERED, Entered, Limit, Span
from monitoring.rules.measuring.definition import Definition, Limits, Row
from monitoring.rules.percentages import Interval, progress_interval, wilson
from monitoring.rules.scales import Mark

Plain = Mapping[str, str]
"""One row as it is written: column to cell. A column of the definition may be missing only when
it is optional.
"""

SHOWN = 20  # problems said at once
_HUNDRED = {Unit.PERCENT, Unit.RATE}


class NotAvailable(DomainError):
    """There is no such measure in that year; the message says why."""


class BadRows(DomainError):
    """Cells that cannot be used, each with its row, column, value and what to write."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = list(refusals)
        lines = [
            f"Row {one.row}, {one.column}: {_cell(one.value)}. {one.reason}"
            for one in self.refusals[:SHOWN]
        ]
        more = len(self.refusals) - SHOWN
        super().__init__("\n".join([*lines, *([f"And {more} more."] if more > 0 else [])]))


def _cell(written: str) -> str:
    return f"“{written.strip()[:40]}” cannot be used" if written.strip() else "it is blank"


@dataclass(frozen=True)
class Computed:
    """`value` is a percentage, a mean, a rate per 100 or a number of pupils, by the measure's unit.

    It is None when nobody counts. The 95% interval is there for shares (Wilson) and for progress
    scores of a year whose national spread is known.
    """

    numerator: int | Fraction
    denominator: int
    value: Fraction | None
    interval: Interval | None
    left_out: int  # rows in neither


def compute(
    definition: Definition,
    rows: Iterable[Plain],
    *,
    year: AcademicYear,
    numbers: Sequence[int] | None = None,
    entered: Entered = NOTHING_ENTERED,
    scale: Sequence[Mark] | None = None,
) -> Computed:
    """Compute a measure of one academic year.

    `numbers` are the rows' numbers in their file, for refusals. `scale` is a trust's own scale for
    the columns that are judged on one. Raises `NotAvailable` or `BadRows`.
    """
    limits = limits_of(definition, year, entered)
    read = _read(definition, list(rows), numbers, year.start_year, scale)
    pairs = [definition.count(row, limits) for row in read]
    counted = [pair for pair in pairs if pair is not None]
    upper = sum((Fraction(numerator) for numerator, _ in counted), Fraction(0))
    lower = int(sum(denominator for _, denominator in counted))
    value = _value(definition, upper, lower)
    return Computed(
        numerator=int(upper) if upper.denominator == 1 else upper,
        denominator=lower,
        value=value,
        interval=_interval(definition, upper, lower, year, entered),
        left_out=len(pairs) - len(counted),
    )


def limits_of(definition: Definition, year: AcademicYear, entered: Entered) -> Limits:
    """The year's numbers that the measure needs. Raises `NotAvailable` with the reason."""
    why_not = definition.why_not(year, entered)
    if why_not:
        raise NotAvailable(f"{definition.label} is not available for {year}. {why_not}")
    found: dict[Limit, Fraction] = {}
    for limit in definition.limits:
        value = entered.limit(limit, year.start_year)
        if value is None:
            raise NotAvailable(
                f"{definition.label} is pending for {year}: the number it needs is not known yet "
                f"({limit.label}). Name another year, or enter it under Administration once it is "
                "announced."
            )
        found[limit] = value
    return found


def _value(definition: Definition, upper: Fraction, lower: int) -> Fraction | None:
    if definition.unit is Unit.PUPILS:
        return upper
    if not lower:
        return None
    return upper / lower * (100 if definition.unit in _HUNDRED else 1)


def _interval(
    definition: Definition, upper: Fraction, lower: int, year: AcademicYear, entered: Entered
) -> Interval | None:
    if definition.is_share:
        return wilson(int(upper), lower)
    spread = definition.spread and entered.limit(definition.spread, year.start_year)
    if spread and lower:
        return progress_interval(float(upper / lower), lower, float(spread))
    return None


def _read(
    definition: Definition,
    rows: list[Plain],
    numbers: Sequence[int] | None,
    year: int,
    scale: Sequence[Mark] | None,
) -> list[Row]:
    columns = [_on_scale(column, scale) for column in definition.columns]
    read: list[Row] = []
    refused: list[Refusal] = []
    for number, row in zip(numbers or range(2, len(rows) + 2), rows, strict=True):
        values, wrong = _row(columns, row, number, year)
        clash = definition.wrong(values) if definition.wrong and not wrong else None
        if clash:
            name, fix = clash
            wrong = [Refusal(number, name, row.get(name, ""), fix)]
        read.append(values)
        refused += wrong
    if refused:
        raise BadRows(refused)
    return read


def _row(
    columns: Sequence[Column], row: Plain, number: int, year: int
) -> tuple[dict[str, Value], list[Refusal]]:
    values: dict[str, Value] = {}
    wrong: list[Refusal] = []
    for column in columns:
        written = row.get(column.name, "")
        try:
            values[column.name] = column.read(written, year)
        except Unread as fix:
            wrong.append(Refusal(number, column.name, written, str(fix)))
    return values, wrong


def _on_scale(column: Column, scale: Sequence[Mark] | None) -> Column:
    if scale is None or not column.of_trust:
        return column
    return replace(column, reader=Codes(tuple(Code(mark, Span()) for mark in scale)))
