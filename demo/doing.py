"""What was due is done, month by month, by whoever owes it; a little is left late, as anywhere."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from banding import services
from banding.models import Duty, Obligation
from banding.rules.obligations import WEEKLY_DASHBOARD
from demo.cast import Cast
from demo.timeline import Event, moment
from demo.weeks import FIRST
from schools.models import School

YEARS = {2025: date(2025, 9, 5), 2026: date(2026, 9, 4)}
MONTHS = [(2025, month) for month in (10, 11, 12)] + [(2026, month) for month in range(1, 13)]
SOME_LEFT, ONE_IN = date(2026, 9, 1), 17  # of what fell due in the last month of a year
NOTE = "Done."


def events(cast: Cast) -> Iterator[Event]:
    for year, on in YEARS.items():
        compiling = partial(services.compile_obligations, actor=None, start_year=year)
        yield Event(moment(on, 12), compiling)
    for year, month in MONTHS:
        first = date(year, month, 1)
        yield Event(moment(first, 8), partial(_catch_up, cast, first))


def _catch_up(cast: Cast, until: date) -> None:
    before = min(until, timezone.localdate())
    due = Obligation.objects.to_do().filter(due_on__lt=before).for_listing()
    due = due.exclude(code=WEEKLY_DASHBOARD, start_year=FIRST.year)  # done by giving the week
    for place, one in enumerate(due):
        is_left = until >= SOME_LEFT and one.due_on < SOME_LEFT and place % ONE_IN == 0
        actor = None if is_left else _who_does(cast, one.duty, one.school)
        if actor:
            services.mark_done(actor=actor, obligation_id=one.pk, note=NOTE)


def _who_does(cast: Cast, duty: Duty, school: School | None) -> User | None:
    """Whoever may say so. Nobody, where the story has no one who signs in for it."""
    own = [party.role for party in (duty.owner, duty.approver) if party and party.role]
    overseer = [duty.overseer.role] if duty.overseer and duty.overseer.role else []
    for role in own or overseer or [Role.EXECUTIVE]:
        person = cast.who_acts(Role(role), school.urn if school else None)
        if person:
            return person
    return None
