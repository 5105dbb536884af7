"""The days of a year: entitled, planned, given, left."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import QuerySet, Sum
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from banding.models import OfferLine, OfferPart
from core.years import AcademicYear
from schools.models import School
from support.models import GIVING, PLANNING, LedgerEntry, Visit
from support.rules import Entitled, Moved, StatementLine, state

Schools: TypeAlias = "QuerySet[School] | Collection[School]"


@dataclass(frozen=True)
class DaysUsed:
    """In quarter-days, over the viewer's schools, this academic year."""

    given: int
    entitled: int


def days_given(*, schools: Schools, start_year: int) -> dict[int, int]:
    """By school id, the quarter-days given so far; a school given none is there with 0."""
    schools = list(schools)
    moved = LedgerEntry.objects.giving().filter(school__in=schools, start_year=start_year)
    total = dict(moved.order_by().values_list("school").annotate(total=Sum("quarter_days")))
    return {school.pk: total.get(school.pk, 0) for school in schools}


def given_in_all(*, schools: QuerySet[School], start_year: int) -> int:
    """The quarter-days given to these schools together."""
    moved = LedgerEntry.objects.giving().filter(school__in=schools, start_year=start_year)
    return moved.aggregate(total=Sum("quarter_days"))["total"] or 0


def statement(*, school: School, start_year: int) -> list[StatementLine]:
    """The school's days of a year, line by line: entitled, planned, given and left."""
    return statements(schools=[school], start_year=start_year)[school.pk]


def statements(*, schools: Schools, start_year: int) -> dict[int, list[StatementLine]]:
    """By school id, at one cost for 1 or 100 schools."""
    moved, lines = _moved(schools, start_year)
    activities = {pk: line.activity for pk, line in lines.items()}
    menu = frozenset(pk for pk, line in lines.items() if line.part == OfferPart.BESPOKE)
    return {
        one.school.pk: state(
            [
                Entitled(line.offer_line_id, line.activity, line.quarter_days, line.because)
                for line in one.lines
            ],
            moved.get(one.school.pk, {}),
            activities,
            menu,
        )
        for one in banding.entitlements(start_year=start_year, schools=schools)
    }


def statement_line(*, school: School, offer_line: OfferLine) -> StatementLine:
    """One line of the school's statement, all nought where it has none of it."""
    lines = statement(school=school, start_year=offer_line.edition.start_year)
    empty = StatementLine(offer_line.activity, 0, Moved(), "", offer_line.pk)
    return next((line for line in lines if line.offer_line_id == offer_line.pk), empty)


def _moved(
    schools: Schools, start_year: int
) -> tuple[Mapping[int, Mapping[int, Moved]], Mapping[int, OfferLine]]:
    """What the ledger holds by school and line, and the lines it names."""
    entries = LedgerEntry.objects.filter(school__in=schools, start_year=start_year).order_by()
    sums: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in entries.values("school", "offer_line", "kind").annotate(days=Sum("quarter_days")):
        held = sums[row["school"]][row["offer_line"]]
        account = _account(row["kind"])
        held[account] = held.get(account, 0) + row["days"]
    found = {
        school: {line: Moved(**held) for line, held in sorted(by_line.items())}
        for school, by_line in sums.items()
    }
    named = {line for by_line in found.values() for line in by_line}
    return found, OfferLine.objects.in_bulk(named)


def _account(kind: str) -> str:
    if kind in PLANNING:
        return "planned"
    return "given" if kind in GIVING else kind


def planned_of(visit: Visit) -> LedgerEntry | None:
    """The line by which a visit is planned now: where, for how many days. None if it is not."""
    lines = list(visit.ledger.planning().select_related("offer_line__edition", "person"))
    if sum(line.quarter_days for line in lines) <= 0:
        return None
    return max((line for line in lines if line.quarter_days > 0), key=lambda line: line.pk)


def ledger_of(*, school: School, start_year: int) -> list[LedgerEntry]:
    entries = LedgerEntry.objects.filter(school=school, start_year=start_year)
    return list(entries.for_listing().order_by("on", "pk"))


def days_used(*, viewer: User) -> DaysUsed:
    """What the viewer's schools were given of what they are entitled to, this year."""
    year = AcademicYear.of(timezone.localdate()).start_year
    schools = list(schools_for(viewer, Can.VIEW_SUPPORT))
    entitled = banding.entitlements(start_year=year, schools=schools)
    return DaysUsed(
        given=sum(days_given(schools=schools, start_year=year).values()),
        entitled=sum(one.quarter_days for one in entitled),
    )
