"""What speaks for and against two schools being together, in points: fewer are better.

The weights are ours, not a document's: a kilometre is a point; unlike phases weigh as much as a
drive of 25 km, a special school among others as one of 60 km; two on one level as one of 12 km.
"""

from math import hypot

from support.rules.triads.asked import Member

FARTHEST_KM = 60  # beyond it a longer way makes no difference
UNKNOWN_KM = 20
OTHER_PHASE = 25
OTHER_KIND = 60
SAME_LEVEL = 12
METRES = 1000

STAGES = {
    "nursery": "primary",
    "primary": "primary",
    "middle_primary": "primary",
    "secondary": "secondary",
    "middle_secondary": "secondary",
    "all_through": "secondary",
    "post16": "secondary",
}
APART = {"special", "ap"}


def stage(member: Member) -> str:
    return STAGES.get(member.phase, member.phase)


def kilometres(one: Member, other: Member) -> int | None:
    """In a straight line; None where the coordinates of one are not known."""
    if one.at is None or other.at is None:
        return None
    return round(hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]) / METRES)


def points(one: Member, other: Member) -> int:
    way = kilometres(one, other)
    found = UNKNOWN_KM if way is None else min(way, FARTHEST_KM)
    stages = {stage(one), stage(other)}
    if len(stages) > 1 and "unknown" not in stages:
        found += OTHER_KIND if stages & APART else OTHER_PHASE
    if one.rank is not None and one.rank == other.rank:
        found += SAME_LEVEL
    return found
