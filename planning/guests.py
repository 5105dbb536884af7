"""Whose issued self-evaluation somebody of another school may read and challenge for a time.

A later room offers its own, in `AppConfig.ready`: the people of a triad, while it lasts.
"""

from collections.abc import Callable, Iterable

from accounts.models import User
from planning.models import Plan, PlanKind

Provide = Callable[[User], Iterable[int]]  # the ids of the schools

PROVIDERS: list[Provide] = []


def come_from(provide: Provide) -> None:
    PROVIDERS.append(provide)


def schools_challenged_by(user: User) -> frozenset[int]:
    return user.once(
        "challenges", lambda: frozenset(school for one in PROVIDERS for school in one(user))
    )


def is_guest(user: User, plan: Plan) -> bool:
    return plan.kind == PlanKind.SEF and plan.school_id in schools_challenged_by(user)
