"""A good rota for any number of schools: from a start, the best swap of two, again and again.

One term is mended at a time, the others as they are, until no swap in any term helps. Whole numbers
and a fixed order of starts, so the same question always has the same answer.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from support.rules.triads.asked import Asked, Groups, pairs, sizes
from support.rules.triads.costs import points

REPEAT = 1_000_000  # one pair that meets again outweighs everything else
STARTS = 12
STARTS_OF_MANY = 4
MANY = 40
ROUNDS_AT_MOST = 30

Rounds = list[list[list[int]]]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Schools by their place in a list. `met` says when two met: a bit a term, the oldest first."""

    sizes: list[int]
    terms: int
    before: int
    soft: Whole
    met: Whole
    again: Whole = field(repr=False)

    @property
    def schools(self) -> int:
        return len(self.soft)


def problem_of(asked: Asked) -> Problem:
    members, before = asked.members, asked.apart - 1
    soft = np.array([[points(one, other) for other in members] for one in members], dtype=np.int64)
    place = {member.urn: at for at, member in enumerate(members)}
    met = np.zeros((len(members), len(members)), dtype=np.int64)
    for ago, earlier in enumerate(reversed(asked.counted), start=1):
        note(met, [[place[urn] for urn in group if urn in place] for group in earlier.groups],
             before - ago)  # fmt: skip
    return Problem(sizes(len(members)), len(asked.terms), before, soft, met, _again(asked))


def note(met: Whole, groups: list[list[int]] | Groups, bit: int) -> None:
    for group in groups:
        for one, other in pairs(group):
            met[one, other] |= 1 << bit
            met[other, one] |= 1 << bit


def _again(asked: Asked) -> Whole:
    """By when two met, how many of this year's meetings come too soon after another."""
    before, terms = asked.apart - 1, len(asked.terms)
    near = (1 << before) - 1
    found = np.zeros(1 << (before + terms), dtype=np.int64)
    for met in range(len(found)):
        years = [bit for bit in range(before, before + terms) if met >> bit & 1]
        found[met] = sum(1 for bit in years if met >> (bit - before) & near)
    return found


def meetings(problem: Problem, rounds: Rounds) -> Whole:
    met = problem.met.copy()
    for term, groups in enumerate(rounds):
        note(met, groups, problem.before + term)
    return met


def repeats(problem: Problem, rounds: Rounds) -> int:
    return int(problem.again[meetings(problem, rounds)].sum()) // 2


def cost(problem: Problem, rounds: Rounds) -> int:
    soft = sum(
        int(problem.soft[one, other])
        for groups in rounds
        for group in groups
        for one, other in pairs(group)
    )
    return REPEAT * repeats(problem, rounds) + soft


def improved(problem: Problem, rounds: Rounds) -> Rounds:
    rounds = [[list(group) for group in groups] for groups in rounds]
    for _ in range(ROUNDS_AT_MOST):
        swapped = [_mend(problem, rounds, term) for term in range(problem.terms)]
        if not any(swapped):
            break
    return rounds


def _mend(problem: Problem, rounds: Rounds, term: int) -> bool:
    """Swap in one term while a swap helps; whether one did."""
    weights, groups = _weights(problem, rounds, term), rounds[term]
    schools, at = np.arange(problem.schools), np.zeros(problem.schools, dtype=np.int64)
    inside = np.zeros((problem.schools, len(groups)), dtype=np.int64)
    for number, group in enumerate(groups):
        at[group], inside[group, number] = number, 1
    helped = False
    while True:
        joining = weights @ inside
        staying = joining[schools, at]
        change = joining[:, at] - staying[:, None]
        change = change + change.T - 2 * weights
        change[at[:, None] == at[None, :]] = 0
        best = int(change.argmin())
        one, other = divmod(best, problem.schools)
        if change[one, other] >= 0:
            break
        helped = True
        inside[[one, other]] = inside[[other, one]]
        at[[one, other]] = at[[other, one]]
    rounds[term] = [np.flatnonzero(at == number).tolist() for number in range(len(groups))]
    return helped


def _weights(problem: Problem, rounds: Rounds, term: int) -> Whole:
    """What it costs that two meet in this term, the other terms being as they are."""
    bit = 1 << (problem.before + term)
    others = meetings(problem, rounds) & ~bit
    weights = problem.soft + REPEAT * (problem.again[others | bit] - problem.again[others])
    np.fill_diagonal(weights, 0)
    return weights


def starts(problem: Problem) -> Iterator[Rounds]:
    """Columns that shift against each other by one a term, then the same with schools shuffled."""
    order = list(range(problem.schools))
    shuffling = random.Random(problem.schools)  # noqa: S311 - the same order each time
    for _ in range(STARTS if problem.schools <= MANY else STARTS_OF_MANY):
        yield [_shifted(problem, order, term) for term in range(problem.terms)]
        shuffling.shuffle(order)


def _shifted(problem: Problem, order: list[int], term: int) -> list[list[int]]:
    many = len(problem.sizes)
    columns = [order[first : first + many] for first in range(0, 3 * many, many)]
    groups = [
        [column[(number + row * term) % many] for row, column in enumerate(columns)]
        for number in range(many)
    ]
    for extra, school in enumerate(order[3 * many :]):
        groups[(extra + 3 * term) % many].append(school)
    return groups


def best_of_starts(problem: Problem) -> Rounds:
    found = [improved(problem, start) for start in starts(problem)]
    return min(found, key=lambda rounds: cost(problem, rounds))
