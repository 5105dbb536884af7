"""Schools that started from about the same place, and how far each of them came."""

from collections.abc import Mapping
from dataclasses import dataclass

RANGE = 5  # percentage points either way


@dataclass(frozen=True)
class Change:
    """In whole per cent."""

    before: int
    after: int

    @property
    def points(self) -> int:
        return self.after - self.before


def alike(own: Change, others: Mapping[str, Change]) -> list[tuple[str, Change]]:
    """Those that started within `RANGE` of the school, by name."""
    near = {name: one for name, one in others.items() if abs(one.before - own.before) <= RANGE}
    return sorted(near.items(), key=lambda one: one[0].casefold())
