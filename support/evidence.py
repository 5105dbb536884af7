"""Visit notes that were shared, as evidence for a judgement. Nobody's draft is among them."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from banding.evidence import Offered
from banding.models import EvidenceKind
from banding.rules.days import show_day
from schools.models import School
from support.selectors import visible_visits

LATEST = 6


def offered_visits(school: School, user: User) -> Iterable[Offered]:
    """When and what for, and not what was found: those who approve need not be note readers."""
    shared = visible_visits(user).shared().filter(school=school).for_listing()
    for visit in shared[:LATEST]:
        yield Offered(
            kind=EvidenceKind.VISIT,
            key=str(visit.pk),
            text=f"Visit note, {show_day(visit.on)}: {visit.kind_said}",
            on=visit.on,
            url=reverse("support:visit-detail", args=[visit.pk]),
        )
