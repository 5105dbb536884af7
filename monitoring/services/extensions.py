"""More time for one school."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError
from monitoring import policies, verbs
from monitoring.models import Collection, Extension
from schools.models import School


class NoMoreTime(DomainError):
    """The day or the reason cannot be used."""


@transaction.atomic
def extend(
    *, actor: User, collection_id: int, school: School, due_on: date, reason: str
) -> Extension:
    """Give a school until a later day. The same day and reason again is the same decision."""
    collection = Collection.objects.select_for_update().get(pk=collection_id)
    policies.check_can_extend(actor, school)
    policies.check_is_open(collection)
    if due_on <= collection.due_on:
        raise NoMoreTime(
            f"Everybody has until {collection.due_on:%-d %b %Y}. Choose a later day, please."
        )
    if not reason.strip():
        raise NoMoreTime("Say why: the school reads it, and so does whoever asks later.")
    standing = Extension.objects.filter(
        collection=collection, school=school, superseded_at=None
    ).first()
    if standing and (standing.due_on, standing.reason) == (due_on, reason.strip()):
        return standing
    if standing:
        standing.superseded_at = timezone.now()
        standing.save(update_fields=["superseded_at"])
    extension = Extension(
        collection=collection,
        school=school,
        due_on=due_on,
        reason=reason.strip(),
        decided_by=actor,
    )
    extension.full_clean()
    extension.save()
    journal.record(
        actor=actor,
        verb=verbs.EXTENDED,
        target=collection,
        school=school,
        before={"due_on": str(standing.due_on if standing else collection.due_on)},
        after={"due_on": str(due_on), "reason": extension.reason},
    )
    return extension
