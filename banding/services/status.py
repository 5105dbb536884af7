"""Whether a school is a Supported School and what becomes of its levy: decided, dated, kept."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import Edition, LevyEffect, SupportedStatus
from banding.policies import decisions as policies
from banding.services.decisions import lock
from core import journal
from core.errors import DomainError
from schools.models import School


@transaction.atomic
def record_status(
    *,
    actor: User,
    school: School,
    edition: Edition,
    from_date: date,
    is_supported: bool,
    levy_effect: LevyEffect,
    reason: str,
) -> SupportedStatus:
    """Replaces a status from the same day; what was recorded before is kept."""
    lock(school)
    policies.check_can_record_status(actor, school, edition)
    if not reason.strip():
        raise DomainError("Say why, so that the school can read it.")
    from_that_day = SupportedStatus.objects.filter(
        school=school, from_date=from_date, superseded_at=None
    )
    before = from_that_day.first()
    from_that_day.update(superseded_at=timezone.now())
    status = SupportedStatus(
        school=school,
        from_date=from_date,
        is_supported=is_supported,
        levy_effect=levy_effect,
        reason=reason.strip(),
        recorded_by=actor,
    )
    status.full_clean()
    status.save()
    journal.record(
        actor=actor, verb=verbs.STATUS_RECORDED, target=status, school=school,
        before=_said(before) if before else {}, after=_said(status),
    )  # fmt: skip
    return status


def _said(status: SupportedStatus) -> dict[str, str | bool]:
    return {
        "from": status.from_date.isoformat(),
        "supported": status.is_supported,
        "levy": status.levy_effect,
        "reason": status.reason,
    }
