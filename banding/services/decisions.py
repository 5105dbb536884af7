"""What every service of decisions shares: locks, checks, and how a decision is told."""

from datetime import date
from typing import Any

from django.utils import timezone

from banding.models import BandDecision, BandDecisionQuerySet, Edition, EditionState, Level
from core.errors import DomainError, EditedMeanwhile
from core.years import AcademicYear
from schools.models import School


def lock(school: School) -> None:
    """One settlement of a school at a time: the invariant is about the school, not the row."""
    School.objects.select_for_update().get(pk=school.pk)


def locked(decision_id: int) -> BandDecision:
    school_id = BandDecision.objects.values_list("school", flat=True).get(pk=decision_id)
    School.objects.select_for_update().get(pk=school_id)
    return BandDecision.objects.for_listing().get(pk=decision_id)


def check_place(level: Level, start_year: int, from_date: date) -> None:
    if level.edition.start_year != start_year or level.edition.state != EditionState.IN_FORCE:
        raise DomainError(
            f"{level} is not a level of the model in force for {AcademicYear(start_year)}."
        )
    check_day(start_year, from_date)


def check_day(start_year: int, from_date: date) -> None:
    year = AcademicYear(start_year)
    if from_date not in year:
        raise DomainError(
            f"{from_date:%d %b %Y} is not in {year}: choose a day from 1 Sep {year.start_year} "
            f"to 31 Aug {year.end_year}."
        )


def check_in_force(edition: Edition) -> None:
    if edition.state != EditionState.IN_FORCE:
        raise DomainError(f"{edition} is not in force, so no school is judged by it.")


def check_version(decision: BandDecision, version: str) -> None:
    if decision.version != version:
        raise EditedMeanwhile(
            "The proposal has changed since you read it. Read it again before you decide."
        )


def from_the_same_day(decision: BandDecision) -> BandDecisionQuerySet:
    return BandDecision.objects.current().filter(
        school=decision.school, start_year=decision.start_year, from_date=decision.from_date
    )


def supersede(decision: BandDecision) -> Level | None:
    """Retire what is released from the same day, and say which level that was."""
    before = from_the_same_day(decision).select_related("level").first()
    from_the_same_day(decision).update(superseded_at=timezone.now())
    return before.level if before else None


def said(decision: BandDecision) -> dict[str, Any]:
    return {
        "level": decision.level.code,
        "from": decision.from_date.isoformat(),
        "reason": decision.reason,
    }
