"""What support offers as evidence for a judgement: shared visit notes, and support given to others.

Nobody's draft is among them. Support given is what Band A asks for (improvement-models.md, humber).
"""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from banding.evidence import Offered
from banding.models import EvidenceKind
from banding.rules.days import show_day
from core.units import show_days
from schools.models import School
from support.policies.requests import brokers
from support.selectors import visible_visits
from support.selectors.deployments import given_by

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


def given_deployments(school: School, user: User) -> Iterable[Offered]:
    """What the school's people did for others, in recorded days, and what it changed."""
    if not brokers(user):
        return
    for one in given_by(school)[:LATEST]:
        days = show_days(sum(day.quarter_days for day in one.days.all()))
        text = f"{one.person} gave {one.school} {days} days of {one.what}"
        review = getattr(one, "review", None)
        yield Offered(
            kind=EvidenceKind.DEPLOYMENT,
            key=str(one.pk),
            text=f"{text}: {review.get_impact_display().lower()}" if review else text,
            on=max(day.on for day in one.days.all()),
            url=reverse("support:deployment-detail", args=[one.pk]),
        )
