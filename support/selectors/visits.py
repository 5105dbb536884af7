"""Which visits a person may read, and what is still to be done."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import ActivityType, EditionState, OfferLine
from core.years import AcademicYear
from schools.models import School
from support.models import NOTES, SHARED_NOTES, Visit, VisitAction, VisitQuerySet


@dataclass(frozen=True)
class ActionList:
    """What was agreed at one school, by where it stands today."""

    overdue: list[VisitAction]
    open: list[VisitAction]
    done: list[VisitAction]


def visible_visits(viewer: User) -> VisitQuerySet:
    """Shared notes of the viewer's schools, and the viewer's own drafts; nobody else's drafts."""
    shared = Q(state__in=SHARED_NOTES, school__in=schools_for(viewer, Can.READ_VISITS))
    own = Q(author=viewer, state__in=NOTES, school__in=schools_for(viewer, Can.LOG_VISIT))
    return Visit.objects.filter(shared | own)


def visible_actions(viewer: User) -> QuerySet[VisitAction]:
    """Actions are on the school's list from the moment their note is shared."""
    readable = Visit.objects.shared().filter(school__in=schools_for(viewer, Can.READ_VISITS))
    return VisitAction.objects.filter(visit__in=readable).select_related("visit__school")


def actions_of(*, school: School) -> ActionList:
    agreed = VisitAction.objects.filter(visit__in=Visit.objects.shared().filter(school=school))
    agreed = agreed.select_related("visit", "done_by").order_by("due_on", "pk")
    today, waiting = timezone.localdate(), [a for a in agreed if a.done_at is None]
    return ActionList(
        overdue=[action for action in waiting if action.due_on < today],
        open=[action for action in waiting if action.due_on >= today],
        done=[action for action in agreed if action.done_at],
    )


def offer_lines_for_visits(*, also: OfferLine | None = None) -> QuerySet[OfferLine]:
    """The lines of this year's and last year's offer, newest first, core before the rest."""
    lines = OfferLine.objects.filter(_usable(also)).select_related("edition")
    return lines.order_by("-edition__start_year", "part", "position")


def activities_for_visits(*, also: ActivityType | None = None) -> QuerySet[ActivityType]:
    """The kinds of visit of this year's and last year's edition, newest first."""
    activities = ActivityType.objects.filter(_usable(also)).select_related("edition", "offer_line")
    return activities.order_by("-edition__start_year", "position")


def _usable(also: ActivityType | OfferLine | None) -> Q:
    this_year = AcademicYear.of(timezone.localdate()).start_year
    years = Q(edition__start_year__in=(this_year - 1, this_year))
    usable = years & Q(edition__state=EditionState.IN_FORCE)
    return usable | Q(pk=also.pk) if also else usable
