"""Holding a plan while it is changed, and what every change of its text has in common."""

from typing import Any

from accounts.models import User
from core import journal
from core.errors import WrongState
from planning.models import PLAN, Plan, PlanState
from schools.models import School

CLOSED = "This plan is closed, so it can no longer be changed."
WAITS = "This plan waits for approval. Take it back first, then change it."


def locked(plan_id: int) -> Plan:
    """The plan as it is once it is ours: what hangs from it is changed under its lock."""
    Plan.objects.select_for_update().get(pk=plan_id)
    return Plan.objects.select_related("school", "framework").get(pk=plan_id)


def lock_school(school: School) -> None:
    """What holds between a school's plans is changed one at a time."""
    School.objects.select_for_update().get(pk=school.pk)


def check_is_open(plan: Plan) -> None:
    if not plan.is_living:
        raise WrongState(CLOSED)


def check_can_change(plan: Plan) -> None:
    """Text may be changed while it is a draft, or approved (it is a draft again then)."""
    check_is_open(plan)
    if plan.state == PlanState.PROPOSED:
        raise WrongState(WAITS)


def changed(plan: Plan, actor: User) -> None:
    """After a change of its text: a draft again, with whoever wrote it among its writers.

    The version that was approved stands until the next is.
    """
    if plan.state == PlanState.APPROVED:
        PLAN.check(plan.state, PlanState.DRAFT)
        plan.state = PlanState.DRAFT
    plan.full_clean()
    plan.save()
    plan.writers.add(actor)


def note(
    verb: str,
    *,
    actor: User | None,
    plan: Plan,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    """The journal names what was changed; the words themselves are kept by versions."""
    about = {"kind": plan.kind, "year": str(plan.academic_year)} | after
    journal.record(
        actor=actor, verb=verb, target=plan, school=plan.school, before=before, after=about
    )
