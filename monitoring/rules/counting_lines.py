"""What one pupil adds to each line of a kind: asked of the measures' own definitions (ADR 0011)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from core.years import AcademicYear
from monitoring.rules.kinds import Asking, Line
from monitoring.rules.measured import read_again
from monitoring.rules.measuring.compute import NotAvailable, limits_of
from monitoring.rules.measuring.dates import Entered
from monitoring.rules.measuring.definition import Definition, Limits, Pair, Row

PARTS = 1_000_000  # a total is kept in millionths, because a cell has six decimals at most


class Adds(NamedTuple):
    """One pupil in one line: whether counted, at the standard, at `more`, and what is added up."""

    counts: bool = False
    met: bool = False
    more: bool = False
    total: int = 0
    base: int = 0


NOTHING = Adds()


@dataclass
class Counter:
    """Counts the pupils of a kind in one academic year.

    `why_not` has, by line, the reason why it cannot be counted that year: not there, or pending.
    """

    asking: Asking
    year: AcademicYear
    entered: Entered
    limits: dict[str, Limits] = field(init=False, default_factory=dict)
    why_not: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.asking.lines:
            try:
                for definition in _definitions(line):
                    self.limits[definition.code] = limits_of(definition, self.year, self.entered)
            except NotAvailable as why:
                self.why_not[line.code] = str(why)

    @property
    def lines(self) -> list[Line]:
        """Those that can be counted."""
        return [line for line in self.asking.lines if line.code not in self.why_not]

    def row(self, results: Mapping[str, str]) -> Row:
        """What was kept of a pupil, as the definitions read it; a column without a cell is None."""
        return read_again(self.asking, results, self.year.start_year)

    def adds(self, results: Mapping[str, str]) -> list[Adds]:
        """What a pupil adds to each of `lines`."""
        row = self.row(results)
        return [self._adds(line, row) for line in self.lines]

    def _adds(self, line: Line, row: Row) -> Adds:
        met, *more = (one.count(row, self.limits[one.code]) for one in _definitions(line))
        if met is None:
            return NOTHING
        if line.is_rate:
            return _added(met)
        return Adds(counts=True, met=bool(met[0]), more=bool(more and more[0] and more[0][0]))


def _definitions(line: Line) -> list[Definition]:
    return [line.definition, *([line.more_definition] if line.more else [])]


def _added(pair: Pair) -> Adds:
    """Who adds nothing to either sum is not a pupil of the mean."""
    total, base = Fraction(pair[0]) * PARTS, int(pair[1])
    return Adds(counts=bool(total or base), total=int(total), base=base)


class Sums(NamedTuple):
    """A line counted over pupils."""

    pupils: int
    expected: int
    higher: int
    total: int
    base: int


def add_up(each: Iterable[Sequence[Adds]], lines: int) -> list[Sums]:
    """By line, over pupils."""
    columns = list(zip(*each, strict=True)) or [()] * lines
    return [Sums(*map(sum, zip(*column, strict=True))) if column else Sums(0, 0, 0, 0, 0)
            for column in columns]  # fmt: skip


def value_of(line: Line, total: int, base: int) -> Fraction | None:
    """A mean, a rate per 100 or a percentage of sums; None where there is nothing to divide by."""
    return Fraction(total, PARTS * base) * line.per if base else None
