"""Does the ledger say what the visits say? Worked out from both, so that either's fault shows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, Sum

from core.units import show_days
from core.years import AcademicYear
from schools.models import School
from support.models import (
    GIVING,
    PLANNING,
    SHARED_NOTES,
    LedgerEntry,
    LedgerKind,
    NoteState,
    Visit,
)
from support.rules import StatementLine
from support.selectors.days import statements


@dataclass(frozen=True)
class Reconciled:
    school: School
    lines: list[StatementLine]
    problems: list[str]

    @property
    def reconciles(self) -> bool:
        return not self.problems


def reconciled(*, schools: Collection[School], start_year: int) -> list[Reconciled]:
    """Each school's statement and what is wrong with its ledger, by name, at one cost for all."""
    found = statements(schools=schools, start_year=start_year)
    problems = _problems_of_visits(schools, start_year)
    return [
        Reconciled(
            school,
            found[school.pk],
            [
                f"{school}: {line.activity} does not add up."
                for line in found[school.pk]
                if not line.reconciles
            ]
            + problems[school.pk],
        )
        for school in sorted(schools, key=lambda one: (one.name, one.urn))
    ]


def _problems_of_visits(schools: Collection[School], start_year: int) -> dict[int, list[str]]:
    year = AcademicYear(start_year)
    held = _held(schools, start_year)
    in_year = Q(on__range=(year.starts_on, year.ends_on)) & ~Q(offer_line=None)
    visits = Visit.objects.filter(school__in=schools).filter(in_year | Q(pk__in=held))
    said: dict[int, list[str]] = defaultdict(list)
    for visit in visits.select_related("school").order_by("on", "pk"):
        planned, given, was_taken_back = held.get(visit.pk, (0, 0, False))
        counts = visit.quarter_days if visit.on in year and visit.offer_line_id else 0
        is_given = visit.state in SHARED_NOTES and not was_taken_back
        if given != (counts if is_given else 0):
            said[visit.school_id].append(_said(visit, "given", given))
        if not _may_be_planned(visit, planned, counts):
            said[visit.school_id].append(_said(visit, "planned", planned))
    return said


def _may_be_planned(visit: Visit, planned: int, counts: int) -> bool:
    """A draft keeps the days it was planned with, which need not be those it comes to."""
    if visit.state == NoteState.DRAFT:
        return planned >= 0
    return planned == (counts if visit.state == NoteState.PLANNED else 0)


def _held(schools: Collection[School], start_year: int) -> dict[int, tuple[int, int, bool]]:
    """By visit, what the year's ledger has planned and given, and whether it was taken back."""
    entries = LedgerEntry.objects.filter(school__in=schools, start_year=start_year)
    entries = entries.exclude(visit=None).order_by()
    by_visit: dict[int, dict[str, int]] = defaultdict(dict)
    for row in entries.values("visit", "kind").annotate(days=Sum("quarter_days")):
        by_visit[row["visit"]][row["kind"]] = row["days"]
    return {
        visit: (
            sum(days.get(kind, 0) for kind in PLANNING),
            sum(days.get(kind, 0) for kind in GIVING),
            LedgerKind.TAKEN_BACK in days,
        )
        for visit, days in by_visit.items()
    }


def _said(visit: Visit, word: str, quarter_days: int) -> str:
    return (
        f"{visit}: the note is “{visit.get_state_display()}” with {show_days(visit.quarter_days)} "
        f"days, and the ledger has {show_days(quarter_days)} {word}."
    )
