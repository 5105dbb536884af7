from datetime import date

from schools.models import LegalHold, School, SchoolQuerySet


def may_delete(on: date) -> SchoolQuerySet:
    """The schools, members or not, of which data may be deleted on a day: no hold is on them."""
    holds = LegalHold.objects.on(on)
    if holds.filter(school=None).exists():
        return School.objects.none()
    return School.objects.exclude(pk__in=holds.values("school"))
