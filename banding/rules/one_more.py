"""Who is one criterion away from the level next to theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MET = "met"


@dataclass(frozen=True)
class LevelTest:
    """A level's criteria that must be met, by id, in order; it may build on another level."""

    level_id: int
    rank: int
    criteria: tuple[int, ...]
    builds_on: int | None = None


@dataclass(frozen=True)
class OneMore:
    """The one criterion between a school and the next level, and what is found of it so far."""

    level_id: int
    criterion_id: int
    answer: str


def one_more(
    tests: Sequence[LevelTest], level_id: int, answers: Mapping[int, str]
) -> list[OneMore]:
    """The levels next to this one with all but one criterion met; none if nothing is found."""
    by_id = {test.level_id: test for test in tests}
    ranked = sorted(tests, key=lambda test: test.rank)
    here = [test.level_id for test in ranked].index(level_id)
    beside = [ranked[at] for at in (here - 1, here + 1) if 0 <= at < len(ranked)]
    found = []
    for test in beside if answers else []:
        missing = [one for one in needed(test, by_id) if answers.get(one) != MET]
        if len(missing) == 1:
            found.append(OneMore(test.level_id, missing[0], answers.get(missing[0], "unknown")))
    return found


def needed(test: LevelTest, by_id: Mapping[int, LevelTest]) -> list[int]:
    """Its own criteria and those of every level it builds on."""
    found, seen = list(test.criteria), {test.level_id}
    while test.builds_on and test.builds_on in by_id and test.builds_on not in seen:
        test = by_id[test.builds_on]
        seen.add(test.level_id)
        found += test.criteria
    return found
