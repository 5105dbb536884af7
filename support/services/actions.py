"""The one list of actions of a school: added, moved, done, no longer needed, reopened."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, WrongState
from schools.models import School
from support import policies, verbs
from support.models import ACTION, SHARED_NOTES, ActionState, VisitAction


@transaction.atomic
def add_action(
    *, actor: User, school: School, what: str, owner: str, due_on: date, came_from: str = ""
) -> VisitAction:
    """Put an action on the school's list that no visit note holds; say where it is from."""
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_keep_actions(actor, school)
    action = VisitAction(
        school=school, what=what.strip(), owner=owner.strip(), due_on=due_on, came_from=came_from
    )
    action.full_clean()
    action.save()
    _record(actor, verbs.ACTION_ADDED, action, after={"due_on": due_on.isoformat()})
    return action


@transaction.atomic
def finish_action(*, actor: User, action_id: int) -> VisitAction:
    """Mark an action as done; done twice is done once."""
    action = _hold(actor, action_id)
    if action.state == ActionState.DONE:
        return action
    return close_action(actor, action, ActionState.DONE)


@transaction.atomic
def drop_action(*, actor: User, action_id: int, why: str) -> VisitAction:
    """Take an action off the list that is no longer needed."""
    action = _hold(actor, action_id)
    if not why.strip():
        raise DomainError("Say why it is no longer needed.")
    return close_action(actor, action, ActionState.NOT_NEEDED, why=why)


@transaction.atomic
def reopen_action(*, actor: User, action_id: int, why: str) -> VisitAction:
    action = _hold(actor, action_id)
    ACTION.check(action.state, ActionState.OPEN)
    if not why.strip():
        raise DomainError("Say why it is open again.")
    before = {"state": action.state}
    action.state, action.why = ActionState.OPEN, why.strip()
    action.done_at = action.done_by = None
    action.full_clean()
    action.save()
    _record(actor, verbs.ACTION_REOPENED, action, before=before, after={"why": action.why})
    return action


@transaction.atomic
def move_action(*, actor: User, action_id: int, due_on: date, why: str) -> VisitAction:
    """Give an open action another day, with the reason."""
    action = _hold(actor, action_id)
    if action.state != ActionState.OPEN:
        raise WrongState("Only an open action is given another day.")
    if not why.strip():
        raise DomainError("Say why the day is moved.")
    before = {"due_on": action.due_on.isoformat()}
    action.due_on, action.why = due_on, why.strip()
    action.full_clean()
    action.save()
    after = {"due_on": due_on.isoformat(), "why": action.why}
    _record(actor, verbs.ACTION_MOVED, action, before=before, after=after)
    return action


def close_action(
    actor: User, action: VisitAction, state: ActionState, *, why: str = ""
) -> VisitAction:
    """For services that hold the school and have asked whether `actor` may."""
    ACTION.check(action.state, state)
    action.state, action.done_at, action.done_by = state, timezone.now(), actor
    action.why = why.strip() or action.why
    action.full_clean()
    action.save()
    verb = verbs.ACTION_DONE if state == ActionState.DONE else verbs.ACTION_DROPPED
    _record(actor, verb, action)
    return action


def _hold(actor: User, action_id: int) -> VisitAction:
    action = (
        VisitAction.objects.select_for_update(of=("self",))
        .select_related("school", "visit__school", "visit__activity")
        .get(pk=action_id)
    )
    policies.check_can_finish(actor, action)
    if action.visit and action.visit.state not in SHARED_NOTES:
        raise WrongState("This action is not on the school's list yet: its note is a draft.")
    return action


def _record(actor: User, verb: str, action: VisitAction, **changes: dict[str, str]) -> None:
    """What a safeguarding review agreed is said on the list only, and not in the journal."""
    is_safeguarding = bool(action.visit and action.visit.is_safeguarding)
    after = changes.pop("after", {}) | ({} if is_safeguarding else {"what": action.what})
    journal.record(
        actor=actor,
        verb=verb,
        target=action.visit if action.visit and is_safeguarding else action,
        school=action.school,
        after=after,
        **changes,
    )
