"""How earlier actions stood on a visit: noted in its draft, and taking effect when it is shared."""

from collections.abc import Mapping

from accounts.models import User
from core.errors import DomainError
from support.models import ActionState, FollowUp, Outcome, Visit
from support.rules import FollowedUp
from support.selectors.actions import open_before
from support.services.actions import close_action


def keep_follow_ups(actor: User, visit: Visit, said: Mapping[int, FollowedUp]) -> None:
    """Write how each open action of earlier visits stands. One that is not said is left open."""
    for action in open_before(actor, visit.school, visit):
        told = said.get(action.pk)
        if told is None:
            continue
        if not told.outcome:
            FollowUp.objects.filter(visit=visit, action=action).delete()
            continue
        if told.outcome == Outcome.NOT_NEEDED and not told.words.strip():
            raise DomainError(f"Say why “{action.what}” is no longer needed.")
        row = FollowUp.objects.filter(visit=visit, action=action).first()
        row = row or FollowUp(visit=visit, action=action)
        row.outcome, row.words = told.outcome, told.words.strip()
        row.full_clean()
        row.save()


def apply_follow_ups(actor: User, visit: Visit) -> None:
    """From the moment the note is shared. What somebody closed meanwhile stays as it is."""
    closing = {Outcome.DONE: ActionState.DONE, Outcome.NOT_NEEDED: ActionState.NOT_NEEDED}
    for row in visit.follow_ups.select_related("action__school").order_by("pk"):
        state = closing.get(Outcome(row.outcome))
        if state and row.action.state == ActionState.OPEN:
            close_action(actor, row.action, state, why=row.words)
