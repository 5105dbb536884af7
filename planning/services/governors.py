"""Making the governors' cycle of an improvement plan, changing its words, noting what was done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError, EditedMeanwhile, WrongState
from planning import verbs
from planning.models import GovernorLook, PlanKind
from planning.policies import governors as policies
from planning.rules.governing import HALF_TERMS
from planning.services.plans import check_is_open, locked, note

MEANWHILE = "Somebody changed this line of the cycle after you opened it."


@transaction.atomic
def make_cycle(*, actor: User, plan_id: int) -> int:
    """How many lines were added: each priority once a term. What was taken out stays out."""
    plan = locked(plan_id)
    policies.check_can_keep(actor, plan.school)
    check_is_open(plan)
    if plan.kind != PlanKind.SIP:
        raise WrongState("Governors follow the improvement plan.")
    there = set(
        GovernorLook.objects.filter(priority__plan=plan).values_list("priority", "half_term")
    )
    added = 0
    for priority in plan.priorities.standing():
        for half_term in HALF_TERMS:
            if (priority.pk, half_term) not in there:
                look = GovernorLook(priority=priority, half_term=half_term)
                look.full_clean()
                look.save()
                added += 1
    if added:
        note(verbs.CYCLE_MADE, actor=actor, plan=plan, after={"lines": added})
    return added


@transaction.atomic
def change_look(
    *, actor: User, look_id: int, version: int, look_at: str, questions: str
) -> GovernorLook:
    """Empty words are suggested each time they are read."""
    look = _locked(look_id, version)
    policies.check_can_keep(actor, look.priority.plan.school)
    look.look_at, look.questions = look_at.strip(), questions.strip()
    _save(look)
    note(verbs.LOOK_CHANGED, actor=actor, plan=look.priority.plan, after={"line": str(look)})
    return look


@transaction.atomic
def remove_look(*, actor: User, look_id: int, version: int) -> GovernorLook:
    look = _locked(look_id, version)
    policies.check_can_keep(actor, look.priority.plan.school)
    if look.done_on:
        raise WrongState("Governors have looked at this, so it stays in the cycle.")
    look.removed_at, look.removed_by = timezone.now(), actor
    _save(look)
    note(verbs.LOOK_REMOVED, actor=actor, plan=look.priority.plan, after={"line": str(look)})
    return look


@transaction.atomic
def note_look(
    *, actor: User, look_id: int, version: int, done_on: date | None, words: str
) -> GovernorLook:
    """What governors asked and heard. Without a day it is still to be done."""
    look = _locked(look_id, version)
    policies.check_can_note(actor, look.priority.plan.school)
    if done_on and done_on > timezone.localdate():
        raise DomainError("Choose a day that has come.")
    if done_on and not words.strip():
        raise DomainError("Write what was asked and answered, in a line or two.")
    look.done_on, look.note = done_on, words.strip()
    _save(look)
    after = {"line": str(look), "done_on": done_on}
    note(verbs.LOOK_DONE, actor=actor, plan=look.priority.plan, after=after)
    return look


def _locked(look_id: int, version: int) -> GovernorLook:
    """Under the lock of its plan, as everything that hangs from one."""
    locked(GovernorLook.objects.values_list("priority__plan_id", flat=True).get(pk=look_id))
    look = GovernorLook.objects.select_related("priority__plan__school").get(pk=look_id)
    check_is_open(look.priority.plan)
    if look.removed_at:
        raise WrongState("This line was taken out of the cycle.")
    if look.version != version:
        raise EditedMeanwhile(MEANWHILE)
    return look


def _save(look: GovernorLook) -> None:
    look.version += 1
    look.full_clean()
    look.save()
