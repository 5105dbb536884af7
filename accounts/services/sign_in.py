"""What happens to a person's own credentials. Called by the adapter and pages around allauth."""

import uuid

from django.db import transaction

from accounts import verbs
from accounts.models import User
from core import jobs, journal

MAIL = "accounts.mail"


@transaction.atomic
def signed_in(*, actor: User) -> None:
    journal.record(actor=actor, verb=verbs.SIGNED_IN, target=actor)


@transaction.atomic
def sign_in_failed(*, email: str) -> None:
    """Kept for addresses that have an account: what a stranger typed is not ours to keep."""
    person = User.objects.filter(email__iexact=email).first()
    if person:
        journal.record(actor=None, verb=verbs.SIGN_IN_FAILED, target=person)


@transaction.atomic
def set_password(*, actor: User, password: str) -> None:
    """Set one's own password, which ends every other session."""
    actor.set_password(password)
    actor.save(update_fields=["password"])
    journal.record(actor=actor, verb=verbs.PASSWORD_CHANGED, target=actor)


@transaction.atomic
def second_step_changed(*, actor: User, verb: str) -> None:
    """Write down that allauth changed the second step, and end every session but the caller's."""
    actor.sign_outs += 1
    actor.save(update_fields=["sign_outs"])
    journal.record(actor=actor, verb=verb, target=actor)


@transaction.atomic
def recovery_codes_made(*, actor: User) -> None:
    journal.record(actor=actor, verb=verbs.RECOVERY_CODES_MADE, target=actor)


def send_mail(*, person: User, mail: str) -> None:
    """Have a worker write to somebody. `mail` is a prefix such as account/email/password_reset.

    A worker, so that a page takes as long for an address without an account as for one with.
    """
    jobs.enqueue(
        kind=MAIL,
        args={"person": person.pk, "mail": mail},
        key=f"{MAIL}:{uuid.uuid4()}",
        requested_by=person,
    )
