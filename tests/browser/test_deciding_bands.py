"""Journey 4: a band is proposed with its reason, settled by somebody else, and days follow."""

import pytest

from accounts.models import RoleAssignment
from accounts.roles import Role
from tests.chromium import breaches
from tests.world import a_person, a_proposal, a_school, a_settled_band, the_model

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    return a_school("Elm Grove")


def propose(window, school, level):
    window.open(f"/schools/{school.urn}/banding/")
    window.follow("Propose a band")
    window.page.get_by_role("radio", name=level).check()
    window.fill("Reason", "Maths has fallen for two terms.")
    window.press("Check your answers")
    window.sees("Check your answers", "Maths has fallen for two terms.")
    window.press("Propose to trustees")


def test_a_band_is_proposed_approved_and_days_follow(elm, as_person):
    a_settled_band(elm, "C")
    executive = as_person(a_person(Role.EXECUTIVE))
    propose(executive, elm, "Band D")
    executive.sees("Waiting for trustees", "Only trustees approve a band.")
    assert executive.page.get_by_role("button", name="Approve Band D").is_disabled()
    assert breaches(executive.page) == []

    trustee = as_person(a_person(Role.TRUSTEE))
    trustee.follow("Bands")
    trustee.follow("Read")
    trustee.sees("Maths has fallen for two terms.", "more)")
    trustee.press("Approve Band D for Elm Grove")
    trustee.sees("Band D is settled for Elm Grove.")

    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.follow("Support days")
    head.sees("Additional improvement and support visits, Band D")
    head.follow("Band")
    head.sees("Band D since", "What would move the school up, to Band C")


def test_the_head_sees_a_band_only_once_it_is_settled(elm, as_person):
    a_proposal(elm, "D")
    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.open(f"/schools/{elm.urn}/banding/")
    head.sees("Nothing is settled yet")
    head.does_not_see("Band D is proposed")


def test_whoever_proposed_sees_why_they_cannot_approve(elm, as_person):
    the_model()
    both = a_person(Role.EXECUTIVE)
    RoleAssignment.objects.create(user=both, role=Role.TRUSTEE)
    window = as_person(both)
    propose(window, elm, "Band D")
    window.sees("You proposed this band, so someone else must approve it.")
    assert window.page.get_by_role("button", name="Approve Band D").is_disabled()
