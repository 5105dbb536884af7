"""Who may propose and settle a level. Each rule raises its sentence, or hands it over."""

from collections.abc import Callable
from typing import Any

from accounts.access import holds, holds_trust_wide
from accounts.models import User
from accounts.roles import Can
from banding.models import BandDecision, DecisionState, Edition, Occasion
from banding.policies.route import approvers, follows_route, is_executive
from core.errors import NotAllowed
from schools.models import School


def check_can_propose(actor: User, school: School) -> None:
    if not holds(actor, Can.PROPOSE_BAND, school):
        raise NotAllowed(
            "Only the chief executive and the school's improvement leads propose this."
        )


def check_can_judge(actor: User, decision: BandDecision) -> None:
    """A school outside the trust is judged by those who propose for the whole trust."""
    if decision.occasion != Occasion.DUE_DILIGENCE:
        check_can_propose(actor, decision.school)
    else:
        check_can_judge_outside(actor)


def check_can_judge_outside(actor: User) -> None:
    if not holds_trust_wide(actor, Can.PROPOSE_BAND):
        raise NotAllowed("Only those who propose for the whole trust judge a school outside it.")


def check_can_approve(actor: User, decision: BandDecision) -> None:
    _check_route(actor, decision, "approve a", "approves a")
    if decision.proposed_by_id == actor.pk:
        raise NotAllowed(f"You proposed this {decision.word}, so someone else must approve it.")


def check_can_return(actor: User, decision: BandDecision) -> None:
    _check_route(actor, decision, "return a proposed", "returns a proposed")
    if decision.proposed_by_id == actor.pk:
        raise NotAllowed(f"You proposed this {decision.word}, so someone else must return it.")


def _check_route(actor: User, decision: BandDecision, several: str, one: str) -> None:
    """The approver of the edition's judgement duty decides, and nobody else."""
    reaches = _reaches(actor, Can.APPROVE_BAND, decision)
    if not reaches or not follows_route(actor, decision.edition):
        who = approvers(decision.edition)
        does = several if who == "trustees" else one
        raise NotAllowed(f"Only {who} {does} {decision.word}.")


def check_can_release(actor: User, decision: BandDecision) -> None:
    may = follows_route(actor, decision.edition) or is_executive(actor)
    if not may or not _reaches(actor, Can.RELEASE_BAND, decision):
        raise NotAllowed(
            f"Only the chief executive and those who approve release a {decision.word}."
        )


def check_can_withdraw(actor: User, decision: BandDecision) -> None:
    if decision.state == DecisionState.DRAFT:
        return check_can_judge(actor, decision)
    if decision.proposed_by_id != actor.pk:
        raise NotAllowed("Only whoever proposed it can withdraw it. Those who approve return it.")
    return None


def check_can_ask(actor: User, decision: BandDecision) -> None:
    check_can_judge(actor, decision)
    if decision.occasion == Occasion.DUE_DILIGENCE:
        raise NotAllowed(
            f"The school is not in the trust yet, so its {decision.head} has no account here."
        )


def check_can_comment(actor: User, decision: BandDecision) -> None:
    """Once asked, until it is approved."""
    if decision.asked_at is None or not holds(actor, Can.COMMENT_BAND, decision.school):
        raise NotAllowed(f"The school's {decision.head} comments, once asked.")


def check_can_run_rounds(actor: User) -> None:
    if not holds_trust_wide(actor, Can.OPEN_ROUND):
        raise NotAllowed("Only the chief executive opens and closes a round.")


def check_can_record_status(actor: User, school: School, edition: Edition) -> None:
    if not holds(actor, Can.APPROVE_BAND, school) or not follows_route(actor, edition):
        raise NotAllowed(f"This is for {approvers(edition)} to record.")


def _reaches(actor: User, can: Can, decision: BandDecision) -> bool:
    outside = decision.occasion == Occasion.DUE_DILIGENCE and holds_trust_wide(actor, can)
    return outside or holds(actor, can, decision.school)


def why_not_propose(actor: User, school: School) -> str:
    return _reason(check_can_propose, actor, school)


def why_not_judge(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_judge, actor, decision)


def why_not_approve(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_approve, actor, decision)


def why_not_return(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_return, actor, decision)


def why_not_release(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_release, actor, decision)


def why_not_withdraw(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_withdraw, actor, decision)


def why_not_ask(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_ask, actor, decision)


def why_not_comment(actor: User, decision: BandDecision) -> str:
    return _reason(check_can_comment, actor, decision)


def why_not_run_rounds(actor: User) -> str:
    return _reason(check_can_run_rounds, actor)


def why_not_record_status(actor: User, school: School, edition: Edition) -> str:
    return _reason(check_can_record_status, actor, school, edition)


def _reason(check: Callable[..., None], *args: Any) -> str:
    """Why a button is grey, or an empty string when it is live."""
    try:
        check(*args)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
