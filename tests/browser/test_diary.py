"""A visit from the diary to the statement of support, which the headteacher answers."""

import pytest

from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.support.diary import MONDAY, THURSDAY, at
from tests.world import a_person, a_school, a_settled_band, an_activity, the_calendar

PHONE = 375

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    with at(MONDAY):
        elm = a_school("Elm Grove")
        an_activity()
        the_calendar()
        a_settled_band(elm, "C")
        yield elm


def is_sound(window):
    assert breaches(window.page) == [], window.path
    assert fits(window.page), window.path


def plan(window, elm):
    window.follow("Support")
    window.follow("Diary")
    window.sees("Nothing in the diary")
    window.follow("Plan a visit")
    window.choose("School", "Elm Grove")
    window.choose("Kind of visit", "School improvement visit")
    window.fill("Day of the visit", "2026-11-28")
    window.fill("Purpose", "Reading in year 2")
    window.press("Plan the visit")
    window.sees("is a weekend: choose a school day")
    is_sound(window)
    window.fill("Day of the visit", THURSDAY.isoformat())
    window.press("Plan the visit")
    window.sees("Planned. Its days are spoken for", "Thursday 26 November 2026")


def move(window):
    """To today, so that it can be written up."""
    window.page.get_by_text("Move it to another day").click()
    window.page.get_by_text("Cancel it").click()
    is_sound(window)
    window.fill("New day", MONDAY.isoformat())
    window.fill("Why is it moved?", "Year 2 is on a trip on Thursday.")
    window.press("Move the visit")
    window.sees("Moved from 26 Nov 2026", "Moved to 23 Nov 2026", "Year 2 is on a trip")


def days(window, elm):
    """Planned and given of school improvement visits."""
    window.open(f"/schools/{elm.urn}/support/days/")
    row = window.page.get_by_role("row").filter(has_text="School improvement visits").first
    planned, given = row.get_by_role("cell").all_inner_texts()[1:3]
    return planned.strip(), given.strip()


def write_up(window):
    window.press("Write it up")
    window.sees("It is your draft now")
    window.fill("What you found", "Phonics is taught daily and well.")
    window.page.locator("#id_actions-0-what").fill("Plan a reading workshop")
    window.page.locator("#id_actions-0-owner").fill("Headteacher")
    window.page.locator("#id_actions-0-due_on").fill("2027-02-12")
    window.press("Save the draft")
    window.press("Share with the headteacher")
    window.sees("Shared. The headteacher can read it and answer; its days count.")


def answer(head):
    head.follow("Support days")
    is_sound(head)
    head.follow("Statement of support 2026/27, version 1")
    head.sees("Reading in year 2", "Made")
    head.page.get_by_role("radio", name="Not as we see it").check()
    head.press("Send your answer")
    head.sees("Say how you see it, so that it can be put right.")
    is_sound(head)
    head.fill("How you see it", "The first hour was for the whole federation.")
    head.press("Send your answer")
    head.sees("Your answer is kept with this version.", "The first hour was for the whole")


def test_a_planned_visit_becomes_given_days_and_a_statement_the_head_answers(elm, as_person):
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm, name="Lena"))
    plan(lead, elm)
    move(lead)
    booked = lead.path
    assert days(lead, elm) == ("0.5", "0.0")
    lead.open(booked)
    write_up(lead)
    assert days(lead, elm) == ("0.0", "0.5")
    lead.press("Issue the statement as it is now")
    lead.sees("Issued. The school can read and answer it")
    is_sound(lead)
    answer(as_person(a_person(Role.HEADTEACHER, at=elm), PHONE))


def test_on_a_phone_a_visit_is_cancelled_with_a_reason(elm, as_person):
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm, name="Lena"), PHONE)
    plan(lead, elm)
    lead.page.get_by_text("Cancel it").click()
    lead.fill("Why is it cancelled?", "The school is inspected.")
    lead.press("Cancel the visit")
    lead.sees("Cancelled. Its days are free again.", "The school is inspected.")
    is_sound(lead)
    lead.follow("The diary")
    lead.sees("Nothing in the diary")
    lead.follow("Capacity")
    is_sound(lead)
