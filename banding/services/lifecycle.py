"""An edition comes into force and is retired. What blocks it is what its preview shows."""

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import EDITION, Edition, EditionState
from banding.selectors import preview
from core import journal
from core.errors import DomainError


@transaction.atomic
def put_in_force(*, actor: User | None, edition: Edition) -> Edition:
    """The edition in force for the same year, if there is one, is retired with it."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    EDITION.check(edition.state, EditionState.IN_FORCE)
    seen = preview(edition)
    if seen.effect.blocks:
        raise DomainError(f"{edition} cannot be put in force. {' '.join(seen.effect.blocks)}")
    if seen.before and seen.before.start_year == edition.start_year:
        retire(actor=actor, edition=seen.before)
    return _become(actor, edition, EditionState.IN_FORCE, verbs.EDITION_PUT_IN_FORCE)


@transaction.atomic
def retire(*, actor: User | None, edition: Edition) -> Edition:
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    EDITION.check(edition.state, EditionState.RETIRED)
    return _become(actor, edition, EditionState.RETIRED, verbs.EDITION_RETIRED)


def _become(actor: User | None, edition: Edition, state: str, verb: str) -> Edition:
    before, edition.state = edition.state, state
    edition.full_clean()
    edition.save()
    journal.record(
        actor=actor,
        verb=verb,
        target=edition,
        before={"state": before},
        after={"state": state},
    )
    return edition
