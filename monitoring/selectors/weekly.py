"""Weeks as a school gave them, and who has given one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from core.units import percent
from monitoring.models import WeeklyCohort, WeeklyRecord, YearGroup, year_order
from monitoring.rules.small_numbers import says_too_much
from monitoring.rules.weekly import weeks_before
from monitoring.selectors.returns import Coverage
from schools.models import School, Trust
from schools.rules.calendar import SchoolCalendar
from schools.selectors import calendar_of

SHOWN = 12  # weeks on a school's page
FURTHEST = 30  # calendar weeks looked through for them: a summer holiday and more
FRIDAY = timedelta(days=4)
WITHHELD, MINUS = "withheld", "\N{MINUS SIGN}"


def weeks_to(day: date, calendar: SchoolCalendar, count: int = SHOWN) -> list[date]:
    """The Mondays of the last weeks with a school day in them, newest first, a day's own included.

    Before any term is known every week counts.
    """
    mondays = weeks_before(day, FURTHEST)
    if calendar.terms:
        mondays = [m for m in mondays if calendar.school_days_between(m, m + FRIDAY)]
    return mondays[:count]


def weeks_of(school: School | None) -> list[date]:
    """Of a school's own calendar, or the trust's, up to today."""
    return weeks_to(timezone.localdate(), calendar_of(school=school))


def week_to_show(mondays: Iterable[date]) -> date:
    """The newest of these weeks whose Friday has come or that somebody has given already."""
    today = timezone.localdate()
    given = set(WeeklyRecord.objects.standing().values_list("monday", flat=True).distinct())
    this_week = weeks_before(today, 1)[0]
    return next((m for m in mondays if m + FRIDAY <= today or m in given), this_week)


def record_of(school: School, monday: date) -> WeeklyRecord | None:
    """What stands for a week."""
    standing = WeeklyRecord.objects.standing().filter(school=school, monday=monday)
    return standing.prefetch_related("cohorts").first()


def record_before(school: School, monday: date) -> WeeklyRecord | None:
    """The newest week given before this one."""
    earlier = WeeklyRecord.objects.standing().filter(school=school, monday__lt=monday)
    return earlier.prefetch_related("cohorts").first()


def records_of(school: School, mondays: Iterable[date]) -> dict[date, WeeklyRecord]:
    """What stands for each of these weeks that was given."""
    standing = WeeklyRecord.objects.standing().filter(school=school, monday__in=list(mondays))
    found = standing.select_related("given_by").prefetch_related("cohorts")
    return {record.monday: record for record in found}


def corrections_of(school: School, mondays: Iterable[date]) -> list[WeeklyRecord]:
    """Versions that were replaced, the latest first, with why."""
    gone = WeeklyRecord.objects.filter(school=school, monday__in=list(mondays))
    return list(gone.exclude(superseded_at=None).order_by("-superseded_at"))


@dataclass(frozen=True)
class CohortLine:
    """A year group in words: 20 of 27, with the change since the week before in pupils."""

    label: str
    pupils: str
    on_track: str
    predicted: str


def cohort_lines(
    viewer: User, record: WeeklyRecord, before: WeeklyRecord | None
) -> list[CohortLine]:
    """Withheld where a count would say too much of a child, except from the school's head."""
    everything = holds(viewer, Can.VIEW_SMALL_NUMBERS, record.school)
    trust = Trust.objects.first()
    smallest = 0 if everything or trust is None else trust.smallest_group
    earlier = {line.year_group: line for line in before.cohorts.all()} if before else {}
    lines = sorted(record.cohorts.all(), key=lambda line: year_order(line.year_group))
    return [_line(line, earlier.get(line.year_group), smallest) for line in lines]


def _line(line: WeeklyCohort, before: WeeklyCohort | None, smallest: int) -> CohortLine:
    on_track, predicted = (
        _said(
            _shown(getattr(line, part), line.pupils, smallest),
            _shown(getattr(before, part), before.pupils, smallest) if before else None,
        )
        for part in ("on_track", "predicted")
    )
    both = on_track == predicted == WITHHELD
    pupils = WITHHELD if both else str(line.pupils)
    return CohortLine(YearGroup(line.year_group).label, pupils, on_track, predicted)


def _shown(count: int, pupils: int, smallest: int) -> int | None:
    """No smallest group stands for a reader who sees everything."""
    return None if smallest and says_too_much(count, pupils, smallest) else count


def _said(now: int | None, before: int | None) -> str:
    if now is None:
        return WITHHELD
    if before is None or now == before:
        return str(now)
    return f"{now} ({'+' if now > before else MINUS}{abs(now - before)})"


def with_week(schools: QuerySet[School], monday: date) -> QuerySet[Any]:
    """Annotate schools with what stands for a week; no `given_at` where nothing does."""
    ours = WeeklyRecord.objects.standing().filter(school=OuterRef("pk"), monday=monday)
    return schools.annotate(
        given_at=Subquery(ours.values("created_at")[:1]),
        possible=Subquery(ours.values("possible")[:1]),
        missed=Subquery(ours.values("missed")[:1]),
        joiners=Subquery(ours.values("joiners")[:1]),
        leavers=Subquery(ours.values("leavers")[:1]),
    ).order_by("name")


GIVEN, NOT_GIVEN = "given", "missing"
IN_STATUS = {GIVEN: Q(given_at__isnull=False), NOT_GIVEN: Q(given_at=None)}


def coverage_of(schools: QuerySet[Any]) -> Coverage:
    """How many of these schools, annotated by `with_week`, have given the week, and who has not."""
    told = list(schools.values_list("name", "given_at"))
    missing = [name for name, given_at in told if given_at is None]
    return Coverage(len(told), len(told) - len(missing), missing)


@dataclass(frozen=True)
class Together:
    """All schools of a week: sessions attended of all possible, and pupils who came and went."""

    possible: int
    missed: int
    joiners: int
    leavers: int

    @property
    def attendance(self) -> Any:
        return percent(self.possible - self.missed, self.possible, places=1)


def together(schools: QuerySet[School], monday: date) -> Together:
    summed = (
        WeeklyRecord.objects.standing()
        .filter(school__in=schools, monday=monday)
        .aggregate(**{name: Sum(F(name)) for name in ("possible", "missed", "joiners", "leavers")})
    )
    return Together(**{name: number or 0 for name, number in summed.items()})


def typed_as(record: WeeklyRecord | None) -> dict[str, str]:
    """A record as the cells of its page; nothing where there is none."""
    if record is None:
        return {}
    cells = {n: str(getattr(record, n)) for n in ("possible", "missed", "joiners", "leavers")}
    return cells | cohort_cells(record) | {"note": record.note}


def cohort_cells(record: WeeklyRecord) -> dict[str, str]:
    return {
        f"{line.year_group}-{part}": str(getattr(line, part))
        for line in record.cohorts.all()
        for part in ("pupils", "on_track", "predicted")
    }


def attendance_in(records: dict[date, WeeklyRecord], mondays: Sequence[date]) -> list[float | None]:
    """Percent by week in the order given; None where a week was not given or had no session."""
    found = [records[monday].attendance if monday in records else None for monday in mondays]
    return [None if value is None else float(value) for value in found]
