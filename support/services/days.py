"""Lines of the ledger of days."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, WrongState
from core.years import AcademicYear
from support import policies, verbs
from support.models import (
    LedgerEntry,
    LedgerKind,
    Visit,
)
from support.services.holding import hold_visit


@transaction.atomic
def take_days_back(*, actor: User, visit_id: int, reason: str) -> LedgerEntry:
    """Cancel what a shared visit put on the ledger, with a second line; the note stays."""
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    moves = set(visit.ledger.values_list("kind", flat=True))
    if moves != {LedgerKind.GIVEN}:
        raise WrongState("There are no days of this visit to take back.")
    if not reason.strip():
        raise DomainError("Say why the days are taken back.")
    entry = move_days(
        visit, LedgerKind.CANCELLED, -visit.quarter_days, on=timezone.localdate(), reason=reason
    )
    journal.record(
        actor=actor,
        verb=verbs.TAKEN_BACK,
        target=visit,
        school=visit.school,
        after={"quarter_days": entry.quarter_days, "reason": entry.reason},
    )
    return entry


def move_days(
    visit: Visit, kind: LedgerKind, quarter_days: int, *, on: date, reason: str = ""
) -> LedgerEntry:
    """Add a line to the ledger, in the year of the visit whenever it is written."""
    entry = LedgerEntry(
        school=visit.school,
        start_year=AcademicYear.of(visit.on).start_year,
        offer_line=visit.offer_line,
        kind=kind,
        quarter_days=quarter_days,
        on=on,
        visit=visit,
        reason=reason.strip(),
    )
    entry.full_clean()
    entry.save()
    return entry
