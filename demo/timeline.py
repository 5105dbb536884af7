"""The story as events in the order in which they happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demo.clock import as_of

FRIDAY = 4


@dataclass(frozen=True, order=True)
class Event:
    at: datetime
    do: Callable[[], object] = field(compare=False)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def next_weekday(day: date) -> date:
    return day + timedelta(days=3 if day.weekday() == FRIDAY else 1)


def play(events: Iterable[Event]) -> None:
    """Let everything happen in order. What lies ahead of today happens today."""
    now = timezone.now()
    for event in sorted(events):
        with as_of(min(event.at, now)):
            event.do()
