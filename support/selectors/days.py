"""The days of a year: entitled, given, left."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import QuerySet, Sum
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from core.years import AcademicYear
from schools.models import School
from support.models import LedgerEntry
from support.rules import Entitled, StatementLine, state

Schools: TypeAlias = "QuerySet[School] | Collection[School]"


@dataclass(frozen=True)
class DaysUsed:
    """In quarter-days, over the viewer's schools, this academic year."""

    given: int
    entitled: int


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
