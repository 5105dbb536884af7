"""Whose deployments a person sees, which days wait to be recorded, and what was given."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from schools.models import School
from schools.rules.calendar import SchoolCalendar
from schools.selectors import calendar_of
from support.models import (
    LIVE,
    Deployment,
    DeploymentDay,
    DeploymentQuerySet,
    DeploymentState,
)
from support.policies.requests import brokers
from support.rules.brief import NOTES_STAY, RECORD_WITHIN


def visible_deployments(viewer: User) -> DeploymentQuerySet:
    """All for whoever places people, own schools' for heads, and one's own while notes stay."""
    if brokers(viewer):
        return Deployment.objects.all()
    heads = schools_for(viewer, Can.AGREE_DEPLOYMENT)
    stays = timezone.localdate() - NOTES_STAY
    own = Q(person__user=viewer, ends_on__gte=stays) & ~Q(state=DeploymentState.DECLINED)
    return Deployment.objects.filter(Q(school__in=heads) | Q(home__in=heads) | own)


def has_own(user: User) -> bool:
    stays = timezone.localdate() - NOTES_STAY
    own = Deployment.objects.filter(person__user=user, ends_on__gte=stays)
    return user.once("deployments", own.exclude(state=DeploymentState.DECLINED).exists)


def own_label(user: User) -> str:
    """In the menu of who is deployed and has no other way to support."""
    if holds_anywhere(user, Can.READ_VISITS) or not has_own(user):
        return ""
    return "My deployments"


@dataclass(frozen=True)
class DayToRecord:
    """A planned day that has been, with the last school day on which it is in time."""

    day: DeploymentDay
    due_on: date
    is_overdue: bool


def days_to_record(found: QuerySet[Deployment]) -> list[DayToRecord]:
    """Those that have been and are not recorded, the longest ago first."""
    today = timezone.localdate()
    days = DeploymentDay.objects.filter(
        deployment__in=found, deployment__state__in=sorted(LIVE), recorded_at=None, on__lte=today
    )
    days = days.select_related("deployment__person", "deployment__school").order_by("on", "pk")
    calendar = calendar_of()
    return [_to_record(day, calendar, today) for day in days]


def _to_record(day: DeploymentDay, calendar: SchoolCalendar, today: date) -> DayToRecord:
    """Where no terms are known a week is five days of work."""
    due = calendar.school_days_after(day.on, count=RECORD_WITHIN) or day.on + timedelta(days=7)
    return DayToRecord(day, due, due < today)


def to_agree(viewer: User) -> DeploymentQuerySet:
    """Proposals that wait for this head: to lend, or to host."""
    heads = schools_for(viewer, Can.AGREE_DEPLOYMENT)
    waits = Q(home__in=heads, lent_at=None) | Q(school__in=heads, hosted_at=None)
    found = Deployment.objects.filter(waits, state=DeploymentState.PROPOSED)
    return found.exclude(proposed_by=viewer).exclude(person__user=viewer)


def given_by(school: School) -> DeploymentQuerySet:
    """What the school's people gave to others, with the days that were recorded."""
    recorded = DeploymentDay.objects.exclude(recorded_at=None)
    found = Deployment.objects.filter(home=school, days__in=recorded).distinct()
    days = Prefetch("days", queryset=recorded)
    return found.select_related("school", "person", "area", "review").prefetch_related(days)
