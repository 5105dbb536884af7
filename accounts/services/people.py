"""Closing and opening accounts, and helping somebody whose phone is lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import policies, verbs
from accounts.models import User
from core import journal
from core.errors import WrongState


@transaction.atomic
def deactivate(*, actor: User | None, person_id: int) -> User:
    """Close an account and end every session it has open. Its roles stay on record."""
    person = User.objects.select_for_update().get(pk=person_id)
    policies.check_can_manage(actor, person)
    if not person.is_active:
        raise WrongState("This account is closed already.")
    person.is_active, person.sign_outs = False, person.sign_outs + 1
    _save(person)
    journal.record(actor=actor, verb=verbs.DEACTIVATED, target=person)
    return person


@transaction.atomic
def reactivate(*, actor: User | None, person_id: int) -> User:
    """Open a closed account again, with the roles it still has."""
    person = User.objects.select_for_update().get(pk=person_id)
    policies.check_can_manage(actor, person)
    if person.is_active:
        raise WrongState("This account is open already.")
    person.is_active = True
    _save(person)
    journal.record(actor=actor, verb=verbs.REACTIVATED, target=person)
    return person


@transaction.atomic
def remove_second_step(*, actor: User | None, person_id: int) -> User:
    """For somebody who lost phone and recovery codes: signed out, and to set it up again."""
    person = User.objects.select_for_update().get(pk=person_id)
    policies.check_can_manage(actor, person)
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise WrongState("This person has no second step.")
    person.sign_outs += 1
    _save(person)
    journal.record(actor=actor, verb=verbs.SECOND_STEP_REMOVED, target=person)
    return person


@transaction.atomic
def choose_digest(*, actor: User, wants_digest: bool) -> User:
    """Whether to be written to of a morning. Choosing the same again changes nothing."""
    person = User.objects.select_for_update().get(pk=actor.pk)
    if person.wants_digest != wants_digest:
        person.wants_digest = wants_digest
        _save(person)
        after = {"wants_digest": wants_digest}
        journal.record(actor=actor, verb=verbs.DIGEST_CHOSEN, target=person, after=after)
    return person


def _save(person: User) -> None:
    person.full_clean()
    person.save()
