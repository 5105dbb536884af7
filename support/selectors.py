"""Which visits a person may read, what is still to be done, and the statement of days."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from banding.models import EditionState, OfferLine
from core.years import AcademicYear
from schools.models import School
from support.models import LedgerEntry, NoteState, Visit, VisitAction, VisitQuerySet
from support.rules import Entitled, StatementLine, state

Schools: TypeAlias = "QuerySet[School] | Collection[School]"


@dataclass(frozen=True)
class ActionList:
    """What was agreed at one school, by where it stands today."""

    overdue: list[VisitAction]
    open: list[VisitAction]
    done: list[VisitAction]


@dataclass(frozen=True)
class DaysUsed:
    """In quarter-days, over the viewer's schools, this academic year."""

    given: int
    entitled: int


def visible_visits(viewer: User) -> VisitQuerySet:
    """Shared notes of the viewer's schools, and the viewer's own drafts; nobody else's drafts."""
    shared = ~Q(state=NoteState.DRAFT) & Q(school__in=schools_for(viewer, Can.READ_VISITS))
    own = Q(author=viewer, school__in=schools_for(viewer, Can.LOG_VISIT))
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
    this_year = AcademicYear.of(timezone.localdate()).start_year
    years = Q(edition__start_year__in=(this_year - 1, this_year))
    usable = years & Q(edition__state=EditionState.IN_FORCE)
    if also:
        usable |= Q(pk=also.pk)
    lines = OfferLine.objects.filter(usable).select_related("edition")
    return lines.order_by("-edition__start_year", "part", "position")


def days_given(*, schools: Schools, start_year: int) -> dict[int, int]:
    """By school id, the quarter-days given so far; a school given none is there with 0."""
    schools = list(schools)
    moved = LedgerEntry.objects.filter(school__in=schools, start_year=start_year).order_by()
    total = dict(moved.values_list("school").annotate(total=Sum("quarter_days")))
    return {school.pk: total.get(school.pk, 0) for school in schools}


def given_in_all(*, schools: QuerySet[School], start_year: int) -> int:
    """The quarter-days given to these schools together."""
    moved = LedgerEntry.objects.filter(school__in=schools, start_year=start_year)
    return moved.aggregate(total=Sum("quarter_days"))["total"] or 0


def statement(*, school: School, start_year: int) -> list[StatementLine]:
    """The school's days of a year, line by line: entitled, given and left."""
    [entitlement] = banding.entitlements(start_year=start_year, schools=[school])
    entitled = [
        Entitled(line.offer_line_id, line.activity, line.quarter_days, line.because)
        for line in entitlement.lines
    ]
    given, activities = {}, {}
    moved = LedgerEntry.objects.filter(school=school, start_year=start_year).order_by()
    by_line = moved.values_list("offer_line", "offer_line__activity").annotate(Sum("quarter_days"))
    for line, activity, days in by_line:
        given[line], activities[line] = days, activity
    return state(entitled, given, activities)


def ledger_of(*, school: School, start_year: int) -> list[LedgerEntry]:
    entries = LedgerEntry.objects.filter(school=school, start_year=start_year)
    return list(entries.select_related("offer_line", "visit").order_by("on", "pk"))


def days_used(*, viewer: User) -> DaysUsed:
    """What the viewer's schools were given of what they are entitled to, this year."""
    year = AcademicYear.of(timezone.localdate()).start_year
    schools = list(schools_for(viewer, Can.VIEW_SUPPORT))
    entitled = banding.entitlements(start_year=year, schools=schools)
    return DaysUsed(
        given=sum(days_given(schools=schools, start_year=year).values()),
        entitled=sum(one.quarter_days for one in entitled),
    )
