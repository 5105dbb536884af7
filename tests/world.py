"""Builders for tests. Each has a sensible default for everything a test does not care about."""

from datetime import date
from itertools import count

from accounts.models import RoleAssignment, User
from accounts.roles import SCHOOL_ONLY, Role
from schools.models import Phase, School, Trust, TrustMembership

_urns = count(100_000)
_people = count(1)


def the_trust() -> Trust:
    return Trust.objects.get_or_create(name="Northgate Learning Trust")[0]


def a_school(name: str = "Elm Grove", *, phase: Phase = Phase.PRIMARY, **fields) -> School:
    """A member school of the trust since 2019."""
    school = School.objects.create(urn=next(_urns), name=name, phase=phase, **fields)
    TrustMembership.objects.create(trust=the_trust(), school=school, starts_on=date(2019, 9, 1))
    return school


def a_person(role: Role | None = None, *, at: School | None = None, name: str = "Sam") -> User:
    """A person with one role: at a school, for the whole trust, or (no role) with none."""
    person = User.objects.create_user(
        email=f"{name.lower()}{next(_people)}@example.org", name=name, password="long enough 123"
    )
    if role in SCHOOL_ONLY and at is None:
        at = a_school(f"{name}'s school")
    if role:
        RoleAssignment.objects.create(user=person, role=role, school=at, starts_on=date(2020, 9, 1))
    return person
