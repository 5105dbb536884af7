"""Independent reviewers: named, writing each their own, submitted, then brought together."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can
from core import journal
from core.errors import DomainError, EditedMeanwhile, WrongState
from support import policies, verbs
from support.models import REVIEWER, NoteState, Reviewer, ReviewerState, Visit
from support.rules import Said
from support.services.answers import check_answered, keep_answers
from support.services.holding import hold_visit


@transaction.atomic
def name_reviewers(*, actor: User, visit_id: int, people: Collection[User]) -> list[Reviewer]:
    """Name who reviews independently. Who was named already stays as they are."""
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    _check_draft(visit)
    there = {one.person_id: one for one in visit.reviewers.select_related("person")}
    named = []
    for person in people:
        if person.pk in there:
            continue
        if not (person.is_active and holds_anywhere(person, Can.WRITE_REVIEW)):
            raise DomainError(f"{person} holds no role that writes in reviews.")
        reviewer = Reviewer(visit=visit, person=person)
        reviewer.full_clean()
        reviewer.save()
        named.append(reviewer)
    if named:
        after = {"reviewers": [str(one.person) for one in named]}
        journal.record(
            actor=actor, verb=verbs.REVIEWERS_NAMED, target=visit, school=visit.school, after=after
        )
    return named


@transaction.atomic
def withdraw_reviewer(*, actor: User, reviewer_id: int) -> Reviewer:
    """Go on without a reviewer who has not submitted. What was written is kept and not shown."""
    reviewer = _hold(reviewer_id)
    policies.check_can_write(actor, reviewer.visit)
    _check_draft(reviewer.visit)
    REVIEWER.check(reviewer.state, ReviewerState.WITHDRAWN)
    reviewer.state = ReviewerState.WITHDRAWN
    reviewer.full_clean()
    reviewer.save()
    _record(actor, verbs.REVIEWER_WITHDRAWN, reviewer)
    return reviewer


@transaction.atomic
def write_review(
    *,
    actor: User,
    reviewer_id: int,
    version: int,
    findings: str,
    answers: Mapping[int, Said],
) -> Reviewer:
    """Keep what one reviewer writes, if nobody changed it since `version` was read."""
    reviewer = _hold(reviewer_id)
    policies.check_can_review(actor, reviewer)
    _check_writing(reviewer)
    if reviewer.version != version:
        raise EditedMeanwhile("Your review was changed in another window after you opened it.")
    reviewer.version += 1
    reviewer.findings = findings.strip()
    reviewer.full_clean()
    reviewer.save()
    keep_answers(reviewer.visit, answers, reviewer=reviewer)
    _record(actor, verbs.REVIEW_WRITTEN, reviewer)
    return reviewer


@transaction.atomic
def submit_review(*, actor: User, reviewer_id: int, version: int) -> Reviewer:
    """Say that a review is finished. From then on it is not changed."""
    reviewer = _hold(reviewer_id)
    policies.check_can_review(actor, reviewer)
    _check_writing(reviewer)
    if reviewer.version != version:
        raise EditedMeanwhile("Your review was changed after you opened it. Read it, then submit.")
    check_answered(reviewer.visit, reviewer=reviewer, before="you submit your review")
    REVIEWER.check(reviewer.state, ReviewerState.SUBMITTED)
    reviewer.state, reviewer.submitted_at = ReviewerState.SUBMITTED, timezone.now()
    reviewer.full_clean()
    reviewer.save()
    _record(actor, verbs.REVIEW_SUBMITTED, reviewer)
    return reviewer


def _hold(reviewer_id: int) -> Reviewer:
    visit = hold_visit(Reviewer.objects.values_list("visit", flat=True).get(pk=reviewer_id))
    reviewer = Reviewer.objects.select_related("person").get(pk=reviewer_id)
    reviewer.visit = visit
    return reviewer


def _check_draft(visit: Visit) -> None:
    if visit.state != NoteState.DRAFT:
        raise WrongState("This note has been shared, so its reviewers stay as they are.")


def _check_writing(reviewer: Reviewer) -> None:
    if reviewer.state != ReviewerState.WRITING or reviewer.visit.state != NoteState.DRAFT:
        raise WrongState("Your review is submitted, so it can no longer be changed.")


def _record(actor: User, verb: str, reviewer: Reviewer) -> None:
    """Who and when; never what a reviewer wrote."""
    journal.record(
        actor=actor,
        verb=verb,
        target=reviewer.visit,
        school=reviewer.visit.school,
        after={"reviewer": str(reviewer.person), "version": reviewer.version},
    )
