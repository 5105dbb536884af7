"""Two outcomes side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from banding.rules.what_if import Counted, Outcome, SchoolOutcome, TermOutcome


@dataclass(frozen=True)
class Moved:
    key: str
    name: str
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class SchoolMoved:
    """`before` is None for a school more, `after` for a school less."""

    key: str
    name: str
    before: SchoolOutcome | None
    after: SchoolOutcome | None

    @property
    def change(self) -> int:
        return _days(self.after) - _days(self.before)

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class TermMoved:
    before: TermOutcome
    after: TermOutcome

    @property
    def change(self) -> int:
        return self.after.asked - self.before.asked


@dataclass(frozen=True)
class Difference:
    quarter_days: int
    obligations: int
    capacity: int | None
    schools: tuple[SchoolMoved, ...]
    activities: tuple[Moved, ...]
    duties: tuple[Moved, ...]
    terms: tuple[TermMoved, ...]

    @property
    def moved(self) -> list[SchoolMoved]:
        return [school for school in self.schools if school.is_moved]

    @property
    def added(self) -> int:
        return sum(school.before is None for school in self.schools)

    @property
    def removed(self) -> int:
        return sum(school.after is None for school in self.schools)


def compare(before: Outcome, after: Outcome) -> Difference:
    """Capacity is compared only where it is known on both sides."""
    known = before.capacity is not None and after.capacity is not None
    return Difference(
        after.quarter_days - before.quarter_days,
        after.obligations - before.obligations,
        (after.capacity or 0) - (before.capacity or 0) if known else None,
        _schools(before.schools, after.schools),
        _moved(before.activities, after.activities),
        _moved(before.duties, after.duties),
        tuple(map(TermMoved, before.terms, after.terms)),
    )


def _days(school: SchoolOutcome | None) -> int:
    return school.quarter_days if school else 0


def _schools(
    before: Sequence[SchoolOutcome], after: Sequence[SchoolOutcome]
) -> tuple[SchoolMoved, ...]:
    was, now = ({school.key: school for school in one} for one in (before, after))
    every = [
        SchoolMoved(key, one.name, was.get(key), now.get(key)) for key, one in (was | now).items()
    ]
    return tuple(sorted(every, key=lambda one: (one.name, one.key)))


def _moved(before: Sequence[Counted], after: Sequence[Counted]) -> tuple[Moved, ...]:
    was, now = ({one.key: one for one in side} for side in (before, after))
    return tuple(
        Moved(key, (now.get(key) or was[key]).name, _amount(was.get(key)), _amount(now.get(key)))
        for key in was | now
    )


def _amount(one: Counted | None) -> int:
    return one.amount if one else 0
