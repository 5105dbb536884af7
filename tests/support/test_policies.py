import pytest

from accounts.roles import SCHOOL_ONLY, Role
from core.errors import NotAllowed
from support import policies
from tests.world import a_person, a_school, a_visit

pytestmark = pytest.mark.django_db

MAY = {  # role: (log, reply, finish an action); only the author writes in a note
    Role.EXECUTIVE: (False, False, False),
    Role.TRUSTEE: (False, False, False),
    Role.IMPROVEMENT_LEAD: (True, False, True),
    Role.HEADTEACHER: (False, True, True),
    Role.SCHOOL_STAFF: (False, False, False),
    Role.GOVERNOR: (False, False, False),
    Role.SPECIALIST: (False, False, False),
    Role.ADMIN: (False, False, False),
    None: (False, False, False),
}


def allows(check, actor, thing) -> bool:
    try:
        check(actor, thing)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize(("role", "may"), MAY.items())
def test_who_may_log_reply_and_finish(role, may):
    school = a_school()
    visit = a_visit(school, shared=True)
    actor, action = (
        a_person(role, at=school if role in SCHOOL_ONLY else None),
        visit.actions.get(),
    )
    assert allows(policies.check_can_log, actor, school) == may[0]
    assert allows(policies.check_can_reply, actor, visit) == may[1]
    assert allows(policies.check_can_finish, actor, action) == may[2]
    assert not allows(policies.check_can_write, actor, visit)
    assert bool(policies.why_not_log(actor, school)) != may[0]
    assert bool(policies.why_not_reply(actor, visit)) != may[1]
    assert bool(policies.why_not_finish(actor, action)) != may[2]
    assert policies.why_not_write(actor, visit)


def test_only_the_author_writes_in_a_note():
    school = a_school()
    author = a_person(Role.IMPROVEMENT_LEAD, at=school)
    colleague = a_person(Role.IMPROVEMENT_LEAD, at=school)
    visit = a_visit(school, by=author)
    assert allows(policies.check_can_write, author, visit)
    assert not allows(policies.check_can_write, colleague, visit)
    author.assignments.update(school=a_school("Elsewhere"))
    assert not allows(policies.check_can_write, type(author).objects.get(pk=author.pk), visit)
