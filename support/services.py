"""The only code that writes visits, actions and the ledger of days."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.models import EditionState, OfferLine
from core import journal
from core.errors import DomainError, EditedMeanwhile, WrongState
from core.years import AcademicYear
from planning.models import Priority
from schools.models import School
from support import policies, verbs
from support.models import (
    VISIT_NOTE,
    LedgerEntry,
    LedgerKind,
    NoteState,
    Reply,
    Visit,
    VisitAction,
)
from support.rules import Agreed


@transaction.atomic
def log_visit(
    *,
    actor: User,
    form_token: UUID,
    school: School,
    offer_line: OfferLine,
    on: date,
    quarter_days: int,
    purpose: str,
    findings: str = "",
    actions: Sequence[Agreed] = (),
) -> Visit:
    """Write a draft. The same form sent twice is the same visit."""
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_log(actor, school)
    sent_before = Visit.objects.filter(form_token=form_token, author=actor).first()
    if sent_before:
        return sent_before
    visit = Visit(school=school, author=actor, form_token=form_token)
    _write(visit, offer_line, on, quarter_days, purpose, findings, actions)
    journal.record(actor=actor, verb=verbs.LOGGED, target=visit, school=school, after=_said(visit))
    return visit


@transaction.atomic
def edit_visit(
    *,
    actor: User,
    visit_id: int,
    version: int,
    offer_line: OfferLine,
    on: date,
    quarter_days: int,
    purpose: str,
    findings: str = "",
    actions: Sequence[Agreed] = (),
) -> Visit:
    """Change a draft, if nobody changed it since `version` was read."""
    visit = _locked(visit_id)
    policies.check_can_write(actor, visit)
    if visit.state != NoteState.DRAFT:
        raise WrongState("This note has been shared, so it can no longer be changed.")
    if visit.version != version:
        raise EditedMeanwhile("This note was changed in another window after you opened it.")
    before = _said(visit)
    visit.version += 1
    _write(visit, offer_line, on, quarter_days, purpose, findings, actions)
    journal.record(
        actor=actor,
        verb=verbs.EDITED,
        target=visit,
        school=visit.school,
        before=before,
        after=_said(visit),
    )
    return visit


@transaction.atomic
def serve_priority(*, actor: User, visit_id: int, priority: Priority | None) -> Visit:
    """Say which priority of the school's plan a visit helps with, or none. Its note may be shared.

    A priority of another school's plan is refused.
    """
    visit = _locked(visit_id)
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


@transaction.atomic
def share_note(*, actor: User, visit_id: int, version: int) -> Visit:
    """Show the note to the headteacher. From now on its days count as given."""
    visit = _locked(visit_id)
    VISIT_NOTE.check(visit.state, NoteState.SHARED)
    policies.check_can_write(actor, visit)
    if visit.version != version:
        raise EditedMeanwhile("This note was changed after you opened it. Read it, then share it.")
    if not visit.findings.strip():
        raise DomainError("Write what you found before you share the note.")
    visit.state, visit.shared_at = NoteState.SHARED, timezone.now()
    visit.full_clean()
    visit.save()
    _move(visit, LedgerKind.GIVEN, visit.quarter_days, on=visit.on)
    journal.record(
        actor=actor, verb=verbs.SHARED, target=visit, school=visit.school, after=_said(visit)
    )
    return visit


@transaction.atomic
def reply_to_visit(*, actor: User, visit_id: int, reply: Reply, text: str = "") -> Visit:
    """The headteacher says whether the note is accurate, once."""
    visit = _locked(visit_id)
    VISIT_NOTE.check(visit.state, NoteState.ANSWERED)
    policies.check_can_reply(actor, visit)
    if reply == Reply.NOT_ACCURATE and not text.strip():
        raise DomainError("Say what is not accurate, so that it can be put right.")
    visit.state, visit.reply, visit.reply_text = NoteState.ANSWERED, reply, text.strip()
    visit.replied_by, visit.replied_at = actor, timezone.now()
    visit.full_clean()
    visit.save()
    journal.record(
        actor=actor,
        verb=verbs.ANSWERED,
        target=visit,
        school=visit.school,
        after={"reply": reply, "text": visit.reply_text},
    )
    return visit


@transaction.atomic
def take_days_back(*, actor: User, visit_id: int, reason: str) -> LedgerEntry:
    """Cancel what a shared visit put on the ledger, with a second line; the note stays."""
    visit = _locked(visit_id)
    policies.check_can_write(actor, visit)
    moves = set(visit.ledger.values_list("kind", flat=True))
    if moves != {LedgerKind.GIVEN}:
        raise WrongState("There are no days of this visit to take back.")
    if not reason.strip():
        raise DomainError("Say why the days are taken back.")
    entry = _move(
        visit, LedgerKind.CANCELLED, -visit.quarter_days, on=timezone.localdate(), reason=reason
    )
    journal.record(
        actor=actor,
        verb=verbs.TAKEN_BACK,
        target=visit,
        school=visit.school,
        after={"quarter_days": entry.quarter_days, "reason": entry.reason},
    )
    return entry


@transaction.atomic
def finish_action(*, actor: User, action_id: int) -> VisitAction:
    """Mark an action as done; done twice is done once."""
    action = (
        VisitAction.objects.select_for_update(of=("self",))
        .select_related("visit__school")
        .get(pk=action_id)
    )
    policies.check_can_finish(actor, action)
    if action.visit.state == NoteState.DRAFT:
        raise WrongState("This action is not on the school's list yet: its note is a draft.")
    if action.done_at:
        return action
    action.done_at, action.done_by = timezone.now(), actor
    action.full_clean()
    action.save()
    journal.record(
        actor=actor,
        verb=verbs.ACTION_DONE,
        target=action,
        school=action.visit.school,
        after={"what": action.what},
    )
    return action


def _locked(visit_id: int) -> Visit:
    """The visit, with its school held: the ledger's truth is about the school."""
    school = Visit.objects.values("school").get(pk=visit_id)["school"]
    School.objects.select_for_update().get(pk=school)
    return Visit.objects.select_related("school", "author", "offer_line__edition").get(pk=visit_id)


def _write(
    visit: Visit,
    offer_line: OfferLine,
    on: date,
    quarter_days: int,
    purpose: str,
    findings: str,
    actions: Sequence[Agreed],
) -> None:
    _check_when(on, offer_line, actions)
    visit.offer_line, visit.on, visit.quarter_days = offer_line, on, quarter_days
    visit.purpose, visit.findings = purpose.strip(), findings.strip()
    visit.full_clean()
    visit.save()
    visit.actions.all().delete()
    for agreed in actions:
        action = VisitAction(
            visit=visit, what=agreed.what, owner=agreed.owner, due_on=agreed.due_on
        )
        action.full_clean()
        action.save()


def _check_when(on: date, offer_line: OfferLine, actions: Sequence[Agreed]) -> None:
    if on > timezone.localdate():
        raise DomainError(
            "A visit is logged once it has been made: choose today or an earlier day."
        )
    year, edition = AcademicYear.of(on), offer_line.edition
    if edition.academic_year != year or edition.state == EditionState.DRAFT:
        raise DomainError(f"The visit was in {year}, so choose an activity of the offer of {year}.")
    for agreed in actions:
        if agreed.due_on < on:
            raise DomainError(f"“{agreed.what}” falls due before the visit.")


def _move(
    visit: Visit, kind: LedgerKind, quarter_days: int, *, on: date, reason: str = ""
) -> LedgerEntry:
    """Add a line to the ledger, in the year of the visit whenever it is written."""
    entry = LedgerEntry(
        school=visit.school,
        start_year=AcademicYear.of(visit.on).start_year,
        offer_line=visit.offer_line,
        kind=kind,
        quarter_days=quarter_days,
        on=on,
        visit=visit,
        reason=reason.strip(),
    )
    entry.full_clean()
    entry.save()
    return entry


def _said(visit: Visit) -> dict[str, Any]:
    """What the journal keeps: no findings, which are the author's until shared."""
    return {
        "on": visit.on.isoformat(),
        "offer_line": visit.offer_line.code,
        "quarter_days": visit.quarter_days,
        "version": visit.version,
    }
