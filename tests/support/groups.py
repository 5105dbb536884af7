"""A group with a leader of the register and a meeting today."""

from django.utils import timezone

from accounts.roles import Role
from schools.models import School
from support.models import SupportGroup
from support.services.groups import add_meeting, start_group
from tests.people.register import an_entry
from tests.world import a_person, a_school


def a_group(school: School | None = None, *, by=None, **fields) -> SupportGroup:
    by = by or a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    said = {
        "kind": "network", "name": "SENCO network", "purpose": "Share what works.",
        "leader": fields.pop("leader", None) or an_entry(school or a_school()),
        "meets": "as_needed",
    }  # fmt: skip
    group = start_group(actor=by, **said | fields)
    add_meeting(actor=by, group_id=group.pk, on=timezone.localdate())
    return group
