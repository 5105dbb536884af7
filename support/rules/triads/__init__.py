"""A rota of triads for the terms of a year: found by solving, and explained."""

from support.rules.triads.asked import (
    FEWEST,
    ONE_GROUP_UP_TO,
    TERMS_APART,
    Asked,
    Earlier,
    Group,
    Groups,
    Member,
    Pair,
    Repeat,
    Rota,
    Round,
    pairs,
    sizes,
)
from support.rules.triads.solving import Solved, fewest_repeats, polished
from support.rules.triads.swapping import Problem, Rounds, best_of_starts, improved, problem_of
from support.rules.triads.words import group_of, notes_on, repeats_of, too_few

__all__ = [
    "FEWEST",
    "ONE_GROUP_UP_TO",
    "TERMS_APART",
    "Asked",
    "Earlier",
    "Group",
    "Groups",
    "Member",
    "Pair",
    "Repeat",
    "Rota",
    "Round",
    "explained",
    "pairs",
    "repeats_of",
    "rota",
    "sizes",
]


def rota(asked: Asked) -> Rota:
    """Everybody placed each term; as few pairs as can be meet twice within `asked.apart` terms."""
    if len(asked.members) < FEWEST:
        return Rota(notes=(too_few(asked),))
    problem = problem_of(asked)
    solved = _solved(problem)
    groups = [
        tuple(
            sorted(tuple(sorted(asked.members[school].urn for school in group)) for group in groups)
        )
        for groups in solved.rounds
    ]
    return explained(asked, groups, is_proved=solved.is_proved)


def _solved(problem: Problem) -> Solved:
    if len(problem.sizes) == 1:
        everybody: Rounds = [[list(range(problem.schools))] for _ in range(problem.terms)]
        return Solved(everybody, is_proved=True)
    found = fewest_repeats(problem, best_of_starts(problem))
    return Solved(polished(problem, improved(problem, found.rounds)), found.is_proved)


def explained(asked: Asked, rounds: list[Groups], *, is_proved: bool = False) -> Rota:
    """The same for a rota that somebody changed by hand: its groups by term, as they are now."""
    terms = [Earlier(term, groups) for term, groups in zip(asked.terms, rounds, strict=True)]
    repeats = repeats_of(asked, terms)
    by_urn = {member.urn: member for member in asked.members}
    return Rota(
        tuple(
            Round(
                term.term,
                tuple(
                    group_of(
                        [by_urn[urn] for urn in urns],
                        [r for r in repeats if r.term == term.term and set(r.pair) <= set(urns)],
                    )
                    for urns in term.groups
                ),
            )
            for term in terms
        ),
        tuple(repeats),
        tuple(notes_on(asked, repeats, is_proved=is_proved)),
        is_proved,
    )
