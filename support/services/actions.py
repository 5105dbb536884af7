"""What was agreed on a visit."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import WrongState
from support import policies, verbs
from support.models import (
    SHARED_NOTES,
    VisitAction,
)


@transaction.atomic
def finish_action(*, actor: User, action_id: int) -> VisitAction:
    """Mark an action as done; done twice is done once."""
    action = (
        VisitAction.objects.select_for_update(of=("self",))
        .select_related("visit__school")
        .get(pk=action_id)
    )
    policies.check_can_finish(actor, action)
    if action.visit.state not in SHARED_NOTES:
        raise WrongState("This action is not on the school's list yet: its note is a draft.")
    if action.done_at:
        return action
    action.done_at, action.done_by = timezone.now(), actor
    action.full_clean()
    action.save()
    journal.record(
        actor=actor,
        verb=verbs.ACTION_DONE,
        target=action,
        school=action.visit.school,
        after={"what": action.what},
    )
    return action
