"""When the next look at a plan is due, where no duty of the model says so."""

from collections.abc import Sequence
from datetime import date, timedelta

from schools.rules.calendar import TermDates


def half_ends(terms: Sequence[TermDates]) -> list[date]:
    """The last day of each half-term, in order."""
    halves = [t.half_term[0] - timedelta(days=1) for t in terms if t.half_term]
    return sorted([*halves, *(t.ends_on for t in terms)])


def next_due(
    *, starts_on: date, ends_on: date, last: date | None, terms: Sequence[TermDates]
) -> date:
    """The first end of a half-term since the last look (or the start); at the latest its end."""
    since = last or starts_on
    return min((day for day in half_ends(terms) if since < day < ends_on), default=ends_on)
