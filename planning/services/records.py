"""Recording what monitoring found: what was strong, what comes next, and no grade of a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, WrongState
from planning import verbs
from planning.models import (
    MONITORING_ACTIVITY,
    ActivityState,
    MonitoringActivity,
    MonitoringRecord,
    Priority,
)
from planning.policies import schedule as policies
from planning.services.schedule import check_priority, check_stamp, locked_activity


@dataclass(frozen=True)
class Seen:
    on: date
    observers: str
    strengths: str = ""
    next_steps: str = ""
    focus: str = ""
    year_groups: Sequence[str] = ()
    priority: Priority | None = None


@transaction.atomic
def record_monitoring(
    *, actor: User, activity_id: int, version: int, seen: Seen
) -> MonitoringRecord:
    """The activity is done by it. A record is put right by recording again."""
    one = locked_activity(activity_id)
    policies.check_can_record(actor, one)
    if one.state == ActivityState.CANCELLED:
        raise WrongState("This monitoring was cancelled. Plan it again first, then record it.")
    check_stamp(one, version)
    if seen.on > timezone.localdate():
        raise DomainError(
            "Monitoring is recorded once it has been done: choose a day that has come."
        )
    if seen.on not in one.academic_year:
        raise DomainError(f"Choose a day of {one.academic_year}.")
    if not (seen.strengths.strip() or seen.next_steps.strip()):
        raise DomainError("Write what was strong or what comes next.")
    check_priority(seen.priority, one.school)
    record = MonitoringRecord.objects.filter(activity=one).first()
    before = {"on": record.on, "observers": record.observers} if record else None
    record = record or MonitoringRecord(activity=one, made_by=actor)
    record.on, record.observers = seen.on, seen.observers.strip()
    record.strengths, record.next_steps = seen.strengths.strip(), seen.next_steps.strip()
    record.full_clean()
    record.save()
    _mark_done(one, seen)
    journal.record(
        actor=actor,
        verb=verbs.ACTIVITY_RECORDED,
        target=one,
        school=one.school,
        before=before,
        after={"on": record.on, "observers": record.observers, "priority": one.priority_id},
    )
    return record


def _mark_done(one: MonitoringActivity, seen: Seen) -> None:
    if one.state != ActivityState.DONE:
        MONITORING_ACTIVITY.check(one.state, ActivityState.DONE)
        one.state = ActivityState.DONE
    one.priority, one.focus = seen.priority, seen.focus.strip()
    one.year_groups = list(seen.year_groups)
    one.version += 1
    one.full_clean()
    one.save()
