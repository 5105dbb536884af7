"""What is due to a person as a file for their calendar program: one all-day event for each."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from accounts.models import User
from accounts.subscribers import absolute
from banding.models import Obligation
from banding.policies.obligations import reason_for
from banding.selectors.obligations import concerning, with_level_named

ONE_DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=365)


def calendar_of(user: User, on: date) -> bytes:
    """The list of what is due as it is today, from a year back, so that the file stays small."""
    calendar = Calendar()
    calendar.add("prodid", "-//School improvement//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "What is due")
    for one in with_level_named(concerning(user, on)).filter(due_on__gte=on - LOOKS_BACK):
        calendar.add_component(_event(one, user))
    return calendar.to_ical()


def _event(one: Obligation, user: User) -> Event:
    what = f"{one.duty}, {one.school or 'the trust'}"
    page = absolute(reverse("banding:obligation-list"))
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{page}{one.pk}")))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + ONE_DAY)
    event.add("summary", f"Done: {what}" if one.done_at else what)
    event.add("description", reason_for(user, one))
    event.add("url", page)
    event.add("transp", "TRANSPARENT")  # the day stays free for meetings
    return event
