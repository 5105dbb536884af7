"""From proposed to released: the head comments, the route approves or returns, then it is told."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import BAND_DECISION, BandDecision, DecisionState
from banding.policies import decisions as policies
from banding.services.decisions import check_version, locked, said, supersede
from core import journal
from core.errors import DomainError, WrongState


@transaction.atomic
def ask_head(*, actor: User, decision_id: int) -> BandDecision:
    """Show the school's head what is proposed, and ask whether its facts are right."""
    decision = locked(decision_id)
    policies.check_can_ask(actor, decision)
    _check_waits(decision)
    if decision.asked_at:
        raise WrongState(f"The {decision.head} has been asked already.")
    decision.asked_at, decision.asked_by = timezone.now(), actor
    decision.full_clean()
    decision.save()
    journal.record(actor=actor, verb=verbs.ASKED, target=decision, school=decision.school)
    return decision


@transaction.atomic
def comment_on_facts(*, actor: User, decision_id: int, comment: str) -> BandDecision:
    """One comment a proposal; it can be changed until the proposal is settled."""
    decision = locked(decision_id)
    policies.check_can_comment(actor, decision)
    _check_waits(decision)
    if not comment.strip():
        raise DomainError("Write your comment, or say that the facts are right.")
    before, decision.comment = decision.comment, comment.strip()
    decision.commented_at, decision.commented_by = timezone.now(), actor
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.COMMENTED, target=decision, school=decision.school,
        before={"comment": before}, after={"comment": decision.comment},
    )  # fmt: skip
    return decision


@transaction.atomic
def approve_band(*, actor: User, decision_id: int, version: str) -> BandDecision:
    """Settle exactly the proposal that was read. It counts once it is released."""
    decision = locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.APPROVED)
    policies.check_can_approve(actor, decision)
    check_version(decision, version)
    decision.state, decision.approved_version = DecisionState.APPROVED, version
    decision.approved_by, decision.approved_at = actor, timezone.now()
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.APPROVED, target=decision, school=decision.school,
        after=said(decision) | {"version": version},
    )  # fmt: skip
    return decision


@transaction.atomic
def release_band(*, actor: User, decision_id: int) -> BandDecision:
    """From now on it counts, and the school sees it. It replaces a level from the same day."""
    decision = locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.RELEASED)
    policies.check_can_release(actor, decision)
    was = supersede(decision)
    decision.state = DecisionState.RELEASED
    decision.released_by, decision.released_at = actor, timezone.now()
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.RELEASED, target=decision, school=decision.school,
        before={"level": was.code if was else None}, after=said(decision),
    )  # fmt: skip
    return decision


@transaction.atomic
def return_proposal(*, actor: User, decision_id: int, version: str, reason: str) -> BandDecision:
    decision = locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.RETURNED)
    policies.check_can_return(actor, decision)
    check_version(decision, version)
    if not reason.strip():
        raise DomainError("Say why you return it, so that the proposal can be put right.")
    decision.state, decision.return_reason = DecisionState.RETURNED, reason.strip()
    decision.returned_by, decision.returned_at = actor, timezone.now()
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.RETURNED, target=decision, school=decision.school,
        after=said(decision) | {"return_reason": decision.return_reason},
    )  # fmt: skip
    return decision


def _check_waits(decision: BandDecision) -> None:
    if decision.state != DecisionState.PROPOSED:
        raise WrongState("Nothing is proposed any more, so there is nothing to comment on.")
