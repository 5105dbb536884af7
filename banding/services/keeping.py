"""An edition's life: put in force, retired, its doubts settled."""

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import (
    EDITION,
    ActivityType,
    Aspect,
    Clause,
    Criterion,
    Duty,
    Edition,
    EditionState,
    Level,
    OfferLine,
    Party,
    Post,
)
from banding.policies.rulebook import check_can_keep_rulebook
from banding.selectors.refusals import why_not_in_force, why_not_retire
from core import journal
from core.errors import DomainError

Doubted = (
    Edition | Level | Criterion | OfferLine | Party | Duty | ActivityType | Aspect | Post | Clause
)


@transaction.atomic
def put_in_force(*, actor: User | None, edition: Edition, replaces: bool = False) -> Edition:
    """Work by this edition from now on. Decisions keep the edition they were made under."""
    of_the_year = Edition.objects.select_for_update().filter(start_year=edition.start_year)
    locked = {one.pk: one for one in of_the_year}
    edition = locked[edition.pk]
    check_can_keep_rulebook(actor)
    _refuse(why_not_in_force(edition, replaces=replaces))
    for other in locked.values():
        if other.state == EditionState.IN_FORCE:
            _move(actor, other, EditionState.RETIRED)
    return _move(actor, edition, EditionState.IN_FORCE)


@transaction.atomic
def retire(*, actor: User | None, edition: Edition) -> Edition:
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    check_can_keep_rulebook(actor)
    _refuse(why_not_retire(edition))
    return _move(actor, edition, EditionState.RETIRED)


@transaction.atomic
def settle_doubt(*, actor: User | None, thing: Doubted, words: str) -> Doubted:
    """Say how the trust settles what the document leaves open. No value changes, so any state."""
    thing = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    check_can_keep_rulebook(actor)
    if not thing.doubt:
        raise DomainError("There is no doubt here to settle.")
    if not words.strip():
        raise DomainError("Say how the trust settles it.")
    before = {"settled": thing.settled}
    thing.settled = words.strip()
    thing.full_clean()
    thing.save()
    after = {"settled": thing.settled}
    journal.record(actor=actor, verb=verbs.DOUBT_SETTLED, target=thing, before=before, after=after)
    return thing


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise DomainError(" ".join(reasons))


def _move(actor: User | None, edition: Edition, state: EditionState) -> Edition:
    EDITION.check(edition.state, state)
    before = {"state": edition.state}
    edition.state = state
    edition.full_clean()
    edition.save()
    verb = verbs.EDITION_IN_FORCE if state == EditionState.IN_FORCE else verbs.EDITION_RETIRED
    after = {"model": edition.model.code, "year": str(edition.academic_year), "state": state}
    journal.record(actor=actor, verb=verb, target=edition, before=before, after=after)
    return edition
