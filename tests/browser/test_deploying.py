"""Journey 7: a head asks for maths support, somebody is matched, lent, sent, and it is reviewed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.people.register import a_confirmed_claim, an_entry
from tests.support.deploying import a_helper, a_request, released
from tests.world import a_person, a_school, a_settled_band, an_offer_line, the_calendar

PHONE = 375

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    elm = a_school("Elm Grove", easting=500_000, northing=420_000)
    a_settled_band(elm, "C")
    return elm


@pytest.fixture
def beech():
    return a_school("Beech Hill", easting=504_000, northing=420_000)


@pytest.fixture
def carys(beech):
    """A specialist with a login; her school is still to say whether it releases her."""
    user = a_person(Role.SPECIALIST, at=beech, name="Carys")
    person = an_entry(beech, "Carys", user=user)
    a_confirmed_claim(person, key_stage="KS2")
    released(person, beech, 16, agreed=False)
    return user


def well(window):
    assert fits(window.page)
    assert breaches(window.page) == []


def ask(head):
    head.follow("Support")
    head.follow("Requests")
    head.follow("Ask for help")
    head.choose("What with", "Maths")
    head.choose("Key stage", "KS2")
    head.fill("What it is for", "Year 4 teachers plan fractions.")
    head.fill("How many days", "1.5")
    head.fill("By when", f"{timezone.localdate() + timedelta(days=40):%Y-%m-%d}")
    well(head)
    head.press("Ask for help")
    head.sees("The trust's leads see it and look for somebody.", "Maths KS2")


def propose(lead):
    lead.open("/support/requests/")
    lead.follow("Maths KS2")
    lead.sees("1. Carys", "Confirmed, and holds today", "About 7 minutes each way (5 km)")
    lead.sees("Days are offered, and Beech Hill has not answered yet")
    well(lead)
    lead.follow("Choose Carys")
    lead.choose("Activity its days count for", an_offer_line().activity)
    lead.press("Propose it to both schools")
    lead.sees("Say how you will know that it helped")
    lead.fill("How else you will know", "Both teachers plan from one sequence.")
    well(lead)
    lead.press("Propose it to both schools")
    lead.sees("Proposed. Both schools are asked to agree.", "Waiting for the schools")


def test_a_head_asks_and_what_came_of_it_is_reviewed(elm, beech, carys, as_person):
    head = as_person(a_person(Role.HEADTEACHER, at=elm, name="Hugh"))
    ask(head)
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, name="Lena"))
    propose(lead)

    home = as_person(a_person(Role.HEADTEACHER, at=beech, name="Hana"), PHONE)
    home.open("/support/deployments/")
    home.follow("Carys")
    well(home)
    home.press("Agree to lend Carys")
    home.sees("Agreed. The other school is still to answer.")
    head.open("/support/deployments/")
    head.follow("Carys")
    head.press("Agree to this help")
    head.sees("Agreed.")

    specialist = as_person(carys, PHONE)
    specialist.follow("My deployments")
    specialist.follow("Carys")
    specialist.fill("What was done", "Planned fractions with both teachers.")
    specialist.press("Save the day")
    specialist.sees("Recorded.", "1.0 recorded", "Planned fractions with both teachers.")
    well(specialist)

    lead.page.reload()
    lead.page.get_by_text("End it", exact=True).click()
    lead.fill("If before its last day, why?", "Both teachers plan alone now.")
    lead.press("End it now")
    lead.sees("Ended. What the brief showed is closed.")
    head.page.reload()
    head.follow("Review it")
    head.fill("Where it stands now", "Both do.")
    head.choose("What it changed", "Some evidence of impact")
    head.fill("In your own words", "Lessons follow one another.")
    head.page.get_by_role("radio", name="Yes").check()
    well(head)
    head.press("Save the review")
    head.sees("Reviewed.", "Some evidence of impact.", "Would ask for it again.")
    well(head)


def test_a_term_is_planned_and_a_need_is_left_out(elm, beech, as_person):
    the_calendar()
    a_helper("Ann Lee", at=beech)
    a_request(elm)
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, name="Lena"), PHONE)
    lead.open("/support/allocation/")
    lead.sees("Elm Grove", "Ann Lee", "covers Maths; about 7 minutes each way")
    well(lead)
    lead.choose("Who goes to Elm Grove for Maths", "Leave out this term")
    lead.press("Work it out again")
    lead.sees("Left out of this term by you.")
    lead.choose("Who goes to Elm Grove for Maths", "As worked out")
    lead.press("Work it out again")
    lead.press("Propose these deployments")
    lead.sees("1 deployment proposed.", "Ann Lee")
    well(lead)
