"""When the monitoring of a plan takes place: school weeks of its half-term, evenly filled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from banding.rules.days import show_day
from banding.rules.obligations import monday_of
from schools.rules.calendar import DAY, FRIDAY, SchoolCalendar, TermDates

ENOUGH_WEEKS = 4  # of a half-term, so that its first and last week can be left to other things
PLANNED, THIS_WEEK, OVERDUE, DONE, CANCELLED = (
    "planned", "this_week", "overdue", "done", "cancelled",
)  # fmt: skip
LABELS = {
    THIS_WEEK: "This week",
    OVERDUE: "Late",
    PLANNED: "Planned",
    DONE: "Done",
    CANCELLED: "Cancelled",
}
TONES = {THIS_WEEK: "watch", OVERDUE: "urgent", DONE: "good"}


@dataclass(frozen=True)
class Week:
    """The school days of one calendar week that lie in one half-term."""

    days: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]


Halves = dict[str, list[Week]]


def halves_of(terms: Sequence[TermDates], calendar: SchoolCalendar) -> Halves:
    """The weeks of each half-term (AUT1) in which there is a school day, in order.

    A term without a holiday in its middle is halved by its weeks.
    """
    halves: Halves = {}
    for term in terms:
        days = calendar.school_days(term.starts_on, term.ends_on)
        if term.half_term:
            for day in days:
                halves.setdefault(term.half_of(day).name, []).append(Week((day,)))
        else:
            weeks = _by_week([Week((day,)) for day in days])
            middle, name = (len(weeks) + 1) // 2, term.name[:3].upper()
            halves[f"{name}1"], halves[f"{name}2"] = weeks[:middle], weeks[middle:]
    return {half: _by_week(weeks) for half, weeks in halves.items()}


def _by_week(weeks: Iterable[Week]) -> list[Week]:
    days: dict[date, list[date]] = {}
    for week in weeks:
        days.setdefault(monday_of(week.first), []).extend(week.days)
    return [Week(tuple(found)) for found in days.values()]


def half_of(on: date, halves: Halves) -> str:
    """The half-term a day lies in; of a holiday the one before it, of summer's end the last."""
    begun = [half for half, weeks in halves.items() if weeks and weeks[0].first <= on]
    return begun[-1] if begun else next(iter(halves), "")


def place(half: str, halves: Halves, *, taken: Iterable[date], today: date) -> date | None:
    """The first school day of the week that has least in it already; none without such a half.

    Weeks that are over are used only where the whole half-term is, and the first and last week
    only where it is short.
    """
    weeks = halves.get(half, [])
    usual = weeks[1:-1] if len(weeks) >= ENOUGH_WEEKS else weeks
    left = [week for week in usual if week.last >= today]
    left = left or [week for week in weeks if week.last >= today] or usual
    filled = Counter(monday_of(day) for day in taken)
    free = min(left, key=lambda week: filled[monday_of(week.first)], default=None)
    return free.first if free else None


def why_not_on(on: date, calendar: SchoolCalendar) -> str:
    """What is wrong with a day to look at the school's work, or nothing."""
    if calendar.is_school_day(on):
        return ""
    if calendar.term_on(on) is None:
        why = f"{show_day(on)} is not in term time"
    elif on in calendar.closed:
        why = f"The school is closed on {show_day(on)}"
    elif on.weekday() > FRIDAY:
        why = f"{show_day(on)} is at a weekend"
    else:
        why = f"{show_day(on)} is in the half-term holiday"
    following = calendar.school_days_after(on, count=1)
    return f"{why}. The next school day is {show_day(following)}." if following else f"{why}."


def last_day(planned_on: date, *, is_any_day: bool) -> date:
    """The day after which it is late."""
    return monday_of(planned_on) + 6 * DAY if is_any_day else planned_on


def status_on(today: date, *, state: str, planned_on: date, is_any_day: bool) -> str:
    if state != PLANNED:
        return state
    if last_day(planned_on, is_any_day=is_any_day) < today:
        return OVERDUE
    return THIS_WEEK if monday_of(planned_on) <= monday_of(today) else PLANNED


def week_of(today: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = monday_of(today)
    return monday, monday + timedelta(days=6)


def show_when(planned_on: date, *, is_any_day: bool) -> str:
    return f"Week of {show_day(monday_of(planned_on))}" if is_any_day else show_day(planned_on)


def said_when(planned_on: date, *, is_any_day: bool) -> str:
    """Inside a sentence."""
    if is_any_day:
        return f"in the week of {show_day(monday_of(planned_on))}"
    return f"on {show_day(planned_on)}"
