"""Which priorities a plan has, in what order, and where they came from."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError, EditedMeanwhile, WrongState
from core.years import AcademicYear
from planning import verbs
from planning.models import DevelopmentPoint, Plan, PlanKind, Priority, SubjectPlan
from planning.policies import plans as policies
from planning.services.plans import changed, check_can_change, locked, note

AT_MOST = 20
NO_TITLE = "Say in a few words what is to get better."


@transaction.atomic
def add_priority(*, actor: User, plan_id: int, title: str) -> Priority:
    plan = locked(plan_id)
    policies.check_can_write_plan(actor, plan)
    return _add(actor, plan, title)


def _add(actor: User, plan: Plan, title: str) -> Priority:
    check_can_change(plan)
    if not plan.has_priorities:
        raise WrongState("A plan of this kind has no priorities.")
    if not title.strip():
        raise DomainError(NO_TITLE)
    there = plan.priorities.standing()
    if there.count() >= AT_MOST:
        raise DomainError(f"A plan has at most {AT_MOST} priorities.")
    last = there.aggregate(last=Max("position"))["last"] or 0
    priority = Priority(plan=plan, position=last + 1, title=title.strip()[:200])
    priority.full_clean()
    priority.save()
    changed(plan, actor)
    note(verbs.PRIORITY_ADDED, actor=actor, plan=plan, after={"priority": priority.title})
    return priority


@transaction.atomic
def remove_priority(*, actor: User, priority_id: int, version: int) -> Priority:
    """It is closed, not deleted: whoever is writing it still finds the words."""
    priority = _locked(priority_id)
    plan = priority.plan
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    if priority.removed_at:
        return priority
    if priority.version != version:
        raise EditedMeanwhile(
            "Somebody changed this priority since you opened it. Read it again, then remove it."
        )
    priority.removed_at, priority.removed_by = timezone.now(), actor
    priority.full_clean()
    priority.save()
    changed(plan, actor)
    note(verbs.PRIORITY_REMOVED, actor=actor, plan=plan, after={"priority": priority.title})
    return priority


@transaction.atomic
def order_priorities(*, actor: User, plan_id: int, order: Sequence[int]) -> Plan:
    plan = locked(plan_id)
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    there = {one.pk: one for one in plan.priorities.standing()}
    if sorted(order) != sorted(there):
        raise EditedMeanwhile("A priority was added or removed since you opened the page.")
    if list(there) == list(order):
        return plan
    for position, pk in enumerate(order, start=1):
        there[pk].position = position
        there[pk].save(update_fields=["position"])
    changed(plan, actor)
    titles = [there[pk].title for pk in order]
    note(verbs.PRIORITIES_ORDERED, actor=actor, plan=plan, after={"order": titles})
    return plan


@transaction.atomic
def make_priority(*, actor: User, point_id: int) -> Priority:
    """Turn an area for development into a priority of the same year's improvement plan, once."""
    point = DevelopmentPoint.objects.select_related("area__plan__school").get(pk=point_id)
    evaluation = point.area.plan
    into = Plan.objects.living().filter(
        school=evaluation.school, kind=PlanKind.SIP, start_year=evaluation.start_year
    )
    found = into.values_list("pk", flat=True).first()
    if found is None:
        year = AcademicYear(evaluation.start_year)
        raise WrongState(f"Start the improvement plan for {year} first: there is none yet.")
    plan = locked(found)
    policies.check_can_write_plan(actor, plan)
    point = DevelopmentPoint.objects.select_related("priority", "area").get(pk=point_id)
    if point.priority and not point.priority.removed_at:
        return point.priority
    priority = _add(actor, plan, point.text)
    priority.sef_area = point.area
    priority.save(update_fields=["sef_area"])
    point.priority = priority
    point.save(update_fields=["priority"])
    return priority


@transaction.atomic
def add_subject_plan(
    *, actor: User, priority_id: int, subject: str, leader: str, writer: User | None = None
) -> SubjectPlan:
    priority = _locked(priority_id)
    plan = priority.plan
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    if priority.removed_at:
        raise WrongState("This priority is no longer in the plan.")
    if not subject.strip() or not leader.strip():
        raise DomainError("Say which subject it is, and which post leads it.")
    made = SubjectPlan(
        priority=priority, subject=subject.strip(), leader=leader.strip(), writer=writer
    )
    made.full_clean()
    made.save()
    changed(plan, actor)
    note(verbs.SUBJECT_ADDED, actor=actor, plan=plan, after={"subject": made.subject})
    return made


def _locked(priority_id: int) -> Priority:
    locked(Priority.objects.values_list("plan_id", flat=True).get(pk=priority_id))
    return Priority.objects.select_related("plan__school", "removed_by").get(pk=priority_id)
