"""Journey 8: a school in Repair writes a rapid plan, the CEO approves it, and it is reviewed."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from planning.models import Plan
from tests.chromium import breaches, fits
from tests.planning.plans import WEEKS, a_compiled_year, an_edition, on_level
from tests.world import a_person, a_school

PHONE = 375

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    elm, spring = a_school("Elm Grove"), an_edition("spring")
    on_level(elm, spring, "repair_2")
    a_compiled_year(spring)
    return elm


def write(window):
    window.page.get_by_role("link", name="Plan", exact=True).click()
    window.page.locator("section", has_text="Rapid action plan").get_by_role(
        "link", name="Start one"
    ).click()
    today = timezone.localdate()
    window.page.get_by_label("First day").fill(today.isoformat())
    window.page.get_by_label("Last day").fill((today + WEEKS).isoformat())
    window.press("Start the rapid action plan")
    window.page.get_by_role("link", name="Change the plan's own text").click()
    window.fill("Lead professional", "Director of improvement")
    window.fill("By what it is seen", "Half of those behind have caught up.")
    window.press("Save")
    window.fill("Add a priority", "Reading works in every class")
    window.press("Add it")
    window.fill("What will be different", "Everybody reads in reading lessons.")
    window.page.get_by_label("Success criterion").first.fill("Twenty minutes of reading a lesson")
    window.page.get_by_label("What", exact=True).first.fill("Plan lessons together")
    window.page.get_by_label("Who, by post").first.fill("English lead")
    window.press("Save")


def test_a_rapid_plan_is_proposed_approved_and_reviewed(as_person, elm):
    head = as_person(a_person(Role.HEADTEACHER, at=elm, name="Hana"))
    write(head)
    assert not breaches(head.page)
    head.follow("Check and put forward")
    head.sees("CEO approves, ACC oversees")
    head.press("Put it forward")
    head.sees("It waits for CEO.")
    chief = as_person(a_person(Role.EXECUTIVE, name="Rosa"), width=PHONE)
    chief.open(f"/planning/plans/{Plan.objects.get().pk}/")
    chief.follow("Read it and decide")
    assert fits(chief.page)
    chief.press("Approve this version")
    chief.sees("Approved. This version stands from now on.")
    chief.follow("Record a review")
    chief.fill("What has been achieved", "Six of eight lessons work as agreed.")
    chief.page.get_by_role("radio", name="Improving").check()
    chief.page.get_by_role("radio", name="Go on as planned").check()
    chief.press("Record the review")
    chief.sees("Six of eight lessons work as agreed.")
    assert fits(chief.page)
    trustee = as_person(a_person(Role.TRUSTEE, name="Toni"))
    trustee.open(f"/planning/plans/{Plan.objects.get().pk}/")
    trustee.sees("Reading works in every class")
    trustee.sees("Improving")
    assert not breaches(trustee.page)


def test_two_windows_on_one_part_lose_nothing(as_person, elm):
    first = as_person(a_person(Role.HEADTEACHER, at=elm, name="Hana"))
    write(first)
    plan = Plan.objects.get()
    second = as_person(a_person(Role.HEADTEACHER, at=elm, name="Hari"))
    for one in (first, second):
        one.open(f"/planning/plans/{plan.pk}/edit/frame/")
    first.fill("Where the school is now", "Reading is weak in Key Stage 2.")
    second.fill("Where the school is now", "Reading is weak in Year 4.")
    first.press("Save")
    second.press("Save")
    second.expected(409)
    second.sees("Somebody saved this part since you opened it.")
    assert second.page.locator("ins").count() == 1
    assert not breaches(second.page)
    second.press("Save what is in the form")
    second.sees("Reading is weak in Year 4.")
