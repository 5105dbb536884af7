"""A visit before it is made: planned, moved to another day, cancelled, or written up as a draft."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.models import ActivityType, EditionState, OfferLine
from core import journal
from core.errors import DomainError, SayWhy, WrongState
from core.years import AcademicYear
from people.models import Person
from planning.models import Priority
from schools.models import School
from support import policies, verbs
from support.models import VISIT_NOTE, LedgerKind, NoteState, Visit
from support.rules.booking import show_day, why_not_that_person
from support.rules.capacity import why_over
from support.selectors.bookings import booked_on, goer, own_entry, why_closed
from support.selectors.capacity import load_on
from support.selectors.templates import template_for
from support.services.days import drop_planned, move_planned, plan_days
from support.services.holding import hold_visit


class TooMuchAsked(DomainError):
    """More than somebody's time. With a reason it can be planned all the same."""


@transaction.atomic
def plan_visit(
    *,
    actor: User,
    form_token: UUID,
    school: School,
    on: date,
    quarter_days: int,
    purpose: str,
    activity: ActivityType | None = None,
    offer_line: OfferLine | None = None,
    person: Person | None = None,
    serves: Priority | None = None,
    capacity_reason: str = "",
) -> Visit:
    """Put a visit in the diary, and its days on the ledger. The same form sent twice is one visit.

    Without a `person` whoever plans goes.
    """
    school = School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_log(actor, school)
    sent_before = Visit.objects.filter(form_token=form_token, author=actor).first()
    if sent_before:
        return sent_before
    if serves and serves.plan.school_id != school.pk:
        raise DomainError("That priority is of another school's plan.")
    visit = Visit(
        school=school, author=actor, form_token=form_token, on=on, quarter_days=quarter_days,
        purpose=purpose.strip(), person=_held(person or own_entry(actor)), serves=serves,
        state=NoteState.PLANNED,
    )  # fmt: skip
    _say_kind(visit, activity, offer_line)
    _check_day(visit)
    visit.capacity_reason = _check_time(visit, capacity_reason)
    visit.full_clean()
    visit.save()
    if visit.offer_line:
        plan_days(visit, offer_line=visit.offer_line, person=visit.person)
    journal.record(actor=actor, verb=verbs.PLANNED, target=visit, school=school, after=said(visit))
    return visit


@transaction.atomic
def move_visit(
    *,
    actor: User,
    visit_id: int,
    on: date,
    reason: str,
    person: Person | None = None,
    offer_line: OfferLine | None = None,
    capacity_reason: str = "",
) -> Visit:
    """To another day; by somebody else or for another line too, where they are given.

    In another year its days count for the line of that year's offer with the same code.
    """
    visit = _planned(actor, visit_id)
    if not reason.strip():
        raise SayWhy("Say why the visit is moved.")
    before = said(visit)
    visit.on, visit.person = on, _held(person or visit.person)
    activity, line = _of_year(visit)
    _say_kind(visit, activity, offer_line or line)
    if said(visit) == before:
        raise DomainError("Choose another day, person or activity: nothing is changed.")
    _check_day(visit, but_for=visit)
    visit.capacity_reason = _check_time(visit, capacity_reason, but_for=visit)
    visit.version += 1
    visit.full_clean()
    visit.save()
    if visit.offer_line:
        move_planned(visit, offer_line=visit.offer_line, person=visit.person, reason=reason.strip())
    journal.record(
        actor=actor, verb=verbs.MOVED, target=visit, school=visit.school,
        before=before, after=said(visit) | {"reason": reason.strip()},
    )  # fmt: skip
    return visit


@transaction.atomic
def cancel_planned(*, actor: User, visit_id: int, reason: str) -> Visit:
    """It stays in the diary as cancelled, with why; its days are free again."""
    visit = _planned(actor, visit_id)
    if not reason.strip():
        raise SayWhy("Say why the visit is cancelled.")
    visit.state, visit.cancelled_because = NoteState.CANCELLED, reason.strip()
    visit.cancelled_at, visit.cancelled_by = timezone.now(), actor
    visit.full_clean()
    visit.save()
    drop_planned(visit, LedgerKind.CANCELLED, reason=reason)
    journal.record(
        actor=actor, verb=verbs.CANCELLED, target=visit, school=visit.school,
        before=said(visit), after={"reason": visit.cancelled_because},
    )  # fmt: skip
    return visit


@transaction.atomic
def write_up(*, actor: User, visit_id: int) -> Visit:
    """Begin the note, as a draft of whoever writes it. Its days stay planned until it is shared."""
    visit = _planned(actor, visit_id)
    if visit.on > timezone.localdate():
        raise WrongState(
            f"This visit is planned for {show_day(visit.on)}. Write it up once it has been made, "
            "or move it first if it was made earlier."
        )
    visit.person = goer(visit)
    visit.state, visit.author = NoteState.DRAFT, actor
    visit.template = template_for(visit.activity.note_template if visit.activity else "", visit.on)
    visit.full_clean()
    visit.save()
    journal.record(
        actor=actor, verb=verbs.WRITTEN_UP, target=visit, school=visit.school, after=said(visit)
    )
    return visit


def _planned(actor: User, visit_id: int) -> Visit:
    """A planned visit, held, by somebody who may change it."""
    visit = hold_visit(visit_id)
    if visit.state != NoteState.PLANNED:
        VISIT_NOTE.check(visit.state, NoteState.CANCELLED)
    policies.check_can_log(actor, visit.school)
    return visit


def _held(person: Person | None) -> Person | None:
    """Two bookings of one person wait for each other, so that neither misses the other's days."""
    return Person.objects.select_for_update().get(pk=person.pk) if person else None


def _say_kind(visit: Visit, activity: ActivityType | None, offer_line: OfferLine | None) -> None:
    if activity is None and offer_line is None:
        raise DomainError("Choose what kind of visit it is.")
    year = AcademicYear.of(visit.on)
    if activity and offer_line is None:
        offer_line = activity.offer_line
    for chosen in (activity, offer_line):
        edition = chosen.edition if chosen else None
        if edition and (edition.academic_year != year or edition.state == EditionState.DRAFT):
            raise DomainError(f"The visit is in {year}, so choose an activity of {year}.")
    visit.activity, visit.offer_line = activity, offer_line


def _of_year(visit: Visit) -> tuple[ActivityType | None, OfferLine | None]:
    """Its kind and line, or in another year those of the same code."""
    activity, line = visit.activity, visit.offer_line
    start_year = AcademicYear.of(visit.on).start_year
    in_force = {"edition__start_year": start_year, "edition__state": EditionState.IN_FORCE}
    if activity and activity.edition.start_year != start_year:
        activity = ActivityType.objects.filter(code=activity.code, **in_force).first()
    if line and line.edition.start_year != start_year:
        line = OfferLine.objects.filter(code=line.code, **in_force).first()
    return activity, line


def _check_day(visit: Visit, *, but_for: Visit | None = None) -> None:
    if visit.on < timezone.localdate():
        raise DomainError("Choose today or a later day. A visit already made is logged instead.")
    if refusal := why_closed(visit.school, visit.on):
        raise DomainError(refusal)
    person = visit.person
    if person is None:
        return
    booked = booked_on(person, visit.on, but_for=but_for)
    if refusal := why_not_that_person(person.name, visit.on, booked, visit.quarter_days):
        raise DomainError(refusal)


def _check_time(visit: Visit, reason: str, *, but_for: Visit | None = None) -> str:
    """The reason it is planned all the same, where it is too much; else none is kept."""
    if visit.person is None:
        return ""
    load = load_on(visit.person, visit.on, but_for=but_for)
    refusal = why_over(visit.person.name, load, visit.quarter_days)
    if refusal and not reason.strip():
        raise TooMuchAsked(refusal)
    return reason.strip() if refusal else ""


def said(visit: Visit) -> dict[str, Any]:
    return {
        "on": visit.on.isoformat(),
        "offer_line": visit.offer_line.code if visit.offer_line else "",
        "activity": visit.activity.code if visit.activity else "",
        "quarter_days": visit.quarter_days,
        "person": visit.person_id,
        "beyond_capacity": visit.capacity_reason,
    }
