"""The statement of days: what a school is entitled to, what it was given, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Entitled:
    offer_line_id: int
    activity: str
    quarter_days: int
    because: str


@dataclass(frozen=True)
class StatementLine:
    """All in quarter-days. An entitlement is a floor, so more may be given than is entitled."""

    activity: str
    entitled: int
    given: int
    because: str

    @property
    def left(self) -> int:
        return max(self.entitled - self.given, 0)

    @property
    def beyond(self) -> int:
        return max(self.given - self.entitled, 0)


BEYOND_THE_OFFER = "given beyond the entitlement of this year"


def state(
    entitled: Sequence[Entitled], given: Mapping[int, int], activities: Mapping[int, str]
) -> list[StatementLine]:
    """Entitled lines in their order, then what was given on other lines.

    `given` holds quarter-days by offer line, `activities` the name of each of those lines.
    """
    lines = [
        StatementLine(
            line.activity, line.quarter_days, given.get(line.offer_line_id, 0), line.because
        )
        for line in entitled
    ]
    own = {line.offer_line_id for line in entitled}
    return lines + [
        StatementLine(activities[line], 0, days, BEYOND_THE_OFFER)
        for line, days in given.items()
        if line not in own and days
    ]
