"""Comments beside a section, evidence under an area, and text that is not saved yet."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.evidence import Offered, offered_to
from core.errors import DomainError, SayWhy, WrongState
from planning import verbs
from planning.models import (
    AreaEvidence,
    CommentKind,
    Plan,
    PlanComment,
    SelfEvaluationArea,
    UnsavedText,
)
from planning.policies import plans as policies
from planning.selectors.sections import section_at
from planning.services.plans import changed, check_can_change, locked, note

LONGEST = 20_000  # signs of text that are kept unsaved
FIELDS_AT_MOST = 400


@transaction.atomic
def comment(
    *,
    actor: User,
    plan_id: int,
    place: str,
    text: str,
    mentions: str = "",
    kind: str = CommentKind.COMMENT,
) -> PlanComment:
    """`mentions` is a role whose people have it on their list until it is settled."""
    plan = locked(plan_id)
    policies.check_can_comment(actor, plan)
    section_at(plan, place)
    if not text.strip():
        raise SayWhy("Write something, then send it.")
    if policies.only_challenges(actor, plan):
        kind = CommentKind.CHALLENGE
    said = PlanComment(
        plan=plan, place=place, kind=kind, text=text.strip(), mentions=mentions, by=actor
    )
    said.full_clean()
    said.save()
    note(verbs.COMMENTED, actor=actor, plan=plan, after={"place": place, "mentions": mentions})
    return said


@transaction.atomic
def settle_comment(*, actor: User, comment_id: int) -> PlanComment:
    """By whoever wrote it, or whoever writes the plan."""
    plan = locked(PlanComment.objects.values_list("plan_id", flat=True).get(pk=comment_id))
    said = PlanComment.objects.get(pk=comment_id)
    if said.by_id != actor.pk:
        policies.check_can_write_plan(actor, plan)
    if said.settled_at:
        return said
    said.settled_at, said.settled_by = timezone.now(), actor
    said.full_clean()
    said.save()
    note(verbs.SETTLED, actor=actor, plan=plan, after={"place": said.place})
    return said


@transaction.atomic
def link_evidence(*, actor: User, area_id: int, values: Iterable[str]) -> list[AreaEvidence]:
    """Keep what was chosen as it reads today. What is there already is not linked twice."""
    plan = locked(SelfEvaluationArea.objects.values_list("plan_id", flat=True).get(pk=area_id))
    area = SelfEvaluationArea.objects.get(pk=area_id)
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    offered = {one.value: one for one in offered_to(actor, plan.school)}
    chosen = [offered[value] for value in values if value in offered]
    return _keep(actor, plan, area, chosen)


@transaction.atomic
def write_evidence(*, actor: User, area_id: int, text: str, url: str = "") -> list[AreaEvidence]:
    """Evidence the product does not hold: a survey, a review by somebody else."""
    plan = locked(SelfEvaluationArea.objects.values_list("plan_id", flat=True).get(pk=area_id))
    area = SelfEvaluationArea.objects.get(pk=area_id)
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    if not text.strip():
        raise SayWhy("Say what the evidence is.")
    own = Offered(kind="other", key="", text=text.strip()[:300], on=timezone.localdate(), url=url)
    return _keep(actor, plan, area, [own])


def _keep(
    actor: User, plan: Plan, area: SelfEvaluationArea, chosen: list[Offered]
) -> list[AreaEvidence]:
    there = {(one.kind, one.key, one.text) for one in area.evidence.all()}
    made = []
    for one in chosen:
        if (one.kind, one.key, one.text) in there:
            continue
        row = AreaEvidence(
            area=area, kind=one.kind, key=one.key, text=one.text, on=one.on, url=one.url
        )
        row.full_clean()
        row.save()
        made.append(row)
    if made:
        changed(plan, actor)
        after = {"area": area.label, "evidence": [one.text for one in made]}
        note(verbs.EVIDENCE_LINKED, actor=actor, plan=plan, after=after)
    return made


@transaction.atomic
def unlink_evidence(*, actor: User, evidence_id: int) -> None:
    """Taken off twice is taken off once."""
    found = AreaEvidence.objects.filter(pk=evidence_id).select_related("area").first()
    if found is None:
        return
    plan = locked(found.area.plan_id)
    policies.check_can_write_plan(actor, plan)
    check_can_change(plan)
    after = {"area": found.area.label, "evidence": found.text}
    if AreaEvidence.objects.filter(pk=evidence_id).delete()[0]:
        changed(plan, actor)
        note(verbs.EVIDENCE_UNLINKED, actor=actor, plan=plan, after=after)


@transaction.atomic
def keep_unsaved(*, actor: User, plan_id: int, place: str, typed: Mapping[str, str]) -> UnsavedText:
    """What is in a form now, for this person alone. It is no change of the plan."""
    plan = locked(plan_id)
    section = section_at(plan, place)
    if len(typed) > FIELDS_AT_MOST or sum(map(len, typed.values())) > LONGEST:
        raise DomainError("This is more than is kept unsaved. Save it.")
    policies.check_can_write_section(actor, plan, section)
    if not plan.is_living:
        raise WrongState("This plan is closed.")
    kept, _ = UnsavedText.objects.update_or_create(
        plan=plan,
        place=place,
        user=actor,
        defaults={"typed": dict(typed), "kept_at": timezone.now()},
    )
    return kept


@transaction.atomic
def drop_unsaved(*, actor: User, plan_id: int, place: str) -> None:
    UnsavedText.objects.filter(plan=plan_id, place=place, user=actor).delete()
