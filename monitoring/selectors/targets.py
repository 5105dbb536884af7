"""Targets of a school and of every school, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone

from core.years import AcademicYear
from monitoring.models import CORE_SUBJECTS, Aim, AimKind, PupilGroup, YearGroup, year_order
from monitoring.rules.grids import ALL_SUBJECTS
from monitoring.selectors.collections import AGE_AT_START
from schools.models import Phase, School

SUBJECTS = [*CORE_SUBJECTS, ALL_SUBJECTS]
KEY_GROUPS = ("ALL", "DIS", "SEN_K", "SEN_E", "EAL", "F", "M")  # a target is set for any of these
FIRST_AGE, LAST_AGE, END_OF_PRIMARY = 4, 18, 11  # Reception to Year 13; ages as GIAS has them
SET_FROM = 6  # June: targets shown are next year's from then on


def years_taught(school: School) -> list[str]:
    """Reception to Year 13, as far as the school's ages go; a primary's where it has none."""
    low = FIRST_AGE if school.low_age is None else school.low_age
    high = END_OF_PRIMARY if school.high_age is None else school.high_age
    ages = range(max(low, FIRST_AGE), min(high, LAST_AGE))
    return sorted((y for y in AGE_AT_START if AGE_AT_START[y] in ages), key=year_order)


def year_aimed_at(on: date) -> int:
    """The year a reader means on a day: from June on the one to come."""
    year = AcademicYear.of(on)
    return year.end_year if SET_FROM <= on.month <= year.ends_on.month else year.start_year


def years_to_choose() -> list[int]:
    """Years that have targets and those that can be given some, the newest first."""
    this_year = AcademicYear.of(timezone.localdate()).start_year
    held = Aim.objects.order_by().values_list("start_year", flat=True).distinct()
    return sorted({*held, this_year, this_year + 1}, reverse=True)


def aims_of(school: School, start_year: int) -> list[Aim]:
    """All that was ever said for a year, the oldest first; some of it replaced."""
    said = Aim.objects.filter(school=school, start_year=start_year)
    return list(said.select_related("set_by", "agreed_by"))


def stamp(aims: Iterable[Aim]) -> str:
    """Changes whenever one of these is replaced, taken away or joined by another."""
    standing = sorted(aim.pk for aim in aims if aim.superseded_at is None)
    return sha256(repr(standing).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Revision:
    """A target that no longer stands, what stands in its place (nothing: taken away), and why."""

    was: Aim
    now: Aim | None

    @property
    def subject(self) -> str:
        return self.was.subject


def revisions(aims: Iterable[Aim]) -> list[Revision]:
    """What became of targets, the latest change first."""
    by_key: dict[tuple[str, ...], list[Aim]] = {}
    for aim in aims:
        if aim.kind == AimKind.TARGET:
            key = (aim.year_group, aim.subject, aim.group, aim.standard)
            by_key.setdefault(key, []).append(aim)
    found = [
        Revision(was, _after(was, line))
        for line in by_key.values()
        for was in line
        if was.superseded_at
    ]
    return sorted(found, key=lambda one: one.was.superseded_at or one.was.created_at, reverse=True)


def _after(was: Aim, line: list[Aim]) -> Aim | None:
    """Whatever was set in the moment in which this was replaced."""
    return next((aim for aim in line if aim.created_at == was.superseded_at), None)


def with_targets(schools: QuerySet[School], start_year: int) -> QuerySet[Any]:
    """Annotate schools with how far their targets of a year are, in one query for any number.

    `aimed_at` is the year; `targets`, `to_agree` and `revised` count targets; `years_set` and
    `key_years_set` count year groups with a target for all pupils and for disadvantaged pupils, of
    `years_taught`.
    """
    ours = Aim.objects.targets().filter(school=OuterRef("pk"), start_year=start_year)
    standing = ours.standing()
    low = Greatest(Coalesce(F("low_age"), FIRST_AGE), Value(FIRST_AGE))
    high = Least(Coalesce(F("high_age"), END_OF_PRIMARY), Value(LAST_AGE))
    return schools.annotate(
        aimed_at=Value(start_year, output_field=IntegerField()),
        targets=_count(standing, "pk"),
        to_agree=_count(standing.filter(agreed_at=None), "pk"),
        revised=_count(ours.exclude(superseded_because=""), "pk"),
        years_set=_count(standing.filter(group=PupilGroup.ALL), "year_group"),
        key_years_set=_count(standing.filter(group=PupilGroup.DIS), "year_group"),
        years_taught=Greatest(high - low, Value(0), output_field=IntegerField()),
        last_set_at=_latest(standing, "created_at"),
        last_agreed_at=_latest(standing, "agreed_at"),
    ).order_by("name")


def _count(aims: QuerySet[Aim], field: str) -> Any:
    counted = aims.order_by().values("school").annotate(n=Count(field, distinct=True))
    return Coalesce(Subquery(counted.values("n")[:1]), 0)


def _latest(aims: QuerySet[Aim], field: str) -> Any:
    latest = aims.order_by().values("school").annotate(at=Max(field))
    return Subquery(latest.values("at")[:1])


MISSING, INCOMPLETE, TO_AGREE, AGREED = "missing", "incomplete", "to_agree", "agreed"
# A special school's targets are against personal expectations, so it is not asked for these.
IN_STATUS = {
    MISSING: Q(targets=0) & ~Q(phase=Phase.SPECIAL),
    INCOMPLETE: Q(targets__gt=0, years_set__lt=F("years_taught")),
    TO_AGREE: Q(to_agree__gt=0),
    AGREED: Q(targets__gt=0, to_agree=0),
}


@dataclass(frozen=True)
class TargetRow:
    """One target as a download gives it."""

    urn: int
    school: str
    year: str
    year_group: str
    group: str
    subject: str
    standard: str
    percent: int
    level: str
    set_at: datetime
    agreed_at: datetime | None


def target_rows(schools: QuerySet[School], start_year: int) -> Iterable[TargetRow]:
    """Standing targets of these schools, by school, year group and subject.

    Predictions are left out: teachers make them pupil by pupil, so a small group's would tell of a
    child. The school's own page and its results show them where the results are shown.
    """
    aims = Aim.objects.standing().targets().filter(start_year=start_year, school__in=schools)
    in_order = sorted(aims.select_related("school"), key=_reading_order)
    return (
        TargetRow(
            urn=aim.school.urn,
            school=aim.school.name,
            year=str(aim.academic_year),
            year_group=YearGroup(aim.year_group).label,
            group=aim.get_group_display(),
            subject=aim.subject,
            standard=aim.standard,
            percent=aim.percent,
            level=aim.get_level_display(),
            set_at=aim.created_at,
            agreed_at=aim.agreed_at,
        )
        for aim in in_order
    )


def _reading_order(aim: Aim) -> tuple[Any, ...]:
    groups, year = list(PupilGroup.values), year_order(aim.year_group)
    subject = SUBJECTS.index(aim.subject) if aim.subject in SUBJECTS else len(SUBJECTS)
    return (aim.school.name, aim.school.urn, year, groups.index(aim.group), subject, aim.standard)
