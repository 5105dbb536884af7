"""Duties by calendar by levels make obligations. Values in, values out.

A duty falls due on the last school day of the time it is for. A duty of some levels is due when
the school stands on one of them that day; a change of level therefore leaves alone what fell due
before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from banding.rules.days import Spell, show_day
from schools.rules.calendar import SATURDAY, SchoolCalendar, TermDates

ONE_DAY = timedelta(days=1)
WEEKLY_DASHBOARD = "weekly_dashboard"  # the duty that a school's weekly figures fulfil
HOW_OFTEN = {  # of the values of Cadence that fall due
    "weekly": "every week of term",
    "fortnightly": "every fortnight of term",
    "half_termly": "half-termly",
    "termly": "termly",
    "yearly": "once a year",
    "programme_week": "in the joining programme",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Asked:
    """A duty of the edition. No level is every level; `owner` and the others are names."""

    id: int
    code: str
    name: str
    cadence: str
    owner: str
    approver: str = ""
    overseer: str = ""
    detail: str = ""
    month: int | None = None
    week: int | None = None
    is_of_the_trust: bool = False
    level_ids: frozenset[int] = frozenset()
    remind_days: int = 5
    escalate_days: int = 5


@dataclass(frozen=True)
class Wanted:
    """`period` names the time the duty is for; `school_id` None is once for the trust."""

    school_id: int | None
    duty_id: int
    code: str
    period: str
    due_on: date
    remind_on: date
    escalate_on: date
    because: str


@dataclass(frozen=True)
class Body:
    """A school, or the trust: when it is asked, and on which levels it stands meanwhile.

    `joined_on` is None unless a school joined within the year.
    """

    school_id: int | None
    first: date
    last: date
    joined_on: date | None = None
    times: tuple[Spell, ...] = ()


@dataclass(frozen=True)
class Year:
    """The days a body is in school, in the academic year from `first` to `last` and around it."""

    start_year: int
    first: date
    last: date
    terms: tuple[TermDates, ...]
    calendar: SchoolCalendar

    @cached_property
    def around(self) -> list[date]:
        terms = sorted(self.calendar.terms)
        return [day for t in terms for day in self.calendar.school_days(t.starts_on, t.ends_on)]

    @cached_property
    def days(self) -> list[date]:
        """The school days of the year itself."""
        return self.around[
            bisect_left(self.around, self.first) : bisect_right(self.around, self.last)
        ]

    @cached_property
    def weeks(self) -> list[date]:
        """The last school day of each week that has one."""
        return [list(week)[-1] for _, week in groupby(self.days, monday_of)]

    def before(self, day: date, count: int) -> date:
        """So many school days before a school day, or the first there is known."""
        return self.around[max(bisect_left(self.around, day) - count, 0)]

    def after(self, day: date, count: int) -> date:
        """So many school days after a school day; beyond the known terms, weekdays."""
        at = bisect_left(self.around, day) + count
        if at < len(self.around):
            return self.around[at]
        found = day
        for _ in range(count):
            found += ONE_DAY
            while found.weekday() >= SATURDAY:
                found += ONE_DAY
        return found


def wanted(duties: Sequence[Asked], bodies: Collection[tuple[Body, Year]]) -> Iterator[Wanted]:
    """What is asked of each of these bodies in the year."""
    for body, year in bodies:
        for duty in duties:
            if duty.is_of_the_trust == (body.school_id is None):
                yield from _of_body(duty, body, year)


def _of_body(duty: Asked, body: Body, year: Year) -> Iterator[Wanted]:
    for period, due_on in due_days(duty, year, joined_on=body.joined_on):
        time = next((t for t in body.times if t.first <= due_on <= t.last), None)
        asks = not duty.level_ids or (time is not None and time.level_id in duty.level_ids)
        if asks and body.first <= due_on <= body.last:
            yield Wanted(
                body.school_id,
                duty.id,
                duty.code,
                period,
                due_on,
                year.before(due_on, duty.remind_days),
                year.after(due_on, duty.escalate_days),
                because(duty, time if duty.level_ids else None, year.first),
            )


def due_days(duty: Asked, year: Year, *, joined_on: date | None) -> list[tuple[str, date]]:
    """Each time the duty is for, by its name, with the last school day of it."""
    start = str(year.start_year)
    if not year.days or duty.cadence not in HOW_OFTEN:
        return []
    if duty.cadence == "yearly":
        return [(start, _by_end_of(duty.month, year))]
    if duty.cadence == "programme_week":
        weeks = [day for day in year.weeks if joined_on and day >= joined_on]
        week = duty.week or 1
        return [(f"{start} week {week}", day) for day in weeks[week - 1 : week]]
    return [found for term in year.terms for found in _of_term(duty.cadence, year, term)]


def _of_term(cadence: str, year: Year, term: TermDates) -> list[tuple[str, date]]:
    weeks = [day for day in year.weeks if day in term]
    days = [day for day in year.days if day in term]
    name = f"{year.start_year} {term.name}"
    if cadence == "weekly":
        return [(_week(day), day) for day in weeks]
    if cadence == "fortnightly":
        return [(_week(day), day) for day in weeks[1::2]]
    if cadence == "half_termly":
        halves = [list(half)[-1] for _, half in groupby(days, term.half_of)]
        return [(f"{name} {term.half_of(day).name[-1]}", day) for day in halves]
    return [(name, day) for day in days[-1:]]


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _by_end_of(month: int | None, year: Year) -> date:
    """The last school day of the month, or the last before it; of the year without a month."""
    if month is None:
        return year.days[-1]
    position = (month - year.first.month) % 12
    begun = [day for day in year.days if (day.month - year.first.month) % 12 <= position]
    return begun[-1] if begun else year.days[0]


def because(duty: Asked, time: Spell | None, year_begins: date) -> str:
    """Why it is due: what asks for it, then the duty in the trust's words."""
    if time:
        since = "" if time.first <= year_begins else f" since {show_day(time.first)}"
        asked = f"{time.label}{since}"
    else:
        asked = "the trust does this" if duty.is_of_the_trust else "every school does this"
    return f"Due because {asked}: {said(duty)}"


def said(duty: Asked) -> str:
    """The document's own words, or the duty, how often, and who does what."""
    if duty.detail:
        return duty.detail.strip()
    parts = [duty.name, how_often(duty), f"by {duty.owner}"]
    parts += [f"approved by {duty.approver}"] if duty.approver else []
    parts += [f"overseen by {duty.overseer}"] if duty.overseer else []
    return f"{', '.join(parts)}."


def how_often(duty: Asked) -> str:
    if duty.month:
        return f"by the end of {MONTHS[duty.month - 1]}"
    if duty.week:
        return f"in week {duty.week} after joining"
    return HOW_OFTEN.get(duty.cadence, "")


def why_not_asked(duty: Asked | None, body: Body | None, due_on: date) -> str:
    """Why something that was asked is no longer."""
    if duty is None:
        return "The model in force does not ask for it."
    if body is None or not body.first <= due_on <= body.last:
        return "The school is not in the trust on that day."
    if duty.level_ids and not any(
        t.first <= due_on <= t.last and t.level_id in duty.level_ids for t in body.times
    ):
        return "The school does not stand on a level that asks for it on that day."
    return "The calendar has no such time any more."


# What a reader is told of an obligation today.
DONE, LATE, ESCALATED, TODAY, SOON, UPCOMING, WITHDRAWN = (
    "done", "late", "escalated", "today", "soon", "upcoming", "withdrawn",
)  # fmt: skip


def state_on(
    day: date,
    *,
    due_on: date,
    remind_on: date,
    escalate_on: date,
    is_done: bool = False,
    is_withdrawn: bool = False,
) -> str:
    if is_withdrawn:
        return WITHDRAWN
    if is_done:
        return DONE
    if day > due_on:
        return ESCALATED if day >= escalate_on else LATE
    if day == due_on:
        return TODAY
    return SOON if day >= remind_on else UPCOMING


def told_late(school_days: int, due_on: date) -> str:
    """In the holidays just after its day nothing is late by a school day yet."""
    if not school_days:
        return f"Late since {show_day(due_on)}"
    return f"Late by {school_days} school {'day' if school_days == 1 else 'days'}"


def with_whom(names: Sequence[str], since: date) -> str:
    """Whom something late has come to besides its owner, and when."""
    return f"with {' and '.join(names)} since {show_day(since)}" if names else ""
