"""Proposing, settling, returning and recording the level of a school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import BAND_DECISION, BandDecision, DecisionState, EditionState, Level, Occasion
from banding.policies import decisions as policies
from core import journal
from core.errors import DomainError, EditedMeanwhile
from core.years import AcademicYear
from schools.models import School


@dataclass(frozen=True)
class Recorded:
    """A school's outcome of `record_existing_levels`. `was` is the level replaced from that day."""

    school: School
    decision: BandDecision
    was: Level | None
    is_new: bool


@transaction.atomic
def propose_band(
    *, actor: User, school: School, level: Level, start_year: int, reason: str, from_date: date
) -> BandDecision:
    _lock(school)
    policies.check_can_propose(actor, school)
    _check_place(level, start_year, from_date)
    if not reason.strip():
        raise DomainError("Say why this is right, so that trustees can decide.")
    waiting = BandDecision.objects.waiting().filter(school=school, start_year=start_year)
    if waiting.exists():
        raise DomainError(f"A proposal for {school} is already waiting for trustees.")
    decision = BandDecision(
        school=school,
        level=level,
        edition=level.edition,
        start_year=start_year,
        from_date=from_date,
        reason=reason.strip(),
        state=DecisionState.PROPOSED,
        proposed_by=actor,
    )
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.PROPOSED, target=decision, school=school, after=_said(decision)
    )
    return decision


@transaction.atomic
def approve_band(*, actor: User, decision_id: int, version: str) -> BandDecision:
    """Settle exactly the proposal that was read. It replaces a level settled from the same day."""
    decision = _locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.APPROVED)
    policies.check_can_approve(actor, decision)
    _check_version(decision, version)
    was = _supersede(decision)
    decision.state, decision.approved_version = DecisionState.RELEASED, version
    decision.approved_by, decision.approved_at = actor, timezone.now()
    decision.released_by, decision.released_at = actor, decision.approved_at
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor,
        verb=verbs.APPROVED,
        target=decision,
        school=decision.school,
        before={"level": was.code if was else None},
        after=_said(decision) | {"version": version},
    )
    return decision


@transaction.atomic
def return_proposal(*, actor: User, decision_id: int, version: str, reason: str) -> BandDecision:
    decision = _locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.RETURNED)
    policies.check_can_return(actor, decision)
    _check_version(decision, version)
    if not reason.strip():
        raise DomainError("Say why you return it, so that the proposal can be put right.")
    decision.state, decision.return_reason = DecisionState.RETURNED, reason.strip()
    decision.returned_by, decision.returned_at = actor, timezone.now()
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor,
        verb=verbs.RETURNED,
        target=decision,
        school=decision.school,
        after=_said(decision) | {"return_reason": decision.return_reason},
    )
    return decision


@transaction.atomic
def record_existing_levels(
    *,
    actor: User | None,
    levels: Mapping[School, Level],
    start_year: int,
    reason: str,
    from_date: date | None = None,
) -> list[Recorded]:
    """Write down levels a trust has already decided elsewhere, as approved, all or none.

    They replace decisions from the same day; decisions from a later day stay, as mid-year changes.
    """
    if not reason.strip():
        raise DomainError("Say where these levels were decided, as the reason.")
    from_date = from_date or AcademicYear(start_year).starts_on
    ids = [school.pk for school in levels]
    list(School.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    return [
        _record_existing(actor, school, level, start_year, reason.strip(), from_date)
        for school, level in levels.items()
    ]


def _record_existing(
    actor: User | None, school: School, level: Level, start_year: int, reason: str, from_date: date
) -> Recorded:
    _check_place(level, start_year, from_date)
    decision = BandDecision(
        school=school,
        level=level,
        edition=level.edition,
        occasion=Occasion.RECORDED,
        start_year=start_year,
        from_date=from_date,
        reason=reason,
        state=DecisionState.RELEASED,
        approved_at=timezone.now(),
    )
    decision.released_at = decision.approved_at
    decision.approved_version = decision.version
    same = _from_the_same_day(decision).filter(level=level, reason=reason).first()
    if same:
        return Recorded(school, same, level, is_new=False)
    was = _supersede(decision)
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor,
        verb=verbs.APPROVED,
        target=decision,
        school=school,
        before={"level": was.code if was else None},
        after=_said(decision) | {"version": decision.approved_version},
    )
    return Recorded(school, decision, was, is_new=True)


def _lock(school: School) -> None:
    """One settlement of a school at a time: the invariant is about the school, not the row."""
    School.objects.select_for_update().get(pk=school.pk)


def _locked(decision_id: int) -> BandDecision:
    decision = BandDecision.objects.for_listing().get(pk=decision_id)
    _lock(decision.school)
    decision.refresh_from_db(fields=["state", "level", "reason", "from_date", "proposed_by"])
    return decision


def _check_place(level: Level, start_year: int, from_date: date) -> None:
    year = AcademicYear(start_year)
    if level.edition.start_year != start_year or level.edition.state != EditionState.IN_FORCE:
        raise DomainError(f"{level} is not a level of the model in force for {year}.")
    if from_date not in year:
        raise DomainError(
            f"{from_date:%d %b %Y} is not in {year}: choose a day from 1 Sep {year.start_year} "
            f"to 31 Aug {year.end_year}."
        )


def _check_version(decision: BandDecision, version: str) -> None:
    if decision.version != version:
        raise EditedMeanwhile(
            "The proposal has changed since you read it. Read it again before you decide."
        )


def _from_the_same_day(decision: BandDecision) -> Any:
    return BandDecision.objects.current().filter(
        school=decision.school, start_year=decision.start_year, from_date=decision.from_date
    )


def _supersede(decision: BandDecision) -> Level | None:
    """Retire what is settled from the same day, and say which level that was."""
    before = _from_the_same_day(decision).select_related("level").first()
    _from_the_same_day(decision).update(superseded_at=timezone.now())
    return before.level if before else None


def _said(decision: BandDecision) -> dict[str, Any]:
    return {
        "level": decision.level.code,
        "from": decision.from_date.isoformat(),
        "reason": decision.reason,
    }
