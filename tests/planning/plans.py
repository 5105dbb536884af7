"""Builders of plans. Each is made by the services, as everybody makes one."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from banding import services as banding
from banding.models import Edition
from planning import services
from planning.models import Plan
from schools.models import School
from tests import world

WEEKS = timedelta(weeks=8)


def an_edition(pack: str = "spring", start_year: int | None = None) -> Edition:
    """The pack's model, in force for a year: this one unless said."""
    start_year = start_year or world.this_year().start_year
    return banding.load_pack(actor=None, pack=world.read(pack), start_year=start_year).edition


def a_head(school: School) -> User:
    return world.a_person(Role.HEADTEACHER, at=school, name="Hari")


def a_plan(
    school: School | None = None,
    kind: str = "sip",
    *,
    by: User | None = None,
    start_year: int | None = None,
    **fields,
) -> Plan:
    """A draft: of this year, and where it is a rapid one for the eight weeks from today."""
    school = school or world.a_school()
    today = timezone.localdate()
    if kind == "rap":
        fields.setdefault("starts_on", today)
        fields.setdefault("ends_on", today + WEEKS)
    return services.start_plan(
        actor=by or a_head(school),
        school=school,
        kind=kind,
        start_year=start_year or world.this_year().start_year,
        **fields,
    )
