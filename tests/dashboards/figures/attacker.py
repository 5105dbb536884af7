"""Somebody with all that is shown, a pencil, and patience: an exact search over whole numbers.

The unknowns are the pupils of each school, group and outcome. Every figure that is shown, for a
school or for the trust, is an equation between them. A withheld number is safe when some other
value of it also satisfies all the equations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dashboards.figures.groups import ALL, FAMILIES, GROUPS
from dashboards.figures.rule import EXPECTED, HIGHER

Key = tuple[int, str, int]  # school, group, outcome: 0 higher, 1 expected only, 2 not met
Equation = tuple[dict[Key, int], int]  # coefficients (1 or -1), and what they come to
OUTCOMES = (0, 1, 2)
COUNTED = {0: OUTCOMES, EXPECTED: (0, 1), HIGHER: (0,)}  # pupils, expected, higher
NOT_KNOWN = {family: f"not known: {family}" for family in FAMILIES}


def number_of(schools: Iterable[int], group: str, what: int) -> dict[Key, int]:
    """Pupils (0), expected (1) or higher (2) of a group in these schools, as a sum of unknowns."""
    return {(school, group, outcome): 1 for school in schools for outcome in COUNTED[what]}


def families_add_up(schools: Iterable[int]) -> Iterator[Equation]:
    for school in schools:
        for outcome in OUTCOMES:
            for family, members in FAMILIES.items():
                parts = {(school, part, outcome): 1 for part in (*members, NOT_KNOWN[family])}
                yield parts | {(school, ALL, outcome): -1}, 0


class Attacker:
    """All that is known, and for each unknown the ends between which it must lie."""

    def __init__(self, equations: list[Equation], truth: dict[Key, int]) -> None:
        most = max(truth.values(), default=0) + 1
        bounds = _narrow(equations, dict.fromkeys(truth, (0, most)))
        assert bounds is not None, "what is shown contradicts itself"
        self.truth, self.bounds, self.equations = truth, bounds, equations
        self.open = [_open(left, bounds) for left, _ in equations]
        self.about: dict[Key, list[int]] = defaultdict(list)
        for number, (left, _) in enumerate(equations):
            for key in left:
                self.about[key].append(number)

    def can_tell(self, wanted: dict[Key, int]) -> bool:
        """Is the sum `wanted` the same in every possible world?"""
        return not self._has_neighbour(wanted) and not any(
            _solve([*self.equations, (wanted, value)], self.bounds)
            for value in self._other_values(wanted)
        )

    def _other_values(self, wanted: dict[Key, int]) -> list[int]:
        is_now = sum(self.truth[key] for key in wanted)
        low, high = (sum(self.bounds[key][end] for key in wanted) for end in (0, 1))
        return [value for value in range(low, high + 1) if value != is_now]

    def _has_neighbour(self, wanted: dict[Key, int]) -> bool:
        """A world next to the true one: some numbers one higher, as many one lower."""
        starts = [(key, step) for key in wanted for step in (1, -1) if self._may(key, step, {})]
        return any(
            self._change(key, step, {}, {}, wanted, most)
            for most in (4, 8, 10, 14, 20, len(self.truth))
            for key, step in starts
        )

    def _may(self, key: Key, step: int, changed: dict[Key, int]) -> bool:
        low, high = self.bounds[key]
        return key not in changed and low <= self.truth[key] + step <= high

    def _change(
        self,
        key: Key,
        step: int,
        changed: dict[Key, int],
        wrong: dict[int, int],
        wanted: dict[Key, int],
        most: int,
    ) -> bool:
        """Move one number, then mend the equation that leaves the fewest ways to mend it."""
        changed, wrong = changed | {key: step}, dict(wrong)
        for number in self.about[key]:
            off = wrong.pop(number, 0) + self.equations[number][0][key] * step
            if off:
                wrong[number] = off
        if not wrong:
            return bool(sum(changed.get(key, 0) for key in wanted))
        if len(changed) >= most:
            return False
        ways = min((self._ways(number, off, changed) for number, off in wrong.items()), key=len)
        return any(self._change(other, move, changed, wrong, wanted, most) for other, move in ways)

    def _ways(self, number: int, off: int, changed: dict[Key, int]) -> list[tuple[Key, int]]:
        left = self.equations[number][0]
        moves = ((key, -left[key] if off > 0 else left[key]) for key in self.open[number])
        return [(key, step) for key, step in moves if self._may(key, step, changed)]


def _open(left: dict[Key, int], bounds: dict) -> list[Key]:
    return [key for key in left if bounds[key][0] < bounds[key][1]]


def _solve(equations: list[Equation], bounds: dict) -> bool:
    """Exhaustive: narrow, guess the narrowest, and go on."""
    narrowed = _narrow(equations, bounds)
    if narrowed is None:
        return False
    guesses = [key for key, (low, high) in narrowed.items() if low < high]
    if not guesses:
        return True
    pick = min(guesses, key=lambda key: narrowed[key][1] - narrowed[key][0])
    low, high = narrowed[pick]
    return any(_solve(equations, narrowed | {pick: (v, v)}) for v in range(low, high + 1))


def _narrow(equations: list[Equation], bounds: dict) -> dict | None:
    """Narrow every unknown by every equation until nothing moves. None: it cannot be."""
    bounds, moved = dict(bounds), True
    while moved:
        moved = False
        for left, right in equations:
            ends = {key: _ends(c, bounds[key]) for key, c in left.items()}
            lows, highs = sum(a for a, _ in ends.values()), sum(b for _, b in ends.values())
            if not lows <= right <= highs:
                return None
            for key, c in left.items():
                low, high = ends[key]
                new = max(low, right - (highs - high)), min(high, right - (lows - low))
                if new != (low, high):
                    bounds[key], moved = _ends(c, new), True
    return bounds


def _ends(coefficient: int, ends: tuple[int, int]) -> tuple[int, int]:
    return ends if coefficient > 0 else (-ends[1], -ends[0])


EVERY_GROUP = (*GROUPS, *NOT_KNOWN.values())
