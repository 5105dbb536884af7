"""What putting an edition in force would change, against another. Values in, values out.

Days are quarter-days of one whole year on a level, so that two editions compare alike; what a
school has in a year with a change in it is its entitlement, not an effect of the edition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

HALF_TERMS, TERMS = 6, 3
# What has no date of its own (all year, as agreed, a joining school's week) is not counted.
TIMES_A_YEAR = {"half_termly": HALF_TERMS, "termly": TERMS, "yearly": 1}


@dataclass(frozen=True)
class DutyLine:
    code: str
    name: str
    times: int


@dataclass(frozen=True)
class LevelLine:
    """A level with everything a school on it has: days, duties, and what becomes of its levy."""

    code: str
    label: str
    quarter_days: int
    duties: tuple[DutyLine, ...] = ()
    levy: str = ""


@dataclass(frozen=True)
class Rules:
    """An edition as far as its effect goes.

    `core` is a school that has no level yet; `trust` are the duties that fall due once for all.
    """

    name: str
    model: str
    start_year: int
    core: LevelLine
    levels: tuple[LevelLine, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    trust: tuple[DutyLine, ...] = ()

    def level(self, code: str | None) -> LevelLine | None:
        return next((level for level in self.levels if level.code == code), None)


@dataclass(frozen=True)
class Placed:
    """A school and the code of the level it stands on."""

    name: str
    code: str | None


@dataclass(frozen=True)
class SchoolEffect:
    name: str
    level_before: str
    level_after: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class DutyEffect:
    """The duties of one level: which are gained and lost, and how often a year in all.

    What every level gains or loses is said once, in the effect, and left out here.
    """

    level: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Change:
    """A word, or a level's levy: what it was and what it would be. Empty: not said."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """`gained` and `lost` are the duties of every school; `trust` are those of the trust itself."""

    schools: list[SchoolEffect]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    duties: list[DutyEffect]
    trust: DutyEffect
    levies: list[Change]
    words: list[Change]
    homeless: list[str]
    blocks: list[str]
    warnings: list[str]

    @property
    def before(self) -> int:
        return sum(school.before for school in self.schools)

    @property
    def after(self) -> int:
        return sum(school.after for school in self.schools)

    @property
    def difference(self) -> int:
        return self.after - self.before


def times_a_year(cadence: str, *, weeks: int) -> int:
    """How often a cadence falls in a year with so many school weeks."""
    if cadence == "weekly":
        return weeks
    if cadence == "fortnightly":
        return -(-weeks // 2)
    return TIMES_A_YEAR.get(cadence, 0)


def quarter_days_a_year(quarter_days: int, unit: str, *, weeks: int) -> int:
    times = {"term": TERMS, "half_term": HALF_TERMS, "week": weeks}
    return quarter_days * times.get(unit, 1)


def effect_of(
    *,
    before: Rules | None,
    after: Rules,
    schools: Sequence[Placed],
    doubts: Sequence[str],
    blocks: Sequence[str] = (),
) -> Effect:
    """`blocks` are the reasons for which it may not be put in force; the rest is worked out."""
    homeless = [one for one in schools if one.code and after.level(one.code) is None]
    warnings = _judged_anew(homeless, before=before, after=after)
    if doubts:
        warnings.append(_open_doubts(len(doubts)))
    gained, lost, duties = _said_once(_of_levels(before, after))
    return Effect(
        schools=[_of_school(one, before=before, after=after) for one in schools],
        gained=gained,
        lost=lost,
        duties=duties,
        trust=_of_duties("The trust", before.trust if before else (), after.trust),
        levies=_levies(before, after),
        words=_changes(dict(before.words) if before else {}, dict(after.words)),
        homeless=[one.name for one in homeless],
        blocks=list(blocks),
        warnings=warnings,
    )


def _judged_anew(homeless: Sequence[Placed], *, before: Rules | None, after: Rules) -> list[str]:
    """Within a year it blocks instead: see `selectors.refusals`."""
    if not homeless or before is None or before.start_year == after.start_year:
        return []
    them = "; ".join(f"{one.name} stands on {_label(before, one.code)}" for one in homeless)
    return [f"{them}: {after.name} has no such level, so these schools are judged anew."]


def _open_doubts(many: int) -> str:
    if many == 1:
        return "One doubt is still open. It is shown beside its value until somebody settles it."
    return f"{many} doubts are still open. Each is shown beside its value until it is settled."


def _label(rules: Rules, code: str | None) -> str:
    level = rules.level(code)
    return level.label if level else str(code)


def _of_school(one: Placed, *, before: Rules | None, after: Rules) -> SchoolEffect:
    was = (before.level(one.code) or before.core) if before else None
    will = after.level(one.code) or after.core
    return SchoolEffect(
        name=one.name,
        level_before=was.label if was else "",
        level_after=will.label,
        before=was.quarter_days if was else 0,
        after=will.quarter_days,
    )


def _of_levels(before: Rules | None, after: Rules) -> list[DutyEffect]:
    """A level that is new has the duties of a school without one to be compared with."""
    return [
        _of_duties(
            level.label,
            (before.level(level.code) or before.core).duties if before else (),
            level.duties,
        )
        for level in (after.core, *after.levels)
    ]


def _of_duties(label: str, before: Sequence[DutyLine], after: Sequence[DutyLine]) -> DutyEffect:
    was = {duty.code: duty for duty in before}
    will = {duty.code: duty for duty in after}
    return DutyEffect(
        level=label,
        gained=tuple(duty.name for code, duty in will.items() if code not in was),
        lost=tuple(duty.name for code, duty in was.items() if code not in will),
        before=sum(duty.times for duty in was.values()),
        after=sum(duty.times for duty in will.values()),
    )


def _said_once(
    levels: Sequence[DutyEffect],
) -> tuple[tuple[str, ...], tuple[str, ...], list[DutyEffect]]:
    """What every level gains, what every level loses, and each level without these."""
    gained = tuple(n for n in levels[0].gained if all(n in one.gained for one in levels))
    lost = tuple(n for n in levels[0].lost if all(n in one.lost for one in levels))
    rest = [
        replace(
            one,
            gained=tuple(name for name in one.gained if name not in gained),
            lost=tuple(name for name in one.lost if name not in lost),
        )
        for one in levels
    ]
    return gained, lost, rest


def _levies(before: Rules | None, after: Rules) -> list[Change]:
    was = {level.label: level.levy for level in before.levels} if before else {}
    return _changes(was, {level.label: level.levy for level in after.levels})


def _changes(was: Mapping[str, str], will: Mapping[str, str]) -> list[Change]:
    names = [*was, *(name for name in will if name not in was)]
    changes = [Change(name, was.get(name, ""), will.get(name, "")) for name in names]
    return [change for change in changes if change.before != change.after]
