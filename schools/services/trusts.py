"""What a trust says about itself."""

from django.db import transaction

from core import journal
from schools import verbs
from schools.models import Trust


@transaction.atomic
def put_up_notice(*, actor: journal.Actor | None, notice: str) -> Trust:
    """A sentence at the foot of every page and report; an empty one takes it down."""
    trust = Trust.objects.select_for_update().get()
    before, trust.notice = trust.notice, notice
    trust.full_clean()
    trust.save()
    journal.record(
        actor=actor, verb=verbs.NOTICE_PUT_UP, target=trust,
        before={"notice": before}, after={"notice": notice},
    )  # fmt: skip
    return trust
