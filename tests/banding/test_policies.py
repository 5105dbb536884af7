import pytest

from accounts.roles import SCHOOL_ONLY, Role
from banding.policies import decisions as policies
from core.errors import NotAllowed
from tests.world import a_person, a_proposal, a_school

pytestmark = pytest.mark.django_db

MAY = {  # role: (propose, approve and return)
    Role.EXECUTIVE: (True, False),
    Role.TRUSTEE: (False, True),
    Role.IMPROVEMENT_LEAD: (True, False),
    Role.HEADTEACHER: (False, False),
    Role.SCHOOL_STAFF: (False, False),
    Role.GOVERNOR: (False, False),
    Role.SPECIALIST: (False, False),
    Role.ADMIN: (False, False),
    None: (False, False),
}


def allows(check, actor, thing) -> bool:
    try:
        check(actor, thing)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize(("role", "may"), MAY.items())
def test_who_may_propose_and_decide(role, may):
    school = a_school()
    actor = a_person(role, at=school if role in SCHOOL_ONLY else None)
    proposal = a_proposal(school)
    assert allows(policies.check_can_propose, actor, school) == may[0]
    assert allows(policies.check_can_approve, actor, proposal) == may[1]
    assert allows(policies.check_can_return, actor, proposal) == may[1]
    assert bool(policies.why_not_propose(actor, school)) != may[0]
    assert bool(policies.why_not_approve(actor, proposal)) != may[1]
    assert bool(policies.why_not_return(actor, proposal)) != may[1]


def test_a_lead_proposes_only_for_assigned_schools():
    ours, other = a_school("Ash"), a_school("Oak")
    lead = a_person(Role.IMPROVEMENT_LEAD, at=ours)
    assert allows(policies.check_can_propose, lead, ours)
    assert not allows(policies.check_can_propose, lead, other)
