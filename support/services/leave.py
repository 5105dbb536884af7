"""When somebody is away, so that nobody plans for it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, WrongState
from people.models import Person
from support import policies, verbs
from support.models import Leave


@transaction.atomic
def record_leave(*, actor: User | None, person: Person, starts_on: date, ends_on: date) -> Leave:
    person = Person.objects.select_for_update().get(pk=person.pk)
    policies.check_can_record_leave(actor)
    if ends_on < starts_on:
        raise DomainError("The last day is before the first.")
    standing = Leave.objects.standing().filter(person=person)
    if standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise WrongState(f"{person} is away for some of these days already.")
    leave = Leave(person=person, starts_on=starts_on, ends_on=ends_on)
    leave.full_clean()
    leave.save()
    journal.record(
        actor=actor, verb=verbs.LEAVE_RECORDED, target=leave,
        after={"from": starts_on.isoformat(), "to": ends_on.isoformat()},
    )  # fmt: skip
    return leave


@transaction.atomic
def withdraw_leave(*, actor: User, leave_id: int) -> Leave:
    leave = Leave.objects.select_for_update().get(pk=leave_id)
    policies.check_can_record_leave(actor)
    if leave.withdrawn_at:
        return leave
    leave.withdrawn_at, leave.withdrawn_by = timezone.now(), actor
    leave.full_clean()
    leave.save()
    journal.record(actor=actor, verb=verbs.LEAVE_WITHDRAWN, target=leave)
    return leave
