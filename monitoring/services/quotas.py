"""Whose turn it is to have a file read, and who has had enough for now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from core.errors import TooMuch
from core.turns import one_at_a_time
from monitoring.rules import quotas
from monitoring.selectors.quotas import sent_lately
from schools.models import School

LONGEST_READING = 120  # seconds: waiting for a child, the child's 35, checking and storing
TOLD = {
    "hour": f"You sent {quotas.UPLOADS_AN_HOUR} files in an hour, which is the most we take.",
    "day": f"You sent {quotas.BYTES_A_DAY // 1024 // 1024} MB in a day, which is the most we take.",
}


@contextmanager
def turn_to_upload(actor: User | None, school: School, size: int) -> Iterator[None]:
    """One file of a school at a time, and only so many of a person. Commands have no quota.

    Raises `TooMuch`: E-QUOTA-HOUR, E-QUOTA-DAY or E-QUOTA-SCHOOL.
    """
    if actor:
        _check_quota(actor, size)
    busy = TooMuch(
        "E-QUOTA-SCHOOL",
        f"Another file of {school} is being read just now. Wait until it is done, then look at it.",
        30,
    )
    with one_at_a_time(f"upload-{school.pk}", seconds=LONGEST_READING, refusal=busy):
        yield


def _check_quota(actor: User, size: int) -> None:
    now = timezone.now()
    full = quotas.free_at(sent_lately(actor, now), size, now)
    if full:
        limit, at = full
        raise TooMuch(
            f"E-QUOTA-{limit.upper()}",
            f"{TOLD[limit]} You can send the next one {_when(at, now)}.",
            max(1, int((at - now).total_seconds())),
        )


def _when(at: datetime, now: datetime) -> str:
    here, today = timezone.localtime(at), timezone.localdate(now)
    return f"{'at' if here.date() == today else 'tomorrow at'} {here:%H:%M}"
