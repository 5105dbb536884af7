"""A deployment while it runs: days planned and recorded, its end, and its review."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.services import roles
from core import journal
from core.errors import DomainError, SayWhy, WrongState
from core.units import show_days
from support import verbs
from support.models import (
    DEPLOYMENT,
    Deployment,
    DeploymentDay,
    DeploymentReview,
    DeploymentState,
    LedgerKind,
    RequestState,
)
from support.policies import deployments as policies
from support.policies.requests import check_can_broker
from support.rules.brief import notes_until
from support.services.days import add_entry
from support.services.deployments import hold_deployment
from support.services.requests import move_request

UNDERWAY = {DeploymentState.AGREED, DeploymentState.RUNNING}


@transaction.atomic
def plan_day(*, actor: User, deployment_id: int, on: date, quarter_days: int) -> DeploymentDay:
    """Put a day into the diary, to be recorded when it has been."""
    found = hold_deployment(deployment_id)
    _check_underway(actor, found)
    day = DeploymentDay(deployment=found, on=on, quarter_days=quarter_days)
    _count(found, LedgerKind.PLANNED, quarter_days, on)
    return _write(found, actor, day)


@transaction.atomic
def record_day(
    *,
    actor: User,
    deployment_id: int,
    on: date,
    quarter_days: int,
    done: str,
    next_step: str = "",
) -> DeploymentDay:
    """Say what was done on a day, whether it was planned or not. The first begins it."""
    found = hold_deployment(deployment_id)
    _check_underway(actor, found)
    if on > timezone.localdate():
        raise DomainError("A day is recorded once it has been: choose today or an earlier day.")
    if not done.strip():
        raise SayWhy("Say what was done.")
    planned = found.days.filter(on=on).first()
    if planned and planned.recorded_at:
        raise WrongState("This day is recorded already.")
    if planned:
        _count(found, LedgerKind.MADE, -planned.quarter_days, on)
    _count(found, LedgerKind.GIVEN, quarter_days, on)
    day = planned or DeploymentDay(deployment=found, on=on)
    day.quarter_days, day.done, day.next_step = quarter_days, done.strip(), next_step.strip()
    day.recorded_at, day.recorded_by = timezone.now(), actor
    if found.state == DeploymentState.AGREED:
        DEPLOYMENT.check(found.state, DeploymentState.RUNNING)
        found.state = DeploymentState.RUNNING
        found.full_clean()
        found.save()
    return _write(found, actor, day)


@transaction.atomic
def end_deployment(*, actor: User, deployment_id: int, reason: str = "") -> Deployment:
    """At once: what the brief showed is closed at the next request. Before its last day say why."""
    found, today = hold_deployment(deployment_id), timezone.localdate()
    DEPLOYMENT.check(found.state, DeploymentState.ENDED)
    check_can_broker(actor)
    if today < found.ends_on:
        if not reason.strip():
            raise SayWhy("Say why it ends before its last day.")
        found.ends_on = max(found.starts_on, today)
    found.state, found.reason = DeploymentState.ENDED, reason.strip()
    found.ended_at, found.ended_by = timezone.now(), actor
    found.full_clean()
    found.save()
    for day in found.days.filter(recorded_at=None):
        _count(found, LedgerKind.CANCELLED, -day.quarter_days, day.on, reason="It has ended.")
    _close(actor, found.access, today - timedelta(days=1))
    _close(actor, found.notes_access, notes_until(found.ends_on))
    move_request(found.request, RequestState.MET)
    _record(found, actor, verbs.ENDED, {"reason": found.reason, "last_day": found.ends_on})
    return found


@transaction.atomic
def review_deployment(
    *,
    actor: User,
    deployment_id: int,
    impact: str,
    words: str,
    would_again: bool,
    measured: str = "",
    after: tuple[int, int] | None = None,
) -> DeploymentReview:
    """Once, against the measures that were agreed first."""
    found = hold_deployment(deployment_id)
    DEPLOYMENT.check(found.state, DeploymentState.REVIEWED)
    policies.check_can_review(actor, found)
    if not words.strip():
        raise SayWhy("Say what it changed, in your own words.")
    if found.worded_measure and not measured.strip():
        raise DomainError(f"Say where it stands now: {found.worded_measure}")
    after_year, after_term = after or (None, None)
    review = DeploymentReview(
        deployment=found, impact=impact, words=words.strip(), would_again=would_again,
        measured=measured.strip(), after_year=after_year, after_term=after_term,
        reviewed_by=actor,
    )  # fmt: skip
    review.full_clean()
    review.save()
    found.state = DeploymentState.REVIEWED
    found.full_clean()
    found.save()
    _record(found, actor, verbs.REVIEWED, {"impact": impact, "would_again": would_again})
    return review


def _check_underway(actor: User, found: Deployment) -> None:
    if found.state not in UNDERWAY:
        raise WrongState("Days are recorded while a deployment runs.")
    policies.check_can_record(actor, found)


def _write(found: Deployment, actor: User, day: DeploymentDay) -> DeploymentDay:
    """The days agreed are what two schools agreed to: more is another deployment."""
    if not found.starts_on <= day.on <= found.ends_on:
        raise DomainError("Choose a day between the first and the last day of the deployment.")
    if day.pk is None and found.days.filter(on=day.on).exists():
        raise WrongState("That day is in the list already.")
    others = found.days.exclude(pk=day.pk).values_list("quarter_days", flat=True)
    left = found.quarter_days - sum(others)
    if day.quarter_days > left:
        raise DomainError(
            f"{show_days(max(left, 0))} days are left of the {show_days(found.quarter_days)} "
            "agreed. Ask whoever proposed the deployment to agree more."
        )
    day.full_clean()
    day.save()
    verb = verbs.DAY_RECORDED if day.recorded_at else verbs.DAY_PLANNED
    _record(found, actor, verb, {"on": day.on, "quarter_days": day.quarter_days})
    return day


def _count(
    found: Deployment, kind: LedgerKind, quarter_days: int, on: date, *, reason: str = ""
) -> None:
    """On the school's ledger, where the deployment counts for an activity of the offer."""
    if found.offer_line:
        add_entry(
            school=found.school, offer_line=found.offer_line, kind=kind,
            quarter_days=quarter_days, on=on, person=found.person, deployment=found, reason=reason,
        )  # fmt: skip


def _close(actor: User, held: RoleAssignment | None, last_day: date) -> None:
    if held and not held.is_over:
        roles.close(actor=actor, assignment=held, last_day=last_day)


def _record(found: Deployment, actor: User, verb: str, after: dict[str, object]) -> None:
    journal.record(actor=actor, verb=verb, target=found, school=found.school, after=after)
