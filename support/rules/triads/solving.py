"""The fewest pairs that must meet again, found and proved by OR-tools' CP-SAT solver.

Every group that could be is a choice; each school is in exactly one a term. The solver works alone
and stops after so much work, never after so much time, so that its answer does not depend on the
machine.
"""

from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from support.rules.triads.asked import Groups, Pair, pairs
from support.rules.triads.swapping import Problem, Rounds, repeats

PROVED_UP_TO = 24  # schools; beyond it the choices are too many, and repeats hardly ever needed
POLISHED_UP_TO = 12
WORK_TO_PROVE = 1.0  # the solver's own measure of work, about a second each
WORK_TO_POLISH = 0.15


@dataclass(frozen=True)
class Solved:
    """`is_proved` says that nobody can do with fewer repeats."""

    rounds: Rounds
    is_proved: bool


@dataclass
class _Model:
    model: cp_model.CpModel
    choices: Groups
    chosen: list[list[cp_model.IntVar]]  # by term, then by choice
    again: list[cp_model.IntVar]


def fewest_repeats(problem: Problem, start: Rounds) -> Solved:
    """From `start`, which is as good as the search without proof could make it."""
    if not repeats(problem, start):
        return Solved(start, is_proved=True)
    if problem.schools > PROVED_UP_TO:
        return Solved(start, is_proved=False)
    asked = _asked(problem)
    if problem.met.any():
        _hint(asked, start)
    else:
        _fix_first_term(asked, problem)
    asked.model.minimize(sum(asked.again))
    status, found = _answer(asked, problem, WORK_TO_PROVE)
    better = found if found and repeats(problem, found) < repeats(problem, start) else start
    return Solved(better, is_proved=status == cp_model.OPTIMAL)


def polished(problem: Problem, start: Rounds) -> Rounds:
    """The same number of repeats and, where there are few schools, the fewest points."""
    if problem.schools > POLISHED_UP_TO:
        return start
    asked = _asked(problem)
    _hint(asked, start)
    asked.model.add(sum(asked.again) <= repeats(problem, start))
    weight = [sum(int(problem.soft[pair]) for pair in pairs(group)) for group in asked.choices]
    asked.model.minimize(
        sum(weight[at] * one for term in asked.chosen for at, one in enumerate(term))
    )
    return _answer(asked, problem, WORK_TO_POLISH)[1] or start


def _asked(problem: Problem) -> _Model:
    model, schools = cp_model.CpModel(), range(problem.schools)
    choices = tuple(
        group for size in sorted(set(problem.sizes)) for group in combinations(schools, size)
    )
    chosen = [[model.new_bool_var("") for _ in choices] for _ in range(problem.terms)]
    for term in chosen:
        for school in schools:
            model.add_exactly_one(
                one for group, one in zip(choices, term, strict=True) if school in group
            )
        for size in set(problem.sizes):
            of_size = [one for group, one in zip(choices, term, strict=True) if len(group) == size]
            model.add(sum(of_size) == problem.sizes.count(size))
    return _Model(model, choices, chosen, _repeats_of(model, problem, choices, chosen))


def _hint(asked: _Model, start: Rounds) -> None:
    for term, groups in zip(asked.chosen, start, strict=True):
        taken = {tuple(sorted(group)) for group in groups}
        for group, one in zip(asked.choices, term, strict=True):
            asked.model.add_hint(one, group in taken)


def _repeats_of(
    model: cp_model.CpModel,
    problem: Problem,
    choices: Groups,
    chosen: list[list[cp_model.IntVar]],
) -> list[cp_model.IntVar]:
    """For each pair and term, whether it meets too soon after another meeting."""
    where: dict[Pair, list[int]] = {}
    for at, group in enumerate(choices):
        for pair in pairs(group):
            where.setdefault(pair, []).append(at)
    again = []
    for pair, groups in where.items():
        meets = [sum(term[at] for at in groups) for term in chosen]
        for term, now in enumerate(meets):
            near = range(max(0, term - problem.before), term)
            before = int(problem.met[pair]) >> term & (1 << max(0, problem.before - term)) - 1
            if not near and not before:
                continue
            flag = model.new_bool_var("")
            again.append(flag)
            for other in near:
                model.add(now + meets[other] <= 1 + flag)
            if before:
                model.add(now <= flag)
    return again


def _fix_first_term(asked: _Model, problem: Problem) -> None:
    """Where nobody has met, schools are alike to the count of repeats: any first term will do."""
    first = 0
    place = {group: at for at, group in enumerate(asked.choices)}
    for size in problem.sizes:
        group = tuple(range(first, first + size))
        asked.model.add(asked.chosen[0][place[group]] == 1)
        first += size


def _answer(
    asked: _Model, problem: Problem, work: float
) -> tuple[cp_model.CpSolverStatus, Rounds | None]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = work
    status = solver.solve(asked.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return status, None
    return status, [
        [
            list(group)
            for group, one in zip(asked.choices, term, strict=True)
            if solver.boolean_value(one)
        ]
        for term in asked.chosen
    ]
