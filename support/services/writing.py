"""Writing a visit, while its note is a draft."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.models import ActivityType, EditionState, OfferLine
from core import journal
from core.errors import DomainError, EditedMeanwhile, WrongState
from core.years import AcademicYear
from planning.models import Priority
from schools.models import School
from support import policies, verbs
from support.models import (
    NoteState,
    NoteTemplate,
    Visit,
    VisitAction,
)
from support.rules import Agreed, FollowedUp, Said
from support.selectors.templates import template_for
from support.services.answers import keep_answers
from support.services.follow_up import keep_follow_ups
from support.services.holding import hold_visit


@transaction.atomic
def log_visit(
    *,
    actor: User,
    form_token: UUID,
    school: School,
    template: NoteTemplate | None = None,
    on: date,
    quarter_days: int,
    purpose: str,
    activity: ActivityType | None = None,
    offer_line: OfferLine | None = None,
    findings: str = "",
    actions: Sequence[Agreed] = (),
    answers: Mapping[int, Said] | None = None,
    follow_ups: Mapping[int, FollowedUp] | None = None,
) -> Visit:
    """Write a draft. The same form sent twice is the same visit.

    `template` is the version of the questions that the form asked, where it did.
    """
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_log(actor, school)
    sent_before = Visit.objects.filter(form_token=form_token, author=actor).first()
    if sent_before:
        return sent_before
    visit = Visit(school=school, author=actor, form_token=form_token, template=template)
    _say_kind(visit, activity, offer_line, on)
    _write(visit, on, quarter_days, purpose, findings, actions)
    _keep_rest(actor, visit, answers, follow_ups)
    journal.record(actor=actor, verb=verbs.LOGGED, target=visit, school=school, after=said(visit))
    return visit


@transaction.atomic
def edit_visit(
    *,
    actor: User,
    visit_id: int,
    version: int,
    on: date,
    quarter_days: int,
    purpose: str,
    activity: ActivityType | None = None,
    offer_line: OfferLine | None = None,
    findings: str = "",
    actions: Sequence[Agreed] = (),
    answers: Mapping[int, Said] | None = None,
    follow_ups: Mapping[int, FollowedUp] | None = None,
) -> Visit:
    """Change a draft, if nobody changed it since `version` was read."""
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    if visit.state != NoteState.DRAFT:
        raise WrongState("This note has been shared, so it can no longer be changed.")
    if visit.version != version:
        raise EditedMeanwhile("This note was changed in another window after you opened it.")
    before = said(visit)
    visit.version += 1
    _say_kind(visit, activity, offer_line, on)
    _write(visit, on, quarter_days, purpose, findings, actions)
    _keep_rest(actor, visit, answers, follow_ups)
    journal.record(
        actor=actor,
        verb=verbs.EDITED,
        target=visit,
        school=visit.school,
        before=before,
        after=said(visit),
    )
    return visit


@transaction.atomic
def serve_priority(*, actor: User, visit_id: int, priority: Priority | None) -> Visit:
    """Say which priority of the school's plan a visit helps with, or none. Its note may be shared.

    A priority of another school's plan is refused.
    """
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    if priority and priority.plan.school_id != visit.school_id:
        raise DomainError("That priority is of another school's plan.")
    before, visit.serves = visit.serves_id, priority
    visit.full_clean()
    visit.save()
    journal.record(
        actor=actor,
        verb=verbs.SERVES,
        target=visit,
        school=visit.school,
        before={"priority": before},
        after={"priority": visit.serves_id},
    )
    return visit


def _write(
    visit: Visit,
    on: date,
    quarter_days: int,
    purpose: str,
    findings: str,
    actions: Sequence[Agreed],
) -> None:
    _check_when(on, actions)
    visit.on, visit.quarter_days = on, quarter_days
    visit.purpose, visit.findings = purpose.strip(), findings.strip()
    visit.full_clean()
    visit.save()
    questions = dict(visit.actions.exclude(question=None).values_list("what", "question"))
    visit.actions.all().delete()
    for agreed in actions:
        action = VisitAction(
            school=visit.school,
            visit=visit,
            question_id=questions.get(agreed.what),
            what=agreed.what,
            owner=agreed.owner,
            due_on=agreed.due_on,
        )
        action.full_clean()
        action.save()


def _keep_rest(
    actor: User,
    visit: Visit,
    answers: Mapping[int, Said] | None,
    follow_ups: Mapping[int, FollowedUp] | None,
) -> None:
    """What a form did not ask is left as it is."""
    if answers is not None:
        keep_answers(visit, answers)
    if follow_ups is not None:
        keep_follow_ups(actor, visit, follow_ups)


def _say_kind(
    visit: Visit, activity: ActivityType | None, offer_line: OfferLine | None, on: date
) -> None:
    """What was done, and whose days it uses: those the activity names, unless others are chosen."""
    if activity is None and offer_line is None:
        raise DomainError("Choose what kind of visit it was.")
    if activity and offer_line is None:
        offer_line = activity.offer_line
    year = AcademicYear.of(on)
    for chosen in (activity, offer_line):
        edition = chosen.edition if chosen else None
        if edition and (edition.academic_year != year or edition.state == EditionState.DRAFT):
            raise DomainError(f"The visit was in {year}, so choose an activity of {year}.")
    visit.activity, visit.offer_line = activity, offer_line
    code = activity.note_template if activity else ""
    if visit.template is None or visit.template.code != code:
        visit.template = template_for(code, on)


def _check_when(on: date, actions: Sequence[Agreed]) -> None:
    if on > timezone.localdate():
        raise DomainError(
            "A visit is logged once it has been made: choose today or an earlier day."
        )
    for agreed in actions:
        if agreed.due_on < on:
            raise DomainError(f"“{agreed.what}” falls due before the visit.")


def said(visit: Visit) -> dict[str, Any]:
    """What the journal keeps: no findings, which are the author's until shared."""
    return {
        "on": visit.on.isoformat(),
        "activity": visit.activity.code if visit.activity else "",
        "offer_line": visit.offer_line.code if visit.offer_line else "",
        "quarter_days": visit.quarter_days,
        "version": visit.version,
    }
