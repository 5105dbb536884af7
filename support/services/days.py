"""Lines of the ledger of days. Every line is written by `add_entry`, and none is ever changed."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from banding.models import OfferLine, OfferPart
from core import journal
from core.errors import DomainError, SayWhy, WrongState
from core.units import show_days
from core.years import AcademicYear
from people.models import Person
from schools.models import School
from schools.selectors import years_of_terms
from support import policies, verbs
from support.models import Deployment, LedgerEntry, LedgerKind, Visit
from support.rules.terms import term_of
from support.selectors.bookings import goer
from support.selectors.days import planned_of, statement_line
from support.services.holding import hold_visit


def add_entry(
    *,
    school: School,
    offer_line: OfferLine,
    kind: LedgerKind,
    quarter_days: int,
    on: date,
    person: Person | None = None,
    visit: Visit | None = None,
    deployment: Deployment | None = None,
    reason: str = "",
    form_token: UUID | None = None,
) -> LedgerEntry:
    """Write one line, in the year of its offer. The caller holds the school, and journals."""
    year = offer_line.edition.academic_year
    terms = years_of_terms(year.start_year).of(school.pk).terms
    entry = LedgerEntry(
        school=school,
        start_year=year.start_year,
        term=term_of(on, terms, year),
        offer_line=offer_line,
        kind=kind,
        quarter_days=quarter_days,
        on=on,
        person=person,
        visit=visit,
        deployment=deployment,
        reason=reason.strip(),
        form_token=form_token,
    )
    entry.full_clean()
    entry.save()
    return entry


def plan_days(visit: Visit, *, offer_line: OfferLine, person: Person | None) -> LedgerEntry:
    return add_entry(
        school=visit.school,
        offer_line=offer_line,
        kind=LedgerKind.PLANNED,
        quarter_days=visit.quarter_days,
        on=visit.on,
        person=person,
        visit=visit,
    )


def drop_planned(visit: Visit, kind: LedgerKind, *, reason: str = "") -> LedgerEntry | None:
    """Take what is planned of a visit off, from where it stands. Nothing planned is no line."""
    standing = planned_of(visit)
    if standing is None:
        return None
    return add_entry(
        school=visit.school,
        offer_line=standing.offer_line,
        kind=kind,
        quarter_days=-standing.quarter_days,
        on=standing.on,
        person=standing.person,
        visit=visit,
        reason=reason,
    )


def move_planned(
    visit: Visit, *, offer_line: OfferLine, person: Person | None, reason: str
) -> LedgerEntry | None:
    """Two lines: one leaves the old day, line or person; one comes to the visit's new ones."""
    if drop_planned(visit, LedgerKind.MOVED, reason=reason) is None:
        return None
    return add_entry(
        school=visit.school,
        offer_line=offer_line,
        kind=LedgerKind.MOVED,
        quarter_days=visit.quarter_days,
        on=visit.on,
        person=person,
        visit=visit,
        reason=reason,
    )


def give_days(visit: Visit) -> LedgerEntry | None:
    """A shared visit's days are given; what was planned of it no longer is. No line, no days."""
    drop_planned(visit, LedgerKind.MADE)
    if visit.offer_line is None:
        return None
    return add_entry(
        school=visit.school,
        offer_line=visit.offer_line,
        kind=LedgerKind.GIVEN,
        quarter_days=visit.quarter_days,
        on=visit.on,
        person=goer(visit),
        visit=visit,
    )


@transaction.atomic
def take_days_back(*, actor: User, visit_id: int, reason: str) -> LedgerEntry:
    """Cancel what a shared visit put on the ledger, with a second line; the note stays."""
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    giving = list(visit.ledger.giving().select_related("offer_line__edition", "person"))
    if [entry.kind for entry in giving] != [LedgerKind.GIVEN]:
        raise WrongState("There are no days of this visit to take back.")
    if not reason.strip():
        raise DomainError("Say why the days are taken back.")
    [given] = giving
    entry = add_entry(
        school=visit.school,
        offer_line=given.offer_line,
        kind=LedgerKind.TAKEN_BACK,
        quarter_days=-given.quarter_days,
        on=given.on,
        person=given.person,
        visit=visit,
        reason=reason,
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
def carry_days(
    *,
    actor: User | None,
    school: School,
    from_line: OfferLine,
    to_line: OfferLine,
    quarter_days: int,
    on: date,
    reason: str,
    form_token: UUID | None = None,
) -> list[LedgerEntry]:
    """Decide that days left of one year are had in the next; or, to put that right, back again.

    Two lines of equal size: what leaves one year comes to the other. The same form sent twice is
    one decision.
    """
    school = School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_grant_days(actor, school)
    if sent_before := _sent_before(school, form_token):
        return sent_before
    reason = _reason("Say why the days are carried.", reason)
    years = [line.edition.start_year for line in (from_line, to_line)]
    if abs(years[0] - years[1]) != 1:
        raise DomainError("Days are carried from one year to the next.")
    left = statement_line(school=school, offer_line=from_line).left
    if not 0 < quarter_days <= left:
        raise DomainError(
            f"{show_days(left)} days are left of {from_line} in {AcademicYear(years[0])}: "
            "carry no more than that."
        )
    entries = [
        add_entry(
            school=school, offer_line=line, kind=LedgerKind.CARRIED,
            quarter_days=amount, on=on, reason=reason, form_token=form_token,
        )
        for line, amount in ((from_line, -quarter_days), (to_line, quarter_days))
    ]  # fmt: skip
    journal.record(
        actor=actor,
        verb=verbs.CARRIED,
        target=entries[-1],
        school=school,
        after={"quarter_days": quarter_days, "from": years[0], "to": years[1], "reason": reason},
    )
    return entries


@transaction.atomic
def agree_bespoke(
    *,
    actor: User | None,
    school: School,
    offer_line: OfferLine,
    quarter_days: int,
    on: date,
    reason: str,
    form_token: UUID | None = None,
) -> LedgerEntry:
    """Agree days of an item of the bespoke menu, which sets none; below nought takes some away.

    The same form sent twice is one decision.
    """
    school = School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_grant_days(actor, school)
    if sent_before := _sent_before(school, form_token):
        return sent_before[0]
    reason = _reason("Say why these days are agreed.", reason)
    if offer_line.part != OfferPart.BESPOKE:
        raise DomainError(f"{offer_line} has days of its own: choose an item of the bespoke menu.")
    agreed = statement_line(school=school, offer_line=offer_line).moved.bespoke
    if not quarter_days or agreed + quarter_days < 0:
        raise DomainError(f"{show_days(agreed)} days are agreed: take no more than that away.")
    entry = add_entry(
        school=school, offer_line=offer_line, kind=LedgerKind.BESPOKE,
        quarter_days=quarter_days, on=on, reason=reason, form_token=form_token,
    )  # fmt: skip
    journal.record(
        actor=actor,
        verb=verbs.BESPOKE_AGREED,
        target=entry,
        school=school,
        after={"quarter_days": quarter_days, "line": offer_line.code, "reason": reason},
    )
    return entry


def _sent_before(school: School, form_token: UUID | None) -> list[LedgerEntry]:
    if form_token is None:
        return []
    return list(LedgerEntry.objects.filter(school=school, form_token=form_token).order_by("pk"))


def _reason(asked: str, reason: str) -> str:
    if not reason.strip():
        raise SayWhy(asked)
    return reason.strip()
