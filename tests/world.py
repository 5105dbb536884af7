"""Builders for tests. Each has a sensible default for everything a test does not care about."""

from datetime import date
from itertools import count

from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.roles import SCHOOL_ONLY, Role
from banding import services as banding
from banding.models import BandDecision, Edition, Level
from banding.packs.reader import read_pack
from core.years import AcademicYear
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


def this_year() -> AcademicYear:
    return AcademicYear.of(timezone.localdate())


def the_model(year: AcademicYear | None = None) -> Edition:
    """The humber model, in force for a year."""
    start_year = (year or this_year()).start_year
    return banding.load_pack(actor=None, pack=read_pack("humber"), start_year=start_year).edition


def a_level(code: str, year: AcademicYear | None = None) -> Level:
    return the_model(year).levels.get(code=code)


def a_settled_band(
    school: School, code: str = "C", *, from_date: date | None = None
) -> BandDecision:
    recorded = banding.record_existing_levels(
        actor=None,
        levels={school: a_level(code)},
        start_year=this_year().start_year,
        reason="Trustees, July.",
        from_date=from_date,
    )
    return recorded[0].decision


def a_proposal(
    school: School | None = None, code: str = "D", *, by: User | None = None
) -> BandDecision:
    """A level proposed from today and waiting for trustees."""
    return banding.propose_band(
        actor=by or a_person(Role.EXECUTIVE, name="Lee"),
        school=school or a_school(),
        level=a_level(code),
        start_year=this_year().start_year,
        reason="Maths has fallen for two terms.",
        from_date=timezone.localdate(),
    )
