"""Making a school's monitoring schedule from its plans, and planning it anew by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile, SayWhy, WrongState
from core.years import AcademicYear
from planning import verbs
from planning.models import (
    MONITORING_ACTIVITY,
    ActivityState,
    MonitoringActivity,
    MonitoringLine,
    Priority,
)
from planning.policies import schedule as policies
from planning.rules.scheduling import Halves, halves_of, place, why_not_on
from planning.selectors.schedule import lines_of
from planning.services.plans import lock_school
from schools.models import School
from schools.selectors import calendar_of, years_of_terms

CHANGED = "Somebody changed this monitoring after you opened it."
FOLLOWED = ("priority_id", "kind", "focus", "who")  # of a line, while nobody planned otherwise
SAID = ("kind", "focus", "who", "year_groups", "planned_on", "is_any_day", "state")


@dataclass(frozen=True)
class Made:
    """`homeless` are lines whose half-term is not in the calendar yet."""

    added: int = 0
    moved: int = 0
    homeless: int = 0


@dataclass(frozen=True)
class Planned:
    """What a person says of one activity."""

    kind: str
    who: str
    planned_on: date
    is_any_day: bool = True
    focus: str = ""
    year_groups: Sequence[str] = ()
    priority: Priority | None = None
    doer: User | None = None


@transaction.atomic
def make_schedule(*, actor: User, school: School, start_year: int) -> Made:
    """Put on the schedule what the school's plans ask, in school weeks that have least in them.

    Made again it adds only what is new. What nobody has planned by hand follows its line; what
    somebody has stays as it is.
    """
    lock_school(school)
    policies.check_can_schedule(actor, school)
    year = years_of_terms(start_year).of(school.pk)
    halves = halves_of(year.terms, year.calendar)
    if not halves:
        raise DomainError(
            f"The term dates of {AcademicYear(start_year)} are not known yet, so there are no "
            "weeks to plan in. An administrator enters them."
        )
    there = MonitoringActivity.objects.filter(school=school, start_year=start_year)
    by_line = {one.line_id: one for one in there.select_related("school") if one.line_id}
    taken = list(there.standing().values_list("planned_on", flat=True))
    counts = Counter[str]()
    for line in lines_of(school, start_year):
        one = by_line.get(line.pk)
        counts[_follow(actor, one, line, halves, taken) if one else _add(line, halves, taken)] += 1
    made = Made(counts["added"], counts["moved"], counts["homeless"])
    if made.added or made.moved:
        after = {"year": str(AcademicYear(start_year))} | vars(made)
        journal.record(
            actor=actor, verb=verbs.SCHEDULE_MADE, target=school, school=school, after=after
        )
    return made


def _add(line: MonitoringLine, halves: Halves, taken: list[date]) -> str:
    on = place(line.half_term, halves, taken=taken, today=timezone.localdate())
    if on is None:
        return "homeless"
    plan = line.priority.plan
    one = MonitoringActivity(
        school=plan.school, start_year=plan.start_year, line=line, is_from_plan=True, planned_on=on
    )
    _take_over(one, line)
    taken.append(on)
    return "added"


def _follow(
    actor: User, one: MonitoringActivity, line: MonitoringLine, halves: Halves, taken: list[date]
) -> str:
    """Bring it up to its line, and out of a half-term or a day where it can no longer be."""
    if one.planned_at or one.state != ActivityState.PLANNED:
        return "kept"
    was = _said(one)
    days = {day for week in halves.get(line.half_term, []) for day in week.days}
    if one.planned_on not in days:
        on = place(line.half_term, halves, taken=taken, today=timezone.localdate())
        if on is None:
            return "homeless"
        taken.remove(one.planned_on)
        taken.append(on)
        one.planned_on = on
    elif all(getattr(one, name) == getattr(line, name) for name in FOLLOWED):
        return "kept"
    one.version += 1
    _take_over(one, line)
    _note(verbs.ACTIVITY_REPLANNED, actor, one, before=was)
    return "moved"


def _take_over(one: MonitoringActivity, line: MonitoringLine) -> None:
    for name in FOLLOWED:
        setattr(one, name, getattr(line, name))
    one.full_clean()
    one.save()


@transaction.atomic
def add_activity(*, actor: User, school: School, planned: Planned) -> MonitoringActivity:
    """Monitoring that no line of a plan asks for."""
    lock_school(school)
    policies.check_can_schedule(actor, school)
    one = MonitoringActivity(
        school=school, start_year=AcademicYear.of(planned.planned_on).start_year
    )
    _write(actor, one, planned)
    _note(verbs.ACTIVITY_ADDED, actor, one)
    return one


@transaction.atomic
def replan_activity(
    *, actor: User, activity_id: int, version: int, planned: Planned
) -> MonitoringActivity:
    """Plan it otherwise, or again what was cancelled. It stays as a person says from now on."""
    one = locked_activity(activity_id)
    policies.check_can_plan(actor, one)
    if one.state == ActivityState.DONE:
        raise WrongState("This monitoring is done. Change its record instead.")
    check_stamp(one, version)
    was = _said(one)
    if one.state == ActivityState.CANCELLED:
        MONITORING_ACTIVITY.check(one.state, ActivityState.PLANNED)
        one.state = ActivityState.PLANNED
        one.cancelled_at, one.cancelled_by, one.cancelled_because = None, None, ""
    one.version += 1
    _write(actor, one, planned)
    _note(verbs.ACTIVITY_REPLANNED, actor, one, before=was)
    return one


@transaction.atomic
def cancel_activity(
    *, actor: User, activity_id: int, version: int, because: str
) -> MonitoringActivity:
    one = locked_activity(activity_id)
    policies.check_can_plan(actor, one)
    check_stamp(one, version)
    MONITORING_ACTIVITY.check(one.state, ActivityState.CANCELLED)
    if not because.strip():
        raise SayWhy("Say why it is cancelled, so that a reader of the plan knows.")
    one.state, one.cancelled_because = ActivityState.CANCELLED, because.strip()
    one.cancelled_at, one.cancelled_by = timezone.now(), actor
    one.version += 1
    one.full_clean()
    one.save()
    _note(verbs.ACTIVITY_CANCELLED, actor, one, also={"because": one.cancelled_because})
    return one


def locked_activity(activity_id: int) -> MonitoringActivity:
    MonitoringActivity.objects.select_for_update().get(pk=activity_id)
    return MonitoringActivity.objects.select_related("school", "priority").get(pk=activity_id)


def check_stamp(one: MonitoringActivity, version: int) -> None:
    if one.version != version:
        raise EditedMeanwhile(CHANGED)


def check_priority(priority: Priority | None, school: School) -> None:
    if priority and (priority.plan.school_id != school.pk or priority.removed_at):
        raise DomainError("Choose a priority that stands in this school's plan.")


def _write(actor: User, one: MonitoringActivity, planned: Planned) -> None:
    calendar = calendar_of(school=one.school)
    if wrong := why_not_on(planned.planned_on, calendar):
        raise DomainError(wrong)
    if planned.planned_on not in one.academic_year:
        raise DomainError(f"Choose a day of {one.academic_year}.")
    check_priority(planned.priority, one.school)
    for name in ("kind", "planned_on", "is_any_day", "priority", "doer"):
        setattr(one, name, getattr(planned, name))
    one.who, one.focus = planned.who.strip(), planned.focus.strip()
    one.year_groups = list(planned.year_groups)
    one.planned_at, one.planned_by = timezone.now(), actor
    one.full_clean()
    one.save()


def _said(one: MonitoringActivity) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SAID} | {"priority": one.priority_id}


def _note(
    verb: str,
    actor: User,
    one: MonitoringActivity,
    *,
    before: dict[str, Any] | None = None,
    also: dict[str, Any] | None = None,
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        target=one,
        school=one.school,
        before=before,
        after=_said(one) | (also or {}),
    )
