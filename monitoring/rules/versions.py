"""What changed between two versions of a school's data, pupil by pupil and count by count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Counted = Mapping[str, int]
NOBODY: Counted = {"of": 0, "expected": 0, "higher": 0}


@dataclass(frozen=True)
class PupilThen:
    """A pupil in one version: year group, code by subject, and characteristics by name."""

    year_group: str
    results: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GradeChange:
    """Blank `was` or `now`: there was no grade in that version."""

    who: str
    year_group: str
    subject: str
    was: str
    now: str


@dataclass(frozen=True)
class Changes:
    """Pupils by pseudonym. `moved` have another year group, `described` other characteristics."""

    added: list[str]
    removed: list[str]
    moved: list[tuple[str, str, str]]
    grades: list[GradeChange]
    described: list[str]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.moved, self.grades, self.described))


def compare(
    was: Mapping[str, PupilThen], now: Mapping[str, PupilThen], subjects: Sequence[str]
) -> Changes:
    """By pseudonym, in the order of the later version; those removed in that of the earlier."""
    both = [who for who in now if who in was]
    return Changes(
        added=[who for who in now if who not in was],
        removed=[who for who in was if who not in now],
        moved=[
            (who, was[who].year_group, now[who].year_group)
            for who in both
            if was[who].year_group != now[who].year_group
        ],
        grades=[
            change for who in both for change in _grades(who, was[who], now[who], subjects)
        ],
        described=[who for who in both if was[who].facts != now[who].facts],
    )  # fmt: skip


def _grades(who: str, was: PupilThen, now: PupilThen, subjects: Sequence[str]) -> list[GradeChange]:
    pairs = [(s, was.results.get(s, ""), now.results.get(s, "")) for s in subjects]
    return [
        GradeChange(who, now.year_group, subject, before, after)
        for subject, before, after in pairs
        if before != after
    ]


@dataclass(frozen=True)
class CellChange:
    """One year group and subject in both versions; `grades` is how many pupils' grade changed."""

    was: Counted
    now: Counted
    grades: int = 0

    @property
    def is_changed(self) -> bool:
        return dict(self.was) != dict(self.now) or self.grades > 0


def _alike(was: Counted | None, now: Counted | None) -> tuple[Counted, Counted]:
    """Nobody is counted in the way the other version counts: columns of a kind have only "of"."""
    nobody = dict.fromkeys(was or now or NOBODY, 0)
    return was or nobody, now or nobody


def cell_changes(
    was: Mapping[str, Mapping[str, Any]],
    now: Mapping[str, Mapping[str, Any]],
    subjects: Sequence[str],
    grades: Sequence[GradeChange] = (),
) -> dict[tuple[str, str], CellChange]:
    """By (year group, subject), from two summaries; a year group of either version is there."""
    years = [*now, *(year for year in was if year not in now)]
    return {
        (year, subject): CellChange(
            *_alike(was.get(year, {}).get(subject), now.get(year, {}).get(subject)),
            sum(1 for one in grades if (one.year_group, one.subject) == (year, subject)),
        )
        for year in years
        for subject in subjects
    }
