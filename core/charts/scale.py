"""Where things go: round ticks for the axis, and labels that do not sit on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from core.charts.model import Chart

MOST_TICKS = 6
ROUND_STEPS = (1, 2, 2.5, 5, 10)
ROOM = 0.08


@dataclass(frozen=True)
class Scale:
    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """How far up the axis a value is, 0 to 1, kept within it."""
        return min(max((value - self.low) / (self.high - self.low), 0), 1)


def scale_of(chart: Chart) -> Scale:
    low, high = chart.y_range or _found_range(chart)
    step = _round_step((high - low) / (MOST_TICKS - 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return Scale(first * step, last * step, tuple(n * step for n in range(first, last + 1)))


def _found_range(chart: Chart) -> tuple[float, float]:
    numbers = [
        number
        for series in chart.series
        for number in (*series.values, *series.low, *series.high)
        if number is not None
    ]
    low, high = min(numbers, default=0), max(numbers, default=1)
    if chart.kind == "bar":
        low, high = min(low, 0), max(high, 0)
    room = (high - low) * ROOM or 1
    if chart.kind == "bar":
        return low, high or 1
    wide = (low - room, high + room)
    return (max(wide[0], 0), min(wide[1], 100)) if chart.unit == "%" else wide


def _round_step(at_least: float) -> float:
    power = 10 ** floor(log10(at_least))
    return next(step * power for step in ROUND_STEPS if step * power >= at_least * 0.999)


def spread(places: Sequence[float], *, apart: float, low: float, high: float) -> list[float]:
    """Move the places of labels, little, so that neighbours are `apart` within low to high."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = [0.0] * len(places)
    floor_at = low
    for at in order:
        moved[at] = max(places[at], floor_at)
        floor_at = moved[at] + apart
    ceiling = high
    for at in reversed(order):
        moved[at] = min(moved[at], ceiling)
        ceiling = moved[at] - apart
    return moved
