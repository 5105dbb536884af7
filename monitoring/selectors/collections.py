"""What is asked of whom."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from monitoring.models import Collection, CollectionState, Extension
from schools.models import Phase, School

# The age at which a year group's pupils start it: Year n is n + 4 (domain-reference 6.3).
AGE_AT_START = {"N1": 2, "N2": 3, "R": 4} | {str(n): n + 4 for n in range(1, 15)}


def schools_asked(collection: Collection) -> QuerySet[School]:
    """Members on the due day with any of the year groups; special schools only if it says so.

    Of a kind, special schools or all the others, never both.
    """
    ages = [AGE_AT_START[year] for year in collection.year_groups if year in AGE_AT_START]
    asked = School.objects.members(collection.due_on)
    if ages:
        asked = asked.filter(
            Q(low_age=None) | Q(low_age__lte=max(ages)),
            Q(high_age=None) | Q(high_age__gt=min(ages)),
        )
    if collection.special_only:
        return asked.filter(phase=Phase.SPECIAL)
    return asked if collection.asks_special_schools else asked.exclude(phase=Phase.SPECIAL)


def phases_asked(collection: Collection) -> set[str]:
    """The phases of the schools asked. One query."""
    return set(schools_asked(collection).order_by().values_list("phase", flat=True).distinct())


def years_of(collection: Collection, school: School) -> list[str]:
    """The year groups asked for that the school can have, by its ages."""
    low, high = school.low_age, school.high_age
    return [
        year
        for year in collection.year_groups
        if (low is None or AGE_AT_START.get(year, low) >= low)
        and (high is None or AGE_AT_START.get(year, 0) < high)
    ]


def open_collections() -> QuerySet[Collection]:
    today = timezone.localdate()
    unclosed = Collection.objects.filter(state=CollectionState.OPEN)
    return unclosed.filter(opens_on__lte=today).order_by("due_on")


def coming_collections() -> QuerySet[Collection]:
    """Announced, and not yet open."""
    unclosed = Collection.objects.filter(state=CollectionState.OPEN)
    return unclosed.filter(opens_on__gt=timezone.localdate()).order_by("opens_on")


def is_asked(collection: Collection, school: School) -> bool:
    wanted = collection.asks_special_schools or school.is_special == collection.special_only
    return wanted and bool(years_of(collection, school))


def last_day(collection: Collection, school: School) -> date:
    return days_of(collection).get(school.pk, collection.due_on)


def days_of(collection: Collection) -> dict[int, date]:
    """By school id, the last day of those that were given more time."""
    standing = Extension.objects.filter(collection=collection, superseded_at=None)
    return dict(standing.values_list("school_id", "due_on"))
