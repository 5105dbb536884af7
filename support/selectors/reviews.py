"""What independent reviewers wrote, and who may see it when (security.md 3, rule 12)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.access import holding
from accounts.models import User
from accounts.roles import Can
from support.models import NoteAnswer, NoteQuestion, Reviewer, ReviewerState, Visit
from support.selectors.templates import questions_for


@dataclass(frozen=True)
class Compared:
    """A question with each reviewer's answer to it, in words."""

    question: NoteQuestion
    answers: list[tuple[Reviewer, str]]


@dataclass(frozen=True)
class SideBySide:
    reviewers: list[Reviewer]
    rows: list[Compared]


def reviews_of(viewer: User) -> QuerySet[Reviewer]:
    """The reviews in which the viewer is named, the latest first."""
    own = Reviewer.objects.filter(person=viewer).exclude(state=ReviewerState.WITHDRAWN)
    return own.select_related("visit__school", "visit__template", "visit__activity").order_by(
        "-visit__on", "-pk"
    )


def reviewers_of(visit: Visit) -> list[Reviewer]:
    """Those who review it, in the order they were named; who withdrew is none of them."""
    named = visit.reviewers.exclude(state=ReviewerState.WITHDRAWN)
    return list(named.select_related("person").order_by("pk"))


def all_submitted(visit: Visit) -> bool:
    return all(one.state == ReviewerState.SUBMITTED for one in reviewers_of(visit))


def side_by_side(viewer: User, visit: Visit) -> SideBySide | None:
    """For the organiser and the reviewers, once all have submitted; before that, nothing."""
    reviewers = reviewers_of(visit)
    named = {one.person_id for one in reviewers} | {visit.author_id}
    if not reviewers or viewer.pk not in named or not all_submitted(visit):
        return None
    said: dict[int, dict[int, str]] = {one.pk: {} for one in reviewers}
    written = NoteAnswer.objects.filter(reviewer__in=reviewers).select_related("question")
    for answer in written:
        said[answer.reviewer_id or 0][answer.question_id] = answer.in_words
    rows = [
        Compared(question, [(one, said[one.pk].get(question.pk, "")) for one in reviewers])
        for question in questions_for(visit.template, visit.school)
    ]
    return SideBySide(reviewers, rows)


def may_review(visit: Visit) -> QuerySet[User]:
    """Whoever holds a role that writes in reviews today, and is not named yet."""
    able = User.objects.filter(is_active=True, pk__in=holding(Can.WRITE_REVIEW).values("user"))
    return able.exclude(pk__in=visit.reviewers.values("person")).order_by("name")
