"""When a school may join: any day, or only the one the edition names."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def may_join(on: date, *, month: int | None, day: int | None) -> bool:
    return month is None or (on.month, on.day) == (month, day)


def next_joining_day(on: date, *, month: int, day: int) -> date:
    """The first allowed day on or after `on`."""
    while not may_join(on, month=month, day=day):
        on += ONE_DAY
    return on
