"""What happens to a note once it is written."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.words import word
from core import journal
from core.errors import DomainError, EditedMeanwhile, WrongState
from support import policies, verbs
from support.models import (
    VISIT_NOTE,
    NoteState,
    Reply,
    Visit,
    VisitAction,
)
from support.rules import PROPOSED_AFTER, Asked, Said, proposed_action
from support.selectors.reviews import all_submitted
from support.selectors.templates import without_action
from support.services.answers import check_answered
from support.services.days import give_days
from support.services.follow_up import apply_follow_ups
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
    check_answered(visit, before="you share the note")
    if not all_submitted(visit):
        raise DomainError("Share it once every reviewer has submitted, or go on without them.")
    visit.state, visit.shared_at = NoteState.SHARED, timezone.now()
    visit.full_clean()
    visit.save()
    give_days(visit)
    apply_follow_ups(actor, visit)
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
        after={"reply": reply} | ({} if visit.is_safeguarding else {"text": visit.reply_text}),
    )
    return visit


@transaction.atomic
def propose_actions(*, actor: User, visit_id: int, version: int) -> list[VisitAction]:
    """Make an action of everything on the checklist that is not met and has none yet.

    Words, post and day are a first proposal, to be changed in the draft before it is shared.
    """
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    if visit.state != NoteState.DRAFT:
        raise WrongState("This note has been shared, so its actions are agreed.")
    if visit.version != version:
        raise EditedMeanwhile("This note was changed after you opened it. Read it, then try again.")
    made = [_proposed(visit, one, said) for one, said in without_action(visit)]
    if made:
        visit.version += 1
        visit.save(update_fields=["version"])
        journal.record(
            actor=actor,
            verb=verbs.ACTIONS_PROPOSED,
            target=visit,
            school=visit.school,
            after={"actions": len(made), "version": visit.version},
        )
    return made


def _proposed(visit: Visit, asked: Asked, said: Said) -> VisitAction:
    action = VisitAction(
        school=visit.school,
        visit=visit,
        question_id=asked.id,
        what=proposed_action(asked, said),
        owner=word("headteacher", None),
        due_on=visit.on + PROPOSED_AFTER,
    )
    action.full_clean()
    action.save()
    return action
