"""The clock of the story, so that what happened in March is written down as of March.

Only loading sets it, in a command that does nothing else meanwhile. Services ask `timezone.now()`
as ever and know nothing of it; outside this module nobody can move the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from django.utils import timezone


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    real = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Told  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = real  # type: ignore[attr-defined]
