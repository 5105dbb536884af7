"""Settling what a document leaves open: words beside a value, no value changes (docs/adr/0007)."""

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import Doubtful
from core import journal
from core.errors import DomainError, WrongState


@transaction.atomic
def settle_doubt(*, actor: User | None, thing: Doubtful, words: str) -> Doubtful:
    """It may be done in a draft and in an edition in force or retired alike."""
    thing = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if not thing.doubt:
        raise WrongState("Nothing is in doubt here.")
    if not words.strip():
        raise DomainError("Write how the trust settled it.")
    before = thing.settled
    thing.settled = words.strip()
    thing.save(update_fields=["settled"])
    journal.record(
        actor=actor,
        verb=verbs.DOUBT_SETTLED,
        target=thing,
        before={"settled": before},
        after={"settled": thing.settled},
    )
    return thing
