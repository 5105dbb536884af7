"""What others did for a school's priorities. Each later room offers its own, in `AppConfig.ready`.

A provider offers only what this person may see, for all the schools at one cost.
"""

from collections.abc import Callable, Collection, Iterable

from accounts.models import User
from planning.rules.triangulation import Help
from schools.models import School

# School ids with what was given there in the academic year that starts in a year.
Provide = Callable[[User, Collection[School], int], Iterable[tuple[int, Help]]]

PROVIDERS: list[Provide] = []


def come_from(provide: Provide) -> None:
    PROVIDERS.append(provide)


def given_to(user: User, schools: Collection[School], start_year: int) -> dict[int, list[Help]]:
    found: dict[int, list[Help]] = {}
    for provide in PROVIDERS:
        for school_id, one in provide(user, schools, start_year):
            found.setdefault(school_id, []).append(one)
    return found
