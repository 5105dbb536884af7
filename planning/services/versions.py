"""Putting a plan forward, deciding on exactly what was put forward, and issuing it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.services import mark_duty_done
from core.errors import DomainError, EditedMeanwhile, SayWhy, WrongState
from planning import verbs
from planning.models import (
    PLAN,
    PLAN_VERSION,
    Plan,
    PlanKind,
    PlanState,
    PlanVersion,
    VersionState,
)
from planning.policies import plans as policies
from planning.policies.route import route_for
from planning.selectors.checking import check_content
from planning.selectors.content import content_of, hash_of
from planning.services.plans import check_is_open, locked, note

CHANGED = (
    "The plan was changed since you checked it. Read it through once more, then put it forward."
)
ANOTHER = "This is not the version that waits for you any more. Read the one that does."


@transaction.atomic
def propose_plan(*, actor: User, plan_id: int, content_hash: str | None = None) -> PlanVersion:
    """`content_hash` is what was read when checking the answers; without, the plan as it is."""
    plan = locked(plan_id)
    route = route_for(plan)
    if not route.is_approved:
        raise WrongState("Nobody approves this plan. Issue it, and its readers have it.")
    policies.check_can_propose(actor, plan, route)
    PLAN.check(plan.state, PlanState.PROPOSED)
    content = content_of(plan)
    found = hash_of(content)
    if content_hash is not None and content_hash != found:
        raise EditedMeanwhile(CHANGED)
    checked = check_content(plan, content)
    if not checked.is_ready:
        raise DomainError(" ".join(checked.problems))
    version = PlanVersion(
        plan=plan,
        number=_next_number(plan),
        state=VersionState.PROPOSED,
        content=content,
        content_hash=found,
        made_by=actor,
        route=route.because,
    )
    version.full_clean()
    version.save()
    plan.state = PlanState.PROPOSED
    plan.save()
    after = {"version": version.number, "hash": found}
    note(verbs.PROPOSED, actor=actor, plan=plan, after=after)
    return version


@transaction.atomic
def take_back(*, actor: User, version_id: int) -> PlanVersion:
    version = _locked(version_id)
    plan = version.plan
    policies.check_can_propose(actor, plan, route_for(plan))
    _move(version, VersionState.WITHDRAWN)
    _move_plan(plan, PlanState.DRAFT)
    note(verbs.TAKEN_BACK, actor=actor, plan=plan, after={"version": version.number})
    return version


@transaction.atomic
def approve_plan(*, actor: User, version_id: int, content_hash: str) -> PlanVersion:
    """Approve the version that was read, and no other. It stands from now on."""
    version = _locked(version_id)
    plan = version.plan
    policies.check_can_approve(actor, plan, route_for(plan), version)
    _check_is_the_one(version, content_hash)
    _supersede_standing(plan)
    version.decided_at, version.decided_by = timezone.now(), actor
    _move(version, VersionState.STANDING)
    _move_plan(plan, PlanState.APPROVED)
    after = {"version": version.number, "hash": version.content_hash}
    note(verbs.APPROVED, actor=actor, plan=plan, after=after)
    _mark_done(version, version.made_by, f"Approved: {version}.")
    return version


@transaction.atomic
def return_plan(*, actor: User, version_id: int, content_hash: str, reason: str) -> PlanVersion:
    version = _locked(version_id)
    plan = version.plan
    policies.check_can_return(actor, plan, route_for(plan), version)
    _check_is_the_one(version, content_hash)
    if not reason.strip():
        raise SayWhy("Say what must change, so that the school can change it.")
    version.decided_at, version.decided_by = timezone.now(), actor
    version.reason = reason.strip()
    _move(version, VersionState.RETURNED)
    _move_plan(plan, PlanState.DRAFT)
    after = {"version": version.number, "reason": version.reason}
    note(verbs.RETURNED, actor=actor, plan=plan, after=after)
    return version


@transaction.atomic
def check_targets(*, actor: User, version_id: int, targets_match: bool, words: str) -> PlanVersion:
    """Quality assurance: whether the targets of a version match the school's needs, and why."""
    version = _locked(version_id)
    plan = version.plan
    policies.check_can_check(actor, plan)
    if version.state not in {VersionState.PROPOSED, VersionState.STANDING}:
        raise WrongState("This version is no longer the one to check.")
    if not words.strip():
        raise SayWhy("Say why the targets match the school's needs, or why not.")
    version.checked_at, version.checked_by = timezone.now(), actor
    version.targets_match, version.check_words = targets_match, words.strip()
    version.full_clean()
    version.save()
    after = {"version": version.number, "match": targets_match, "words": version.check_words}
    note(verbs.CHECKED, actor=actor, plan=plan, after=after)
    return version


@transaction.atomic
def issue_plan(*, actor: User, plan_id: int) -> PlanVersion:
    """Give it to governors and the trust: the version that was approved, or where nobody approves
    the text as it is now.
    """
    plan = locked(plan_id)
    policies.check_can_issue(actor, plan)
    check_is_open(plan)
    if route_for(plan).is_approved:
        version = plan.versions.filter(state=VersionState.STANDING).first()
        if version is None:
            raise WrongState("No version of this plan is approved yet, so none can be issued.")
    else:
        version = _version_of_now(plan, actor)
    if version.issued_at:
        return version
    version.issued_at, version.issued_by = timezone.now(), actor
    version.full_clean()
    version.save()
    after = {"version": version.number, "hash": version.content_hash}
    note(verbs.ISSUED, actor=actor, plan=plan, after=after)
    if plan.kind == PlanKind.SEF:
        _mark_done(version, actor, f"Issued: {version}.")
    return version


def _version_of_now(plan: Plan, actor: User) -> PlanVersion:
    """The standing version where nothing has changed since."""
    content = content_of(plan)
    found = hash_of(content)
    standing = plan.versions.filter(state=VersionState.STANDING).first()
    if standing and standing.content_hash == found:
        return standing
    _supersede_standing(plan)
    version = PlanVersion(
        plan=plan,
        number=_next_number(plan),
        state=VersionState.STANDING,
        content=content,
        content_hash=found,
        made_by=actor,
    )
    version.full_clean()
    version.save()
    return version


def _next_number(plan: Plan) -> int:
    last = plan.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _locked(version_id: int) -> PlanVersion:
    locked(PlanVersion.objects.values_list("plan_id", flat=True).get(pk=version_id))
    versions = PlanVersion.objects.select_related("plan__school", "made_by")
    return versions.get(pk=version_id)


def _check_is_the_one(version: PlanVersion, content_hash: str) -> None:
    if version.state != VersionState.PROPOSED or version.content_hash != content_hash:
        raise EditedMeanwhile(ANOTHER)


def _supersede_standing(plan: Plan) -> None:
    standing = plan.versions.filter(state=VersionState.STANDING).first()
    if standing:
        _move(standing, VersionState.SUPERSEDED)


def _move(version: PlanVersion, state: VersionState) -> None:
    PLAN_VERSION.check(version.state, state)
    version.state = state
    version.full_clean()
    version.save()


def _move_plan(plan: Plan, state: PlanState) -> None:
    PLAN.check(plan.state, state)
    plan.state = state
    plan.save()


def _mark_done(version: PlanVersion, actor: User, words: str) -> None:
    """The duty that asked for the plan is done by whoever put it forward."""
    plan, today = version.plan, timezone.localdate()
    codes = [route_for(plan).code]
    mark_duty_done(actor=actor, school=plan.school, codes=codes, on=today, note=words)
