"""What happens to a note once it is written."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile
from support import policies, verbs
from support.models import (
    VISIT_NOTE,
    NoteState,
    Reply,
    Visit,
)
from support.services.days import give_days
from support.services.holding import hold_visit
from support.services.writing import said


@transaction.atomic
def share_note(*, actor: User, visit_id: int, version: int) -> Visit:
    """Show the note to the headteacher. Its days count as given, where an offer has them."""
    visit = hold_visit(visit_id)
    VISIT_NOTE.check(visit.state, NoteState.SHARED)
    policies.check_can_write(actor, visit)
    if visit.version != version:
        raise EditedMeanwhile("This note was changed after you opened it. Read it, then share it.")
    if not visit.findings.strip():
        raise DomainError("Write what you found before you share the note.")
    visit.state, visit.shared_at = NoteState.SHARED, timezone.now()
    visit.full_clean()
    visit.save()
    give_days(visit)
    journal.record(
        actor=actor, verb=verbs.SHARED, target=visit, school=visit.school, after=said(visit)
    )
    return visit


@transaction.atomic
def reply_to_visit(*, actor: User, visit_id: int, reply: Reply, text: str = "") -> Visit:
    """The headteacher says whether the note is accurate, once."""
    visit = hold_visit(visit_id)
    VISIT_NOTE.check(visit.state, NoteState.ANSWERED)
    policies.check_can_reply(actor, visit)
    if reply == Reply.NOT_ACCURATE and not text.strip():
        raise DomainError("Say what is not accurate, so that it can be put right.")
    visit.state, visit.reply, visit.reply_text = NoteState.ANSWERED, reply, text.strip()
    visit.replied_by, visit.replied_at = actor, timezone.now()
    visit.full_clean()
    visit.save()
    journal.record(
        actor=actor,
        verb=verbs.ANSWERED,
        target=visit,
        school=visit.school,
        after={"reply": reply, "text": visit.reply_text},
    )
    return visit
