"""What a chief executive should look at first, and why. Values in, sentences out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

ENOUGH_PUPILS = 11  # IDSR reports groups of at least 11 pupils (domain-reference 3.11)
MARKED_CHANGE = 8  # percentage points, for the same children
YEAR_GROUPS = ("R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")


class Weight(IntEnum):
    """The order of the list: what needs a person today comes first."""

    LATE_RETURN = 0
    MARKED_FALL = 1
    PROPOSAL = 2
    OVERDUE = 3
    MARKED_RISE = 4


TONES = {
    Weight.LATE_RETURN: "urgent",
    Weight.MARKED_FALL: "urgent",
    Weight.PROPOSAL: "watch",
    Weight.OVERDUE: "watch",
    Weight.MARKED_RISE: "good",
}


@dataclass(frozen=True)
class Attention:
    """One thing to look at: whose it is, what it is, and the reason it is on the list."""

    weight: Weight
    urn: int
    headline: str
    detail: str
    size: int = 0

    @property
    def tone(self) -> str:
        return TONES[self.weight]


@dataclass(frozen=True)
class Share:
    """So many of so many pupils; either may be unknown because it is withheld."""

    numerator: int | None
    denominator: int | None

    @property
    def points(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator


def same_children_before(cohort: str, start_year: int, term: int) -> tuple[str, int, int] | None:
    """The cohort, year and term (1 autumn … 3 summer) in which the same children were seen before.

    In autumn they were a year group lower, in the summer of the year before.
    """
    if term > 1:
        return cohort, start_year, term - 1
    place = YEAR_GROUPS.index(cohort) if cohort in YEAR_GROUPS else 0
    return (YEAR_GROUPS[place - 1], start_year - 1, 3) if place else None


def a_year_before(cohort: str, start_year: int, term: int) -> tuple[str, int, int] | None:
    """The same children a year ago: a year group lower, in the same term."""
    place = YEAR_GROUPS.index(cohort) if cohort in YEAR_GROUPS else 0
    return (YEAR_GROUPS[place - 1], start_year - 1, term) if place else None


def change_for_same_children(
    *,
    urn: int,
    school: str,
    measure: str,
    before: Share,
    now: Share,
    before_was: str,
    lower_is_better: bool = False,
) -> Attention | None:
    """A fall or rise worth a sentence: enough children both times, and a marked change.

    Where lower is better a rise needs attention as a fall does elsewhere.
    """
    was, is_now = before.points, now.points
    if was is None or is_now is None:
        return None
    if min(before.denominator or 0, now.denominator or 0) < ENOUGH_PUPILS:
        return None
    change = round(is_now - was)
    if abs(change) < MARKED_CHANGE:
        return None
    direction = "down" if change < 0 else "up"
    return Attention(
        weight=Weight.MARKED_FALL if (change < 0) is not lower_is_better else Weight.MARKED_RISE,
        urn=urn,
        headline=f"{school}: {measure} {direction} {abs(change)} points",
        detail=(
            f"{now.numerator} of {now.denominator} pupils now; the same children were at "
            f"{round(was)}% in {before_was}."
        ),
        size=abs(change),
    )


def late_return(*, urn: int, school: str, due_on: date, today: date) -> Attention | None:
    """Nothing before the due day has passed: what is not in yet is on the page anyway."""
    late = (today - due_on).days
    if late <= 0:
        return None
    days = "1 day" if late == 1 else f"{late} days"
    return Attention(
        weight=Weight.LATE_RETURN,
        urn=urn,
        headline=f"{school}: return {days} late",
        detail="The trust's figures leave the school out until it comes.",
        size=late,
    )


def overdue_actions(*, urn: int, school: str, how_many: int, oldest: date) -> Attention:
    actions = "1 action" if how_many == 1 else f"{how_many} actions"
    return Attention(
        weight=Weight.OVERDUE,
        urn=urn,
        headline=f"{school}: {actions} overdue",
        detail=f"Agreed on visits; the oldest was due {oldest.day} {oldest:%b %Y}.",
        size=how_many,
    )


def proposal(
    *, urn: int, school: str, current: str | None, proposed: str, reason: str
) -> Attention:
    """`current` and `proposed` are levels by the trust's own names, such as Band C."""
    change = f"{current} to {proposed}" if current else proposed
    return Attention(
        weight=Weight.PROPOSAL,
        urn=urn,
        headline=f"{school}: {change} proposed",
        detail=f"{reason} It waits for a decision.",
    )


def most_pressing(found: Iterable[Attention | None], *, at_most: int) -> list[Attention]:
    """The first few, heaviest first; of two alike the larger, then by name."""
    there = [item for item in found if item]
    return sorted(there, key=lambda a: (a.weight, -a.size, a.headline))[:at_most]
