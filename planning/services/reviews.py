"""Looking at the whole plan on a day, and closing it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.services import mark_duty_done
from core.errors import DomainError, SayWhy
from planning import verbs
from planning.models import (
    PLAN,
    Plan,
    PlanReview,
    PlanState,
    ReviewDecision,
)
from planning.policies import plans as policies
from planning.policies.route import updates_of
from planning.services.plans import check_is_open, locked, note


@transaction.atomic
def review_plan(
    *,
    actor: User,
    plan_id: int,
    on: date,
    progress: str,
    direction: str,
    decision: str,
    words: str = "",
) -> PlanReview:
    """A rapid plan's half-termly review, or a plan's termly update: the duty that asked is done."""
    plan = locked(plan_id)
    policies.check_can_review(actor, plan)
    check_is_open(plan)
    if on > timezone.localdate():
        raise DomainError("A review is written down once it was held: choose today or earlier.")
    if not progress.strip():
        raise SayWhy("Say what has been achieved so far.")
    if decision != ReviewDecision.CONTINUE and not words.strip():
        raise SayWhy("Say why this was decided.")
    review = PlanReview(
        plan=plan,
        on=on,
        progress=progress.strip(),
        direction=direction,
        decision=decision,
        words=words.strip(),
        by=actor,
    )
    review.full_clean()
    review.save()
    after = {"on": on.isoformat(), "direction": direction, "decision": decision}
    note(verbs.REVIEWED, actor=actor, plan=plan, after=after)
    mark_duty_done(
        actor=actor,
        school=plan.school,
        codes=updates_of(plan),
        on=on,
        note=f"{plan}, reviewed.",
    )
    return review


@transaction.atomic
def close_plan(*, actor: User, plan_id: int, achieved: str, replaced: bool = False) -> Plan:
    """Completed, with what was achieved; or replaced by another, with why."""
    plan = locked(plan_id)
    policies.check_can_report(actor, plan)
    check_is_open(plan)
    if not achieved.strip():
        raise SayWhy("Say what was achieved, for whoever carries on.")
    state = PlanState.SUPERSEDED if replaced else PlanState.COMPLETED
    PLAN.check(plan.state, state)
    plan.state, plan.achieved = state, achieved.strip()
    plan.closed_at, plan.closed_by = timezone.now(), actor
    plan.full_clean()
    plan.save()
    note(verbs.CLOSED, actor=actor, plan=plan, after={"state": state, "achieved": plan.achieved})
    return plan
