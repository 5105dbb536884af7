"""Levels a trust has decided elsewhere, written down here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import BandDecision, DecisionState, Level, Occasion
from banding.services.decisions import check_place, from_the_same_day, said, supersede
from core import journal
from core.errors import DomainError
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
    check_place(level, start_year, from_date)
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
    same = from_the_same_day(decision).filter(level=level, reason=reason).first()
    if same:
        return Recorded(school, same, level, is_new=False)
    was = supersede(decision)
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor,
        verb=verbs.RELEASED,
        target=decision,
        school=school,
        before={"level": was.code if was else None},
        after=said(decision) | {"version": decision.approved_version},
    )
    return Recorded(school, decision, was, is_new=True)
