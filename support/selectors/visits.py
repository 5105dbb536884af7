"""Which visits a person may read, and which kinds of visit there are."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import ActivityKind, ActivityType, EditionState, OfferLine
from core.years import AcademicYear
from support.models import NOTES, SHARED_NOTES, Reviewer, Visit, VisitQuerySet

SAFEGUARDING = Q(activity__kind=ActivityKind.SAFEGUARDING_REVIEW)


def visible_visits(viewer: User | None) -> VisitQuerySet:
    """Shared notes the viewer may read, and the viewer's own drafts; nobody else's drafts.

    What a safeguarding review found is for few: security.md 3. A named reviewer reads what came
    of the review. Without a viewer, what anybody who works for the whole trust may read.
    """
    if viewer is None:
        return Visit.objects.shared().exclude(SAFEGUARDING)
    of_most = ~SAFEGUARDING & Q(school__in=schools_for(viewer, Can.READ_VISITS))
    of_few = SAFEGUARDING & Q(school__in=schools_for(viewer, Can.READ_SAFEGUARDING))
    if viewer.pk is None:  # an imagined reader has written and reviewed nothing
        return Visit.objects.shared().filter(of_most | of_few)
    reviewed = Q(pk__in=Reviewer.objects.filter(person=viewer).values("visit"))
    shared = Q(state__in=SHARED_NOTES) & (of_most | of_few | reviewed)
    own = Q(author=viewer, state__in=NOTES, school__in=schools_for(viewer, Can.LOG_VISIT))
    return Visit.objects.filter(shared | own)


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
