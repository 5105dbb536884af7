"""The meeting of a triad, from its day to its published report."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile, SayWhy, WrongState
from schools.models import School
from support import verbs
from support.models import (
    PEER_REVIEW,
    PeerAction,
    PeerReview,
    PeerReviewer,
    PeerSection,
    PeerState,
    RotaState,
    Triad,
    VisitAction,
)
from support.policies import peer_reviews as policies
from support.rules import Agreed

FEWEST_REVIEWERS = 2
CHANGED = "This was changed in another window after you opened it. Read it, then save again."


@transaction.atomic
def plan_meeting(
    *, actor: User, triad_id: int, on: date, host: School, reviewers: Iterable[User]
) -> PeerReview:
    """Set the day, the host and who reviews; or change them, while nobody has the report.

    Whoever has submitted notes stays named.
    """
    triad = Triad.objects.select_for_update(of=("self",)).select_related("rota").get(pk=triad_id)
    policies.check_can_organise(actor, triad)
    if triad.rota.state != RotaState.PUBLISHED:
        raise WrongState("Publish the rota first.")
    _check_day(triad, on, host)
    found = PeerReview.objects.filter(triad=triad).first()
    if found and found.state != PeerState.PLANNED:
        raise WrongState("The report has gone to the schools, so the meeting stays as it is.")
    review = found or PeerReview(triad=triad, planned_by=actor)
    review.on, review.host = on, host
    review.full_clean()
    review.save()
    _name(review, list(reviewers))
    if not found:
        for place in triad.places.all():
            section = PeerSection(review=review, school_id=place.school_id)
            section.full_clean()
            section.save()
    verb = verbs.PEER_CHANGED if found else verbs.PEER_PLANNED
    _record(actor, verb, review, {"on": on.isoformat(), "host": str(host)})
    return review


def _check_day(triad: Triad, on: date, host: School) -> None:
    if not triad.places.filter(school=host).exists():
        raise DomainError("The host is one of the schools that meet.")
    if on not in triad.rota.year:
        raise DomainError(f"The triads of this rota meet in {triad.rota.year}.")


def _name(review: PeerReview, people: list[User]) -> None:
    if len(people) < FEWEST_REVIEWERS:
        raise DomainError("Name at least two people to review, so that they are independent.")
    named = set(review.reviewers.values_list("person", flat=True))
    review.reviewers.filter(submitted_at=None).exclude(person__in=people).delete()
    for person in people:
        if person.pk not in named:
            one = PeerReviewer(review=review, person=person)
            one.full_clean()
            one.save()


@transaction.atomic
def write_notes(
    *, actor: User, review_id: int, version: int, notes: str, submit: bool = False
) -> PeerReviewer:
    """One's own notes. Once submitted they stay; when all have, they are shown to the others."""
    review = _held(review_id)
    own = policies.check_is_named(actor, review)
    if own.submitted_at:
        raise WrongState("You have submitted your notes, so they can no longer be changed.")
    if own.version != version:
        raise EditedMeanwhile(CHANGED)
    if submit and not notes.strip():
        raise SayWhy("Write your notes before you submit them.")
    own.notes, own.version = notes.strip(), own.version + 1
    own.submitted_at = timezone.now() if submit else None
    own.full_clean()
    own.save()
    _record(actor, verbs.PEER_SUBMITTED if submit else verbs.PEER_NOTED, review, {})
    return own


@transaction.atomic
def write_part(
    *,
    actor: User,
    section_id: int,
    version: int,
    summary: str,
    strengths: str,
    challenges: str,
    actions: Sequence[Agreed] = (),
) -> PeerSection:
    """A school's part of the report, by those who reviewed, once all have submitted."""
    section = _held_section(section_id)
    policies.check_can_report(actor, section.review)
    if section.version != version:
        raise EditedMeanwhile(CHANGED)
    section.summary, section.strengths = summary.strip(), strengths.strip()
    section.challenges, section.version = challenges.strip(), section.version + 1
    section.full_clean()
    section.save()
    _write_actions(section, actions)
    _record(
        actor, verbs.PEER_WRITTEN, section.review, {"actions": len(actions)}, school=section.school
    )
    return section


def _write_actions(section: PeerSection, actions: Sequence[Agreed]) -> None:
    section.actions.all().delete()
    for agreed in actions:
        if agreed.due_on < section.review.on:
            raise DomainError(f"“{agreed.what}” falls due before the meeting.")
        action = PeerAction(
            section=section, what=agreed.what, owner=agreed.owner, due_on=agreed.due_on
        )
        action.full_clean()
        action.save()


@transaction.atomic
def share_report(*, actor: User, review_id: int) -> PeerReview:
    """Send the report to the schools, for their heads' comment."""
    review = _held(review_id)
    PEER_REVIEW.check(review.state, PeerState.SHARED)
    policies.check_can_report(actor, review)
    missing = [one.school.name for one in _sections(review) if not one.is_written]
    if missing:
        raise WrongState(f"Write the part on {missing[0]} first: its summary and both texts.")
    review.state, review.shared_at, review.shared_by = PeerState.SHARED, timezone.now(), actor
    review.full_clean()
    review.save()
    _record(actor, verbs.PEER_SHARED, review, {})
    return review


@transaction.atomic
def comment_on_part(*, actor: User, section_id: int, comment: str) -> PeerSection:
    """The headteacher's word on the own school's part, once."""
    section = _held_section(section_id)
    policies.check_can_comment(actor, section)
    if section.review.state != PeerState.SHARED:
        raise WrongState("Comments are made while the report is with the schools.")
    if section.commented_at:
        raise WrongState("Your school has commented already.")
    if not comment.strip():
        raise SayWhy("Write your comment, then send it.")
    section.comment, section.commented_by = comment.strip(), actor
    section.commented_at = timezone.now()
    section.full_clean()
    section.save()
    _record(actor, verbs.PEER_COMMENTED, section.review, {}, school=section.school)
    return section


@transaction.atomic
def publish_report(*, actor: User, review_id: int) -> PeerReview:
    """From now on the schools read it, and its actions are on their lists."""
    review = _held(review_id)
    PEER_REVIEW.check(review.state, PeerState.PUBLISHED)
    policies.check_can_organise(actor, review.triad)
    review.state, review.published_by = PeerState.PUBLISHED, actor
    review.published_at = timezone.now()
    review.full_clean()
    review.save()
    agreed = {one.school.name: _list_actions(one) for one in _sections(review)}
    _record(actor, verbs.PEER_PUBLISHED, review, {"actions": agreed})
    return review


def _list_actions(section: PeerSection) -> int:
    """Put what was agreed on the school's one list; how many that were."""
    agreed = list(section.actions.all())
    for one in agreed:
        listed = VisitAction(
            school=section.school,
            what=one.what,
            owner=one.owner,
            due_on=one.due_on,
            came_from=f"Triad, {section.review.triad.term_name}",
        )
        listed.full_clean()
        listed.save()
        one.listed = listed
        one.full_clean()
        one.save()
    return len(agreed)


def _sections(review: PeerReview) -> list[PeerSection]:
    return list(review.sections.select_related("school", "review__triad__rota"))


def _held(review_id: int) -> PeerReview:
    held = PeerReview.objects.select_for_update(of=("self",))
    return held.select_related("triad__rota", "host").get(pk=review_id)


def _held_section(section_id: int) -> PeerSection:
    _held(PeerSection.objects.values_list("review", flat=True).get(pk=section_id))
    found = PeerSection.objects.select_related("review__triad__rota", "review__host", "school")
    return found.get(pk=section_id)


def _record(
    actor: User,
    verb: str,
    review: PeerReview,
    after: dict[str, Any],
    *,
    school: School | None = None,
) -> None:
    journal.record(actor=actor, verb=verb, target=review, school=school, after=after)
