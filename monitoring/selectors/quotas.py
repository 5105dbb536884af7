"""What a person has uploaded lately, from the journal."""

from datetime import datetime

from accounts.models import User
from core.models import JournalEntry
from monitoring import verbs
from monitoring.rules.quotas import DAY, Sent

# What leaves a trace of a file that came. Later rooms add theirs in `AppConfig.ready`.
COUNTED = [verbs.UPLOADED, verbs.REFUSED]


def sent_lately(person: User, now: datetime) -> list[Sent]:
    """The person's files of the last day, for every school, read or refused."""
    entries = JournalEntry.objects.filter(actor_id=person.pk, verb__in=COUNTED, at__gt=now - DAY)
    return [Sent(at, after.get("bytes", 0)) for at, after in entries.values_list("at", "after")]
