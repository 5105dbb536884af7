"""Two things timed in turn, and what came of it."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

Nothing = Callable[[], Any]


@dataclass(frozen=True)
class Ratio:
    """`ours` against `plain`, in seconds. The target is a most, or (`at_least`) a least; without
    one the ratio is only said.
    """

    name: str
    ours: float
    plain: float
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def value(self) -> float:
        return self.ours / self.plain

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target


def timed(act: Nothing) -> float:
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def paired(
    ours: Callable[[], float], plain: Callable[[], float], *, rounds: int
) -> tuple[float, float]:
    """The medians of two measurements taken in turn, after one of each that does not count.

    Taken in turn, a machine that is busy with something else slows both.
    """
    ours(), plain()
    pairs = [(ours(), plain()) for _ in range(rounds)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)
