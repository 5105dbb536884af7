"""The one list of actions of a school, as one person may read it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from schools.models import School
from support.models import ActionState, Visit, VisitAction
from support.selectors.visits import visible_visits


@dataclass(frozen=True)
class ActionList:
    """What was agreed at one school, by where it stands today."""

    overdue: list[VisitAction]
    open: list[VisitAction]
    done: list[VisitAction]


def visible_actions(viewer: User | None) -> QuerySet[VisitAction]:
    """On the list from the moment their note is shared; those of no visit, from the beginning."""
    shared = Q(visit__in=visible_visits(viewer).shared())
    of_no_visit = Q(visit=None)
    if viewer:
        of_no_visit &= Q(school__in=schools_for(viewer, Can.READ_VISITS))
    return VisitAction.objects.filter(shared | of_no_visit).select_related("school")


def actions_of(*, viewer: User | None, school: School) -> ActionList:
    agreed = visible_actions(viewer).filter(school=school)
    agreed = agreed.select_related("visit__activity", "visit__offer_line", "done_by")
    today = timezone.localdate()
    in_order = list(agreed.order_by("due_on", "pk"))
    waiting = [one for one in in_order if one.state == ActionState.OPEN]
    return ActionList(
        overdue=[action for action in waiting if action.due_on < today],
        open=[action for action in waiting if action.due_on >= today],
        done=[action for action in in_order if action.state != ActionState.OPEN],
    )


def open_before(viewer: User, school: School, visit: Visit | None = None) -> list[VisitAction]:
    """Open actions that this visit follows up: all that its writer may read, and not its own."""
    found = visible_actions(viewer).filter(school=school, state=ActionState.OPEN)
    if visit:
        found = found.exclude(visit=visit)
    found = found.select_related("visit__activity", "visit__offer_line")
    return list(found.order_by("due_on", "pk"))
