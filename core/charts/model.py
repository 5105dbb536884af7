"""What a chart says, apart from how it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Value = float | None
Role = Literal["main", "second", "third", "fourth", "comparator"]
Kind = Literal["line", "bar"]

DECIMALS = 1


@dataclass(frozen=True)
class Series:
    """One line or set of bars; `values`, `low` and `high` run along the chart's `x_labels`.

    None is a gap and is never joined over: nobody was assessed in 2020 and 2021. `low` and `high`
    are the ends of an interval. `role` decides colour and marker, alike on every page: the school
    or trust itself is main, what it is compared with is comparator.
    """

    name: str
    values: Sequence[Value]
    low: Sequence[Value] = ()
    high: Sequence[Value] = ()
    dashed: bool = False
    role: Role = "main"

    def runs(self) -> Iterator[list[int]]:
        """Positions of values that stand next to each other: what a line may join."""
        run: list[int] = []
        for position, value in enumerate(self.values):
            if value is not None:
                run.append(position)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def interval(self, position: int) -> tuple[float, float] | None:
        if position >= min(len(self.low), len(self.high)):
            return None
        low, high = self.low[position], self.high[position]
        return None if low is None or high is None else (low, high)

    @property
    def last(self) -> int | None:
        return max((at for at, value in enumerate(self.values) if value is not None), default=None)


@dataclass(frozen=True)
class Chart:
    """`unit` follows every number ("%"); `y_range` is found from the figures when not given."""

    title: str
    kind: Kind
    x_labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    y_range: tuple[float, float] | None = None
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for series in self.series:
            for numbers in (
                series.values,
                series.low or series.values,
                series.high or series.values,
            ):
                if len(numbers) != len(self.x_labels):
                    raise ValueError(f"{series.name} does not have one value for each label.")

    @property
    def is_empty(self) -> bool:
        return all(series.last is None for series in self.series)

    @property
    def columns(self) -> list[str]:
        return [series.name for series in self.series]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The same numbers as a table: a label, then what each series says there."""
        return [
            (label, [self.show(series.values[at]) for series in self.series])
            for at, label in enumerate(self.x_labels)
        ]

    def show(self, value: Value) -> str:
        return "no figure" if value is None else f"{plain(value)}{self.unit}"


def plain(value: float) -> str:
    """64 or 63.5: one decimal at most, and none that says nothing."""
    return f"{round(value, DECIMALS):g}"
