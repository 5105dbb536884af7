"""How a plan goes: colours with their words, what is done, what was reached. None of it is text
that was approved, so none of it voids an approval.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError, SayWhy, WrongState
from planning import verbs
from planning.models import Impact, Milestone, PlanAction, Priority, ProgressNote, Rag
from planning.policies import plans as policies
from planning.services.plans import check_is_open, locked, note

BLUE_NEEDS_IMPACT = "A priority is complete once its impact is evidenced: say what the impact is."


@transaction.atomic
def set_rag(
    *, actor: User, priority_id: int, rag: str, words: str, impact: str, impact_words: str = ""
) -> ProgressNote:
    """Every look is kept; the last one is what the plan shows."""
    plan = locked(Priority.objects.values_list("plan_id", flat=True).get(pk=priority_id))
    priority = Priority.objects.get(pk=priority_id)
    policies.check_can_report(actor, plan)
    check_is_open(plan)
    if priority.removed_at:
        raise WrongState("This priority is no longer in the plan.")
    _check_words(rag, words, impact, impact_words)
    before = {"rag": priority.rag, "impact": priority.impact}
    said = ProgressNote(
        priority=priority,
        rag=rag,
        words=words.strip(),
        impact=impact,
        impact_words=impact_words.strip(),
        by=actor,
    )
    said.full_clean()
    said.save()
    priority.rag, priority.impact = rag, impact
    priority.save(update_fields=["rag", "impact"])
    after = {"priority": priority.title, "rag": rag, "impact": impact}
    note(verbs.RAG_SET, actor=actor, plan=plan, before=before, after=after)
    return said


def _check_words(rag: str, words: str, impact: str, impact_words: str) -> None:
    if not words.strip():
        raise SayWhy("Say in words how it goes: a colour alone tells nobody anything.")
    if rag == Rag.BLUE and impact != Impact.EVIDENCED:
        raise DomainError(BLUE_NEEDS_IMPACT)
    if impact != Impact.NOT_YET and not impact_words.strip():
        raise SayWhy("Say what the impact is and how you know.")


@transaction.atomic
def finish_action(*, actor: User, action_id: int, words: str = "") -> PlanAction:
    """Done twice is done once."""
    action = _locked_action(actor, action_id)
    if action.done_at:
        return action
    action.done_at, action.done_by, action.done_words = timezone.now(), actor, words.strip()
    action.full_clean()
    action.save()
    after = {"what": action.what}
    note(verbs.ACTION_DONE, actor=actor, plan=action.priority.plan, after=after)
    return action


@transaction.atomic
def reopen_action(*, actor: User, action_id: int) -> PlanAction:
    action = _locked_action(actor, action_id)
    if action.done_at is None:
        return action
    before = {"done_at": action.done_at.isoformat(), "done_by": action.done_by_id}
    action.done_at, action.done_by, action.done_words = None, None, ""
    action.full_clean()
    action.save()
    after = {"what": action.what}
    note(verbs.ACTION_UNDONE, actor=actor, plan=action.priority.plan, before=before, after=after)
    return action


def _locked_action(actor: User, action_id: int) -> PlanAction:
    plan = locked(PlanAction.objects.values_list("priority__plan_id", flat=True).get(pk=action_id))
    action = PlanAction.objects.select_related("priority__plan__school").get(pk=action_id)
    policies.check_can_do(actor, action)
    check_is_open(plan)
    return action


@transaction.atomic
def reach_milestone(*, actor: User, milestone_id: int, on: date | None) -> Milestone:
    """The day it was reached; none says that it is not, yet."""
    plan = locked(
        Milestone.objects.values_list("priority__plan_id", flat=True).get(pk=milestone_id)
    )
    milestone = Milestone.objects.get(pk=milestone_id)
    policies.check_can_report(actor, plan)
    check_is_open(plan)
    if on and on > timezone.localdate():
        raise DomainError("A milestone is reached on a day that has come.")
    if milestone.reached_on == on:
        return milestone
    milestone.reached_on = on
    milestone.full_clean()
    milestone.save()
    verb = verbs.MILESTONE_REACHED if on else verbs.MILESTONE_MISSED
    note(verb, actor=actor, plan=plan, after={"milestone": milestone.text, "on": on})
    return milestone
