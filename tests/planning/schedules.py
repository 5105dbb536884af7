"""Builders of monitoring schedules."""

from datetime import date

from accounts.models import User
from planning.models import (
    GovernorLook,
    MonitoringActivity,
    MonitoringKind,
    MonitoringLine,
    Plan,
    Priority,
)
from planning.services.governors import make_cycle
from planning.services.records import Seen, record_monitoring
from planning.services.schedule import Planned, add_activity
from schools.models import School
from schools.selectors import calendar_of
from tests import world
from tests.planning.plans import a_head, a_plan


def a_line(priority: Priority, half_term: str = "SPR1", **fields) -> MonitoringLine:
    said = {"kind": "learning_walk", "focus": "Phonics", "who": "English lead"} | fields
    return priority.monitoring.create(half_term=half_term, **said)


def a_plan_to_monitor(school: School | None = None, *, by: User | None = None) -> Plan:
    """A draft with two priorities, each looked at once, and the year's calendar."""
    world.the_calendar()
    plan = a_plan(school, by=by)
    for position, title in enumerate(["Reading", "Maths"], start=1):
        a_line(plan.priorities.create(position=position, title=title), "SPR1")
    return plan


def a_school_day(month: int = 1, school: School | None = None) -> date:
    """The second school day of a month of this year."""
    year = world.this_year()
    first = date(year.start_year if month >= 9 else year.end_year, month, 1)
    days = calendar_of(school=school).school_days(first, year.ends_on)
    next(days)
    return next(days)


def an_activity(
    school: School | None = None, *, by: User | None = None, **fields
) -> MonitoringActivity:
    """Pupil voice of no priority, on a day of January, or of this month where it is said."""
    world.the_calendar()
    school = school or world.a_school()
    said = {"kind": MonitoringKind.PUPIL_VOICE, "who": "Deputy head", "is_any_day": False}
    said |= {"planned_on": a_school_day(school=school)} | fields
    return add_activity(actor=by or a_head(school), school=school, planned=Planned(**said))


def seen(**fields) -> Seen:
    """On the first day of the year, so that it has come."""
    said = {"on": world.this_year().starts_on, "observers": "Deputy head"}
    return Seen(**said | {"strengths": "Pupils talk about their books."} | fields)


def a_record(activity: MonitoringActivity, *, by: User, **fields):
    return record_monitoring(
        actor=by, activity_id=activity.pk, version=activity.version, seen=seen(**fields)
    )


def a_look(school: School | None = None, *, by: User | None = None) -> GovernorLook:
    """The first line of the governors' cycle of a draft."""
    school = school or world.a_school()
    head = by or a_head(school)
    plan = a_plan(school, by=head)
    plan.priorities.create(position=1, title="Reading")
    make_cycle(actor=head, plan_id=plan.pk)
    return GovernorLook.objects.filter(priority__plan=plan).earliest("pk")
