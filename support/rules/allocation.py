"""Who helps whom in a whole term: as much need as can be met, then the least travel.

A need is met whole, by one person, or not at all. What may not be broken: a person covers the need,
has the days, has no conflict with the school and does not work there. The solver starts from what a
greedy planner would do, so it is never worse: more need met, or the same with no more travel.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from ortools.sat.python import cp_model

from core.units import QUARTERS_IN_A_DAY, show_days

UNKNOWN_MINUTES = 60  # each way, where coordinates are missing
WORK = 3.0  # of the solver's own clock, which is the same on every machine


@dataclass(frozen=True)
class Need:
    """`weight` says how much a day of it counts: the rank of the school's level."""

    key: str
    school: str
    what: str
    quarter_days: int
    weight: int = 1

    @property
    def worth(self) -> int:
        return self.quarter_days * self.weight


@dataclass(frozen=True)
class Giver:
    id: int
    name: str
    left: int


@dataclass(frozen=True)
class Problem:
    """`ways` holds minutes each way (or None) for every need and giver that fit, by their places.

    `pinned` is what somebody decided; `why_not` says of a need why those who cover it do not fit.
    """

    needs: tuple[Need, ...]
    givers: tuple[Giver, ...]
    ways: Mapping[tuple[int, int], int | None]
    pinned: Mapping[int, int] = field(default_factory=dict)
    why_not: Mapping[int, str] = field(default_factory=dict)

    def travel(self, need: int, giver: int) -> int:
        """Minutes there and back for all its days."""
        minutes = self.ways[need, giver]
        days = ceil(self.needs[need].quarter_days / QUARTERS_IN_A_DAY)
        return 2 * days * (UNKNOWN_MINUTES if minutes is None else minutes)


@dataclass(frozen=True)
class Plan:
    """Need to giver, by their places in the problem."""

    chosen: Mapping[int, int]
    met: int  # quarter-days, each as often as its need weighs
    travel: int
    helpers: int

    @property
    def order(self) -> tuple[int, int, int]:
        """The larger is the better."""
        return self.met, -self.travel, self.helpers


def plan_of(problem: Problem, chosen: Mapping[int, int]) -> Plan:
    return Plan(
        dict(sorted(chosen.items())),
        met=sum(problem.needs[need].worth for need in chosen),
        travel=sum(problem.travel(need, giver) for need, giver in chosen.items()),
        helpers=len(set(chosen.values())),
    )


def greedy(problem: Problem) -> Plan:
    """The heaviest need first, each to the nearest who still has the days."""
    left = {place: giver.left for place, giver in enumerate(problem.givers)}
    chosen = dict(problem.pinned)
    for need, giver in chosen.items():
        left[giver] -= problem.needs[need].quarter_days
    fits = _fits(problem)
    order = sorted(fits, key=lambda at: (-problem.needs[at].worth, problem.needs[at].key))
    for need in order:
        days = problem.needs[need].quarter_days
        able = [giver for giver in fits[need] if left[giver] >= days]
        if need not in chosen and able:
            best = min(able, key=lambda giver: (problem.travel(need, giver), giver))
            chosen[need], left[best] = best, left[best] - days
    return plan_of(problem, chosen)


def allocate(problem: Problem, *, work: float = WORK) -> Plan:
    """The best that was found. What is pinned is kept, whatever it costs."""
    start = greedy(problem)
    most = _solve(problem, start, work)
    least = _solve(problem, most, work, met=most.met)
    return max(start, most, least, key=lambda plan: plan.order)


def why_unmet(problem: Problem, plan: Plan, need: int) -> str:
    """Why nobody is sent, in words."""
    if need in problem.why_not:
        return problem.why_not[need]
    days = problem.needs[need].quarter_days
    fits = _fits(problem).get(need, [])
    if not any(problem.givers[giver].left >= days for giver in fits):
        return f"Nobody who covers it has {show_days(days)} days left."
    return "The days of those who cover it go to needs that weigh more."


def load_of(problem: Problem, plan: Plan) -> dict[int, int]:
    """Quarter-days by giver, of those who are sent anywhere."""
    found: dict[int, int] = defaultdict(int)
    for need, giver in plan.chosen.items():
        found[giver] += problem.needs[need].quarter_days
    return dict(sorted(found.items()))


def _fits(problem: Problem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for need, giver in sorted(problem.ways):
        found[need].append(giver)
    return found


def _solve(problem: Problem, start: Plan, work: float, *, met: int | None = None) -> Plan:
    """Without `met`, the most need; with it, the least travel that meets so much, spread widely."""
    model = cp_model.CpModel()
    sent = {way: model.new_bool_var("") for way in sorted(problem.ways)}
    _bind(model, problem, sent)
    worth = sum(problem.needs[need].worth * taken for (need, _), taken in sent.items())
    if met is None:
        model.maximize(worth)
    else:
        model.add(worth >= met)
        model.minimize(_cost(model, problem, sent))
    for (need, giver), taken in sent.items():
        model.add_hint(taken, start.chosen.get(need) == giver)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2  # twice as fast here, and nearer to the best
    solver.parameters.max_deterministic_time = work
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return start
    return plan_of(problem, {way[0]: way[1] for way, taken in sent.items() if solver.value(taken)})


Taken = dict[tuple[int, int], cp_model.IntVar]


def _bind(model: cp_model.CpModel, problem: Problem, sent: Taken) -> None:
    """Each need once at most, nobody past the days left; pinned needs are given already."""
    by_need, by_giver = defaultdict(list), defaultdict(list)
    pinned: dict[int, int] = defaultdict(int)
    for (need, giver), taken in sent.items():
        days = problem.needs[need].quarter_days
        by_need[need].append(taken)
        if need not in problem.pinned:
            by_giver[giver].append(days * taken)
        elif problem.pinned[need] == giver:
            model.add(taken == 1)
            pinned[giver] += days
    for takes in by_need.values():
        model.add_at_most_one(takes)
    for giver, loads in by_giver.items():
        model.add(sum(loads) <= max(problem.givers[giver].left - pinned[giver], 0))


def _cost(model: cp_model.CpModel, problem: Problem, sent: Taken) -> cp_model.LinearExprT:
    """Travel first; of plans with the same travel, the one that more people share."""
    by_giver = defaultdict(list)
    for (_, giver), taken in sent.items():
        by_giver[giver].append(taken)
    helpers = []
    for takes in by_giver.values():
        helps = model.new_bool_var("")
        model.add(helps <= sum(takes))
        helpers.append(helps)
    travel = sum(problem.travel(*way) * taken for way, taken in sent.items())
    return travel * (len(helpers) + 1) - sum(helpers)
