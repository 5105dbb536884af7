"""What a collection costs those who give it: the cells they are asked to fill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """`cells` is `pupils` (of the year groups asked, once each time they are asked) by subject."""

    pupils: int
    cells: int
    collections: int


def cost_of(
    asked: Iterable[tuple[Iterable[str], int]], pupils_by_year: Mapping[str, int]
) -> Cost | None:
    """Of collections, each its year groups and how many subjects. None where no roll is known."""
    if not pupils_by_year:
        return None
    pupils = cells = collections = 0
    for year_groups, subjects in asked:
        own = sum(pupils_by_year.get(year, 0) for year in year_groups)
        pupils, cells, collections = pupils + own, cells + own * subjects, collections + 1
    return Cost(pupils, cells, collections)
