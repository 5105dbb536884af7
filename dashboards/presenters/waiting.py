"""What waits for this person, counted and in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from monitoring.models import Submission, SubmissionState
from monitoring.selectors.looking_after import parts_of
from monitoring.selectors.returns import requests_to
from planning.selectors import plans
from planning.selectors.schedule import to_record
from support.models import NoteState, Reviewer, Visit
from support.models.answers import ReviewerState
from support.policies.requests import brokers
from support.selectors import deployments as helping
from support.selectors.issued import statements_to_answer
from support.selectors.requests import visible_requests


@dataclass(frozen=True)
class Waiting:
    how_many: int
    one: str
    several: str
    url: str

    def __str__(self) -> str:
        return f"{self.how_many} {self.one if self.how_many == 1 else self.several}"


def waiting_for(person: User) -> list[Waiting]:
    """Only kinds of which there is something, most formal first."""
    return [kind for kind in _kinds(person) if kind.how_many]


def _kinds(person: User) -> Iterator[Waiting]:
    yield Waiting(
        banding.to_decide(person).count(),
        "proposal to decide",
        "proposals to decide",
        reverse("banding:decision-list"),
    )
    yield from _plans(person)
    asked_about = list(banding.to_comment_on(person).select_related("school"))
    yield Waiting(
        len(asked_about),
        "proposal to comment on",
        "proposals to comment on",
        reverse("banding:comment-edit", args=[asked_about[0].school.urn]) if asked_about else "",
    )
    returns = Submission.objects.filter(
        state=SubmissionState.SUBMITTED, school__in=schools_for(person, Can.REVIEW_DATA)
    )
    yield Waiting(
        returns.count(),
        "return to accept",
        "returns to accept",
        reverse("monitoring:collection-list"),
    )
    asked = [
        request
        for request in requests_to(schools_for(person, Can.SUBMIT_DATA))
        if request.sent is None or request.sent.state == SubmissionState.RETURNED
    ]
    yield Waiting(len(asked), "return to send", "returns to send", reverse("monitoring:asked-list"))
    parts = [part for part in parts_of(person) if part.waits]
    yield Waiting(
        len(parts),
        "part of your school's data to look after",
        "parts of your school's data to look after",
        reverse("monitoring:section-list"),
    )
    yield from _helping(person)
    yield from _support(person)


def _helping(person: User) -> Iterator[Waiting]:
    """Deployments to agree to, requests for whoever places people, days for whoever is sent."""
    if holds_anywhere(person, Can.AGREE_DEPLOYMENT):
        agree = list(helping.to_agree(person).order_by("pk"))
        first = reverse("support:deployment-detail", args=[agree[0].pk]) if agree else ""
        yield Waiting(len(agree), "deployment to agree to", "deployments to agree to", first)
    if brokers(person):
        asked = visible_requests(person).open().count()
        first = f"{reverse('support:request-list')}?state=asked"
        yield Waiting(asked, "request for help to place", "requests for help to place", first)
    elif helping.has_own(person):
        own = helping.visible_deployments(person).filter(person__user=person)
        first = reverse("support:deployment-list")
        yield Waiting(len(helping.days_to_record(own)), "day to record", "days to record", first)


def _support(person: User) -> Iterator[Waiting]:
    """Notes and statements to answer, and reviews in which one is named."""
    notes = Visit.objects.filter(
        state=NoteState.SHARED, school__in=schools_for(person, Can.REPLY_TO_VISIT)
    )
    yield Waiting(
        notes.count(),
        "visit note to answer",
        "visit notes to answer",
        reverse("support:visit-list"),
    )
    if holds_anywhere(person, Can.REPLY_TO_VISIT):
        issued = list(statements_to_answer(person))
        first = reverse("support:statement-version", args=[issued[0].pk]) if issued else ""
        yield Waiting(
            len(issued), "statement of support to answer", "statements of support to answer", first
        )
    if holds_anywhere(person, Can.WRITE_REVIEW):
        mine = Reviewer.objects.filter(person=person, state=ReviewerState.WRITING).count()
        yield Waiting(mine, "review to write", "reviews to write", reverse("support:review-list"))


def _plans(person: User) -> Iterator[Waiting]:
    """To approve, to check, to change after they were returned, to answer, and to do."""
    browse = reverse("planning:plan-browse")
    waiting = plans.waiting_versions(person)
    first = reverse("planning:version-detail", args=[waiting[0].pk]) if waiting else ""
    yield Waiting(len(waiting), "plan to approve", "plans to approve", first)
    checking = plans.to_check(person)
    first = reverse("planning:version-detail", args=[checking[0].pk]) if checking else ""
    yield Waiting(
        len(checking), "plan whose targets to check", "plans whose targets to check", first
    )
    if holds_anywhere(person, Can.WRITE_PLANS):
        returned = plans.returned_plans(person).count()
        yield Waiting(returned, "plan returned", "plans returned", browse)
    mentioned = plans.comments_for(person)
    first = _plan(mentioned[0].plan_id, "comments") if mentioned else ""
    yield Waiting(len(mentioned), "comment for you", "comments for you", first)
    mine = plans.own_actions(person)
    first = _plan(mine[0].priority.plan_id, f"priority-{mine[0].priority_id}") if mine else ""
    yield Waiting(len(mine), "action of a plan to finish", "actions of plans to finish", first)
    looks = to_record(person, timezone.localdate())
    yield Waiting(
        looks.count(),
        "monitoring to record",
        "monitorings to record",
        reverse("planning:schedule-list"),
    )


def _plan(pk: int, anchor: str) -> str:
    return f"{reverse('planning:plan-detail', args=[pk])}#{anchor}"
