"""Builders of people and what is said of them, for this room's tests and the grid of doors."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from people.imports.grid import read_text
from people.models import (
    Area,
    ConflictOfInterest,
    Employment,
    Expertise,
    Person,
    RegisterImport,
    Release,
)
from people.services import imports, lending, profiles
from people.services.profiles import Said
from schools.models import School
from tests.people.sheets import INVENTED
from tests.world import a_person, a_school


def an_entry(school: School | None = None, name: str = "Ann Lee", **fields) -> Person:
    """Somebody in the register who works at a school."""
    person = Person.objects.create(name=name, **fields)
    Employment.objects.create(person=person, school=school or a_school())
    return person


def a_specialist(school: School | None = None, name: str = "Carys") -> tuple[User, Person]:
    """A specialist who keeps the entry that is about them."""
    school = school or a_school()
    user = a_person(Role.SPECIALIST, at=school, name=name)
    return user, an_entry(school, name, user=user)


def an_area(name: str = "Maths") -> Area:
    return Area.objects.get_or_create(name=name)[0]


def a_claim(
    person: Person | None = None, *, kind: str = "s2s_leader", area: str = "Maths", **fields
) -> Expertise:
    said = Said(kind=kind, area=an_area(area) if area else None, **fields)
    return profiles.claim(actor=None, person=person or an_entry(), said=said)


def a_confirmed_claim(person: Person | None = None, **fields) -> Expertise:
    claim = a_claim(person, **fields)
    lead = a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    return profiles.confirm_claim(actor=lead, claim_id=claim.pk, version=claim.version)


def a_release(person: Person, school: School) -> Release:
    today = timezone.localdate()
    return lending.offer_release(
        actor=None, person=person, school=school, quarter_days=8,
        starts_on=today, ends_on=today + timedelta(days=90),
    )  # fmt: skip


def a_conflict(person: Person, school: School) -> ConflictOfInterest:
    return lending.declare_conflict(
        actor=None, person=person, school=school, reason="My partner teaches there."
    )


def a_register(text: str = INVENTED, *, applied: bool = False) -> RegisterImport:
    run = imports.start_import(actor=None, source="model.txt", grid=read_text(text))
    return imports.apply_import(actor=None, import_id=run.pk) if applied else run
