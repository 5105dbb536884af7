"""Builders of planned visits, and a Monday on which they are planned."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from demo.clock import as_of
from people.models import Employment, Person
from schools.models import School
from support import services
from support.models import Visit
from tests.world import a_person, a_school, an_offer_line, some_posts

MONDAY = date(2026, 11, 23)
THURSDAY = MONDAY + timedelta(days=3)


def next_weekday() -> date:
    """Today or the next day that is no weekend, by the clock of the day."""
    today = timezone.localdate()
    return today + timedelta(days=max(7 - today.weekday(), 0) if today.weekday() > 4 else 0)


def at(day: date) -> AbstractContextManager[None]:
    return as_of(datetime.combine(day, time(9), UTC))


def a_planned_visit(school: School | None = None, *, by: User | None = None, **fields) -> Visit:
    """Half a day on Thursday."""
    school = school or a_school()
    by = by or a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")
    said = {
        "on": THURSDAY, "quarter_days": 2, "purpose": "Reading in year 2",
        "offer_line": an_offer_line(),
    }  # fmt: skip
    return services.plan_visit(actor=by, school=school, form_token=uuid4(), **said | fields)


def shared(visit: Visit) -> Visit:
    """Written up on its day, and shared."""
    with at(visit.on):
        draft = services.write_up(actor=visit.author, visit_id=visit.pk)
        services.edit_visit(
            actor=draft.author, visit_id=draft.pk, version=draft.version, on=draft.on,
            quarter_days=draft.quarter_days, purpose=draft.purpose, activity=draft.activity,
            offer_line=draft.offer_line, findings="Phonics is taught daily.",
        )  # fmt: skip
        draft.refresh_from_db()
        return services.share_note(actor=draft.author, visit_id=draft.pk, version=draft.version)


def somebody_with_time(
    name: str = "Carys Vale", *, user: User | None = None, fte: int = 100, percent: int = 10
) -> Person:
    """Of the central team, in a post whose deployable share is entered."""
    [post] = some_posts(fte="1", deployable_percent=percent)
    person = Person.objects.create(name=name, user=user)
    Employment.objects.create(person=person, post_code=post.code, fte_hundredths=fte)
    return person
