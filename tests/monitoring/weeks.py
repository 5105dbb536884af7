"""Weeks as a school types them, for tests."""

from datetime import date, timedelta

from django.utils import timezone

from monitoring import services
from monitoring.models import WeeklyRecord
from schools.models import School


def a_monday(weeks_ago: int = 0) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def typed_week(year: str = "6", cohort: tuple[int, int, int] | None = (27, 20, 21), **cells):
    """2,000 sessions with 100 missed, one joiner; a cohort is pupils, on track, predicted."""
    counts = {"possible": 2000, "missed": 100, "joiners": 1, "leavers": 0} | cells
    typed = {name: str(value) for name, value in counts.items()}
    for part, number in zip(("pupils", "on_track", "predicted"), cohort or (), strict=False):
        typed[f"{year}-{part}"] = str(number)
    return typed


def a_week(school: School, *, weeks_ago: int = 0, **cells) -> WeeklyRecord:
    return services.give_week(
        actor=None, school=school, monday=a_monday(weeks_ago), typed=typed_week(**cells)
    )
