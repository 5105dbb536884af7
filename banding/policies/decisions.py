"""Who may propose and settle a level. Each rule raises its sentence, or hands it over."""

from collections.abc import Callable
from typing import Any

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from banding.models import BandDecision
from core.errors import NotAllowed
from schools.models import School


def check_can_propose(actor: User, school: School) -> None:
    if not holds(actor, Can.PROPOSE_BAND, school):
        raise NotAllowed(
            "Only the chief executive and the school's improvement leads propose this."
        )


def check_can_approve(actor: User, decision: BandDecision) -> None:
    if not holds(actor, Can.APPROVE_BAND, decision.school):
        raise NotAllowed(f"Only trustees approve a {decision.word}.")
    if decision.proposed_by_id == actor.pk:
        raise NotAllowed(f"You proposed this {decision.word}, so someone else must approve it.")


def check_can_return(actor: User, decision: BandDecision) -> None:
    if not holds(actor, Can.APPROVE_BAND, decision.school):
        raise NotAllowed(f"Only trustees return a proposed {decision.word}.")
    if decision.proposed_by_id == actor.pk:
        raise NotAllowed(f"You proposed this {decision.word}, so someone else must return it.")


def why_not_propose(actor: User, school: School) -> str:
    return _reason(check_can_propose, actor, school)


def why_not_approve(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_approve, actor, decision)


def why_not_return(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_return, actor, decision)


def _reason(check: Callable[[User, Any], None], actor: User, thing: Any) -> str:
    """Why a button is grey, or an empty string when it is live."""
    try:
        check(actor, thing)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
