"""Who may read, write, put forward, approve and discuss a plan. Each rule raises its sentence."""

import enum
from collections.abc import Callable
from typing import Any

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can, Role
from accounts.words import word
from core.errors import NotAllowed
from planning.guests import is_guest
from planning.models import ONE_AFTER_ANOTHER, Plan, PlanAction, PlanKind, PlanVersion, SubjectPlan
from planning.rules.routes import LEAD, Route
from schools.models import School


class Reading(enum.Enum):
    """How much of a plan somebody reads."""

    WHOLE = "whole"  # and the draft of it
    PUT_FORWARD = "put forward"  # a version that waits or stands
    ISSUED = "issued"  # the version that was issued
    PROGRESS = "progress"  # titles, colours and counts
    NOTHING = "nothing"


def reading_of(user: User, plan: Plan) -> Reading:
    if holds(user, Can.READ_PLANS, plan.school):
        return Reading.WHOLE
    if holds(user, Can.READ_ISSUED_PLANS, plan.school):
        return Reading.ISSUED
    if is_guest(user, plan):
        return Reading.ISSUED
    if not holds(user, Can.APPROVE_PLANS, plan.school):
        return Reading.NOTHING
    if plan.kind in ONE_AFTER_ANOTHER:
        return Reading.PUT_FORWARD
    return Reading.PROGRESS if plan.kind == PlanKind.SIP else Reading.NOTHING


def check_can_write(actor: User, school: School, kind: str) -> None:
    """The headteacher; a rapid plan is written together with the improvement lead."""
    if holds(actor, Can.WRITE_PLANS, school):
        return
    head = word("headteacher", actor).lower()
    if kind not in ONE_AFTER_ANOTHER:
        raise NotAllowed(f"The {head} writes this plan.")
    if not holds(actor, Can.AGREE_PLANS, school):
        raise NotAllowed(f"The {head} and the school's improvement leads write this plan.")


def check_can_write_plan(actor: User, plan: Plan) -> None:
    check_can_write(actor, plan.school, plan.kind)


def check_can_propose(actor: User, plan: Plan, route: Route) -> None:
    can = Can.AGREE_PLANS if route.proposer.role == LEAD else Can.WRITE_PLANS
    if not holds(actor, can, plan.school):
        raise NotAllowed(f"This plan is put forward by {route.proposer.name} only.")


def check_can_approve(actor: User, plan: Plan, route: Route, version: PlanVersion) -> None:
    _check_route(actor, plan, route, "approved")
    _check_not_author(actor, plan, version, "approve")


def check_can_return(actor: User, plan: Plan, route: Route, version: PlanVersion) -> None:
    _check_route(actor, plan, route, "returned")
    _check_not_author(actor, plan, version, "return")


def _check_route(actor: User, plan: Plan, route: Route, done: str) -> None:
    role = route.approver.role
    if not role:
        raise NotAllowed("Nobody approves this plan: the school issues it.")
    can = Can.AGREE_PLANS if role == LEAD else Can.APPROVE_PLANS
    is_one = any(held.role == role for held in actor.roles_today())
    if not is_one or not holds(actor, can, plan.school):
        raise NotAllowed(f"This plan is {done} by {route.approver.name} only. {route.because}")


def _check_not_author(actor: User, plan: Plan, version: PlanVersion, do: str) -> None:
    wrote = plan.writers.filter(pk=actor.pk).exists()
    if version.made_by_id == actor.pk or wrote:
        raise NotAllowed(f"You wrote part of this plan, so someone else must {do} it.")


def check_can_check(actor: User, plan: Plan) -> None:
    """Quality assurance, by somebody who did not write it."""
    if not holds(actor, Can.AGREE_PLANS, plan.school):
        raise NotAllowed("The school's improvement leads check that targets match its needs.")
    if plan.writers.filter(pk=actor.pk).exists():
        raise NotAllowed("You wrote part of this plan, so someone else must check it.")


def check_can_issue(actor: User, plan: Plan) -> None:
    if not holds(actor, Can.WRITE_PLANS, plan.school):
        raise NotAllowed(f"The {word('headteacher', actor).lower()} issues this plan.")


def check_can_report(actor: User, plan: Plan) -> None:
    """To say how a priority goes, or close the plan."""
    check_can_write_plan(actor, plan)


def check_can_review(actor: User, plan: Plan) -> None:
    """Whoever writes it, and those who approve such plans at the school."""
    is_chief = any(held.role == Role.EXECUTIVE for held in actor.roles_today())
    if is_chief and holds(actor, Can.APPROVE_PLANS, plan.school):
        return
    if holds(actor, Can.AGREE_PLANS, plan.school):
        return
    check_can_write_plan(actor, plan)


def check_can_do(actor: User, action: PlanAction) -> None:
    """School staff mark what is theirs, and nothing else."""
    plan = action.priority.plan
    if holds(actor, Can.READ_PLANS, plan.school) and action.doer_id == actor.pk:
        return
    try:
        check_can_write_plan(actor, plan)
    except NotAllowed as refusal:
        raise NotAllowed(f"This action is for {action.owner}, who marks it as done.") from refusal


def check_can_write_subject(actor: User, subject: SubjectPlan) -> None:
    plan = subject.priority.plan
    if holds(actor, Can.READ_PLANS, plan.school) and subject.writer_id == actor.pk:
        return
    check_can_write_plan(actor, plan)


def check_can_write_section(actor: User, plan: Plan, section: object) -> None:
    if isinstance(section, SubjectPlan):
        check_can_write_subject(actor, section)
    else:
        check_can_write_plan(actor, plan)


def check_can_comment(actor: User, plan: Plan) -> None:
    may = holds(actor, Can.COMMENT_PLANS, plan.school) or only_challenges(actor, plan)
    if not may or not _reads_words(actor, plan):
        raise NotAllowed("You may not comment on this plan.")


def only_challenges(user: User, plan: Plan) -> bool:
    """A peer of another school: what they say is a challenge, and they see challenges only."""
    is_of_the_school = holds(user, Can.COMMENT_PLANS, plan.school)
    return is_guest(user, plan) and not is_of_the_school


def _reads_words(actor: User, plan: Plan) -> bool:
    return reading_of(actor, plan) in {Reading.WHOLE, Reading.ISSUED}


def why_not(check: Callable[..., None], *args: Any) -> str:
    """Why a button is grey, or an empty string when it is live."""
    try:
        check(*args)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
