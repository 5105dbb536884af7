"""Who plans and records the monitoring of a school."""

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from planning.models import MonitoringActivity
from schools.models import School


def check_can_schedule(actor: User, school: School) -> None:
    if holds(actor, Can.WRITE_PLANS, school) or holds(actor, Can.AGREE_PLANS, school):
        return
    head = word("headteacher", actor).lower()
    raise NotAllowed(f"The {head} and the school's improvement leads plan its monitoring.")


def check_can_plan(actor: User, activity: MonitoringActivity) -> None:
    check_can_schedule(actor, activity.school)


def check_can_record(actor: User, activity: MonitoringActivity) -> None:
    """Whoever plans it, and whoever is to do it."""
    if holds(actor, Can.READ_PLANS, activity.school) and activity.doer_id == actor.pk:
        return
    try:
        check_can_schedule(actor, activity.school)
    except NotAllowed as refusal:
        raise NotAllowed(f"This is for {activity.who}, who records it.") from refusal
