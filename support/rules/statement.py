"""The statement of days: what a school is entitled to, what is planned, was given, is left.

All are quarter-days. An entitlement is a plan and a floor, not a cap (improvement-models.md, “Days
and roles”), so more may be planned and given than a school is entitled to: that is `beyond`, and

    entitled + beyond = planned + given + left

for each line, whatever was booked, moved, cancelled, given, taken back or carried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Entitled:
    offer_line_id: int
    activity: str
    quarter_days: int
    because: str


@dataclass(frozen=True)
class Moved:
    """What the ledger holds of one line: days carried in (or out, below nought) and the others."""

    planned: int = 0
    given: int = 0
    carried: int = 0
    bespoke: int = 0

    @property
    def is_anything(self) -> bool:
        return any((self.planned, self.given, self.carried, self.bespoke))


NOTHING = Moved()


@dataclass(frozen=True)
class StatementLine:
    """`offered` follows from the level and the offer; a bespoke item has none that is set."""

    activity: str
    offered: int
    moved: Moved
    because: str
    offer_line_id: int = 0
    is_bespoke: bool = False

    @property
    def entitled(self) -> int:
        """Below nought when more was carried on to the next year than this one came to."""
        return self.offered + self.moved.carried + self.moved.bespoke

    @property
    def planned(self) -> int:
        return self.moved.planned

    @property
    def given(self) -> int:
        return self.moved.given

    @property
    def left(self) -> int:
        return max(self.entitled - self.planned - self.given, 0)

    @property
    def beyond(self) -> int:
        return max(self.planned + self.given - self.entitled, 0)

    @property
    def reconciles(self) -> bool:
        return (
            self.entitled + self.beyond == self.planned + self.given + self.left
            and self.planned >= 0
            and self.given >= 0
        )


BEYOND_THE_OFFER = "beyond the entitlement of this year"
FROM_THE_MENU = "bespoke menu, which sets no days"


def state(
    entitled: Sequence[Entitled],
    moved: Mapping[int, Moved],
    activities: Mapping[int, str],
    menu: frozenset[int] = frozenset(),
) -> list[StatementLine]:
    """Entitled lines in their order, then what the ledger holds of other lines.

    `activities` holds the name of each line the ledger names, `menu` those of the bespoke menu.
    """
    lines = [
        StatementLine(
            line.activity,
            line.quarter_days,
            moved.get(line.offer_line_id, NOTHING),
            line.because,
            line.offer_line_id,
        )
        for line in entitled
    ]
    own = {line.offer_line_id for line in entitled}
    return lines + [
        StatementLine(
            activities[line],
            0,
            days,
            FROM_THE_MENU if line in menu else BEYOND_THE_OFFER,
            line,
            is_bespoke=line in menu,
        )
        for line, days in moved.items()
        if line not in own and days.is_anything
    ]


@dataclass(frozen=True)
class Totals:
    entitled: int
    planned: int
    given: int
    left: int
    beyond: int


def totals(lines: Sequence[StatementLine]) -> Totals:
    return Totals(
        entitled=sum(line.entitled for line in lines),
        planned=sum(line.planned for line in lines),
        given=sum(line.given for line in lines),
        left=sum(line.left for line in lines),
        beyond=sum(line.beyond for line in lines),
    )
