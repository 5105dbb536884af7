"""Where one can go from any list of support: a line of choices at its head."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can

PLACES = [
    ("Visits", "support:visit-list", Can.READ_VISITS),
    ("Diary", "support:diary-list", Can.READ_VISITS),
    ("Capacity", "support:capacity-detail", Can.VIEW_CAPACITY),
    ("Triads", "support:triad-list", Can.VIEW_TRIADS),
    ("Groups", "support:group-list", Can.VIEW_GROUPS),
    ("Requests", "support:request-list", Can.VIEW_REQUESTS),
    ("Deployments", "support:deployment-list", Can.VIEW_DEPLOYMENTS),
    ("Plan a term", "support:allocation-plan", Can.BROKER_SUPPORT),
]


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    is_here: bool


def places_for(user: User, here: str) -> list[Choice]:
    return [
        Choice(label, reverse(route), route == here)
        for label, route, can in PLACES
        if holds_anywhere(user, can)
    ]
