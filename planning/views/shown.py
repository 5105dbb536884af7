"""What pages of the schedule share: a row with its status in words, and the places beside it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.places import Link
from accounts.roles import Can
from people.policies import reads_everybody
from planning.models import MonitoringActivity
from planning.policies.plans import why_not
from planning.policies.schedule import check_can_schedule
from planning.rules.scheduling import LABELS, TONES, show_when
from planning.selectors.schedule import status_of
from schools.models import School

PLACES = (
    ("Schedule", "planning:schedule-school", Can.READ_PLANS),
    ("What answers what", "planning:triangulation-school", Can.READ_PLANS),
    ("Governor cycle", "planning:cycle-school", Can.READ_PLANS),
)
TRUST_PLACES = (
    ("Plans", "planning:plan-browse"),
    ("Monitoring", "planning:schedule-list"),
    ("Across schools", "planning:triangulation-trust"),
)
TALENT = ("Expertise for priorities", "planning:talent-map")  # who reads the whole register


def links(school: School, user: User, route: str) -> list[Link]:
    """The pages about how a plan is watched, as far as this person may see them."""
    return [
        Link(label, reverse(name, args=[school.urn]), name == route)
        for label, name, can in PLACES
        if holds(user, can, school)
    ]


def trust_links(user: User, route: str) -> list[Link]:
    """For who reads whole plans."""
    if not holds_anywhere(user, Can.READ_PLANS):
        return []
    places = (*TRUST_PLACES, TALENT) if reads_everybody(user) else TRUST_PLACES
    return [Link(label, reverse(name), name == route) for label, name in places]


def rows(activities: Iterable[MonitoringActivity], today: date) -> list[dict[str, Any]]:
    return [row(one, today) for one in activities]


def row(one: MonitoringActivity, today: date) -> dict[str, Any]:
    status, record = status_of(one, today), getattr(one, "record", None)
    return {
        "one": one,
        "status": LABELS[status],
        "tone": TONES.get(status, "neutral"),
        "when": show_when(record.on, is_any_day=False)
        if record
        else show_when(one.planned_on, is_any_day=one.is_any_day),
        "is_left_over": one.is_from_plan and one.line_id is None,
    }


def may_schedule(user: User, school: School) -> bool:
    return not why_not(check_can_schedule, user, school)
