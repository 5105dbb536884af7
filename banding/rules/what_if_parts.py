"""What a what-if is about: the trust as it stands in one year, and changes to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from banding.rules.days import Placing
from banding.rules.school_time import TermTime
from core.units import QUARTERS_IN_A_DAY
from core.years import AcademicYear

PERCENT = 100


@dataclass(frozen=True)
class Line:
    """An activity with quarter-days each `unit`; `level_id` is None for the core offer."""

    id: int
    code: str
    activity: str
    quarter_days: int
    level_id: int | None
    unit: str = "year"


@dataclass(frozen=True)
class PostTime:
    """Unknown until both `fte` and `deployable_percent` are entered; unknown is not none."""

    id: int
    name: str
    places: int = 1
    fte: Decimal | None = None
    deployable_percent: int | None = None

    def quarters(self, school_days: int) -> int | None:
        """What all its places have in so many school days, rounded down to the quarter-day."""
        if self.fte is None or self.deployable_percent is None:
            return None
        share = Fraction(self.fte) * self.places * self.deployable_percent / PERCENT
        return floor(share * school_days * QUARTERS_IN_A_DAY)


@dataclass(frozen=True)
class Asked:
    """A duty. No levels: of every school. `is_joining`: only of a school that joins."""

    id: int
    name: str
    cadence: str
    month: int | None = None
    level_ids: frozenset[int] = frozenset()
    is_of_trust: bool = False
    is_joining: bool = False


@dataclass(frozen=True)
class LevelSaid:
    id: int
    code: str
    label: str
    tone: str = "neutral"
    levy_effect: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class SchoolNow:
    """`terms` are its own where it has any; a school that is not known here has no URN."""

    key: str
    name: str
    urn: int | None = None
    placings: tuple[Placing, ...] = ()
    terms: tuple[TermTime, ...] | None = None
    is_joining: bool = False

    def level_on(self, day: date) -> int | None:
        begun = [placing for placing in self.placings if placing.from_date <= day]
        return max(begun, key=lambda placing: placing.from_date).level_id if begun else None


@dataclass(frozen=True)
class Present:
    """`from_date` is the day changed levels would count from. Rates are the trust's own levy."""

    year: AcademicYear
    from_date: date
    levels: Mapping[int, LevelSaid]
    schools: Mapping[str, SchoolNow] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    terms: tuple[TermTime, ...] = ()
    posts: tuple[PostTime, ...] = ()
    duties: tuple[Asked, ...] = ()
    rates: Mapping[int | None, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """Differences from the present, one for each thing they are about."""

    levels: Mapping[str, int] = field(default_factory=dict)
    added: tuple[SchoolNow, ...] = ()
    removed: frozenset[str] = frozenset()
    quarter_days: Mapping[int, int] = field(default_factory=dict)
    capacity: Mapping[int, tuple[Decimal, int]] = field(default_factory=dict)

    def __len__(self) -> int:
        parts = (self.levels, self.added, self.removed, self.quarter_days, self.capacity)
        return sum(len(part) for part in parts)


def changed(present: Present, changes: Changes) -> Present:
    """The present with the changes made. Their order does not matter."""
    schools = dict(present.schools)
    for key in changes.levels.keys() & schools.keys():
        schools[key] = placed(schools[key], present, changes.levels[key])
    schools |= {school.key: school for school in changes.added if school.key not in schools}
    return replace(
        present,
        schools={key: one for key, one in schools.items() if key not in changes.removed},
        lines=tuple(
            replace(line, quarter_days=changes.quarter_days.get(line.id, line.quarter_days))
            for line in present.lines
        ),
        posts=tuple(_with_capacity(post, changes) for post in present.posts),
    )


def placed(school: SchoolNow, present: Present, level_id: int) -> SchoolNow:
    """On a level from the day of the what-if; what is settled from a later day still follows."""
    label = present.levels[level_id].label
    others = tuple(p for p in school.placings if p.from_date != present.from_date)
    return replace(school, placings=(*others, Placing(level_id, label, present.from_date)))


def steady(present: Present) -> Present:
    """Every school all year on the level it ends the year on: what a full year would ask."""
    return replace(
        present,
        schools={key: _steady(school, present) for key, school in present.schools.items()},
    )


def _steady(school: SchoolNow, present: Present) -> SchoolNow:
    last = school.level_on(present.year.ends_on)
    placings: Iterable[Placing] = (
        [Placing(last, present.levels[last].label, present.year.starts_on)] if last else []
    )
    return replace(school, placings=tuple(placings))


def _with_capacity(post: PostTime, changes: Changes) -> PostTime:
    if post.id not in changes.capacity:
        return post
    fte, percent = changes.capacity[post.id]
    return replace(post, fte=fte, deployable_percent=percent)
