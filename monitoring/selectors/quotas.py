"""What a person has uploaded lately, from the journal."""

from datetime import datetime

from accounts.models import User
from core.models import JournalEntry
from monitoring import verbs
from monitoring.rules.quotas import DAY, Sent


def sent_lately(person: User, now: datetime) -> list[Sent]:
    """The person's files of the last day, for every school, read or refused."""
    entries = JournalEntry.objects.filter(
        actor_id=person.pk, verb__in=(verbs.UPLOADED, verbs.REFUSED), at__gt=now - DAY
    )
    return [Sent(at, after.get("bytes", 0)) for at, after in entries.values_list("at", "after")]
