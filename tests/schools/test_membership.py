from datetime import date

import pytest

from core.errors import DomainError, WrongState
from core.models import JournalEntry
from schools.models import School
from schools.services import join_trust, leave_trust
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer():
    return School.objects.create(urn=150001, name="Newcomer")


def join(school, on=date(2026, 9, 1)):
    return join_trust(actor=None, school=school, trust=world.the_trust(), starts_on=on)


def test_a_school_joins_once_and_leaves_with_a_last_day(newcomer):
    join(newcomer)
    with pytest.raises(WrongState, match="in the trust already"):
        join(newcomer)
    leave_trust(actor=None, school=newcomer, ends_on=date(2026, 12, 31))
    assert School.objects.members(on=date(2026, 12, 31)).filter(pk=newcomer.pk).exists()
    assert not School.objects.members(on=date(2027, 1, 1)).filter(pk=newcomer.pk).exists()
    assert [entry.verb for entry in JournalEntry.objects.filter(school_id=newcomer.pk)] == [
        "schools.membership.started",
        "schools.membership.ended",
    ]


def test_a_school_leaves_only_a_trust_it_has_joined(newcomer):
    with pytest.raises(WrongState, match="not in the trust"):
        leave_trust(actor=None, school=newcomer, ends_on=date(2026, 9, 1))
    join(newcomer)
    with pytest.raises(DomainError, match="after that day"):
        leave_trust(actor=None, school=newcomer, ends_on=date(2026, 8, 31))


def test_a_school_may_come_back(newcomer):
    join(newcomer)
    leave_trust(actor=None, school=newcomer, ends_on=date(2026, 12, 31))
    join(newcomer, on=date(2027, 9, 1))
    assert newcomer.memberships.count() == 2
