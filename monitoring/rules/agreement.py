"""How far moderators agreed with a school's teachers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitoring.rules.percentages import Interval, wilson

AGREED, CHANGED, UNRESOLVED = "agreed", "changed", "unresolved"


@dataclass(frozen=True)
class Agreement:
    """Pupils by outcome. What is unresolved was looked at and not agreed; `waiting` was not."""

    agreed: int = 0
    changed: int = 0
    unresolved: int = 0
    waiting: int = 0

    @property
    def judged(self) -> int:
        """The denominator: every pupil whose work was looked at."""
        return self.agreed + self.changed + self.unresolved

    @property
    def sampled(self) -> int:
        return self.judged + self.waiting

    @property
    def interval(self) -> Interval | None:
        """95%, in percent; None before anything is judged."""
        return wilson(self.agreed, self.judged)

    def is_withheld(self, smallest: int) -> bool:
        """Too few were judged to say it outside the school (domain-reference 3.11).

        How teachers judge is not how pupils do: 9 of 10 agreed tells of no child's grade.
        """
        return self.judged < smallest

    def __add__(self, other: "Agreement") -> "Agreement":
        """Pooled: pupils are added, never rates."""
        return Agreement(
            self.agreed + other.agreed,
            self.changed + other.changed,
            self.unresolved + other.unresolved,
            self.waiting + other.waiting,
        )


def agreement(outcomes: Iterable[str]) -> Agreement:
    """Counted from the outcome of each sampled pupil; an empty one has not been judged."""
    given = list(outcomes)
    return Agreement(
        given.count(AGREED), given.count(CHANGED), given.count(UNRESOLVED), given.count("")
    )


def pooled(each: Iterable[Agreement]) -> Agreement:
    return sum(each, Agreement())


def said(found: Agreement, held_on: date) -> str:
    """9 of 10 agreed, June 2026."""
    return f"{found.agreed} of {found.judged} agreed, {held_on:%B %Y}"


def range_said(found: Agreement) -> str:
    """The interval for people: 60% to 98%; empty before anything is judged."""
    interval = found.interval
    return f"{round(interval.low)}% to {round(interval.high)}%" if interval else ""
