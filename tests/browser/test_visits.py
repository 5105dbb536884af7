"""Journey 6: a visit is written up on a phone, shared, answered, and its days move."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.world import a_person, a_school, a_settled_band, a_visit

PHONE = 375

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    elm = a_school("Elm Grove")
    a_settled_band(elm, "C")
    return elm


def a_lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


def write_up(window):
    window.follow("Support")
    window.follow("Log a visit")
    window.choose("School", "Elm Grove")
    window.choose("Kind of visit", "School improvement visit")
    window.press("Go on to the note")
    window.fill("Purpose", "Reading in year 2")
    window.fill("What you found", "Phonics is taught daily and well.")
    agree(window, 0, "Plan a reading workshop", "Headteacher")
    window.page.get_by_text("More actions").click()
    agree(window, 1, "Order decodable books", "English lead")
    assert fits(window.page)
    assert breaches(window.page) == []
    window.press("Save the draft")
    window.sees("Saved as your draft. Nobody else sees it yet.")


def agree(window, at, what, owner):
    window.page.locator(f"#id_actions-{at}-what").fill(what)
    window.page.locator(f"#id_actions-{at}-owner").fill(owner)
    window.page.locator(f"#id_actions-{at}-due_on").fill("2027-02-12")


def test_a_visit_goes_from_a_phone_to_the_head_and_onto_the_ledger(elm, as_person):
    lead = as_person(a_lead(elm), PHONE)
    write_up(lead)
    lead.press("Share with the headteacher")
    lead.sees("Shared. The headteacher can read it and answer; its days count.")
    lead.open(f"/schools/{elm.urn}/support/days/")
    lead.sees("entry by entry", "0.5 of 12.0")

    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.follow("Visits and actions")
    head.sees("Plan a reading workshop", "Order decodable books")
    head.follow(date_format(timezone.localdate()))
    head.page.get_by_role("radio", name="Not accurate").check()
    head.press("Send your answer")
    head.sees("Say what is not accurate, so that it can be put right.")
    head.fill("What is not accurate", "Because phonics is daily in year 1 only.")
    head.press("Send your answer")
    head.sees("Your answer is on the note.", "Because phonics is daily in year 1 only.")


def test_of_two_windows_on_one_draft_the_later_is_shown_both_texts(elm, as_person):
    person = a_lead(elm)
    visit = a_visit(elm, by=person)
    first, second = as_person(person), as_person(person)
    for window in (first, second):
        window.open(f"/support/visits/{visit.pk}/edit/")
    first.fill("What you found", "Written on the laptop.")
    first.press("Save the draft")
    first.sees("Saved.")
    second.fill("What you found", "Written on the phone.")
    second.press("Save the draft")
    second.sees("This note was changed in another window", "What is saved", "on the laptop.")
    second.expected(409)
    assert second.field("What you found").input_value() == "Written on the phone."
    assert breaches(second.page) == []
    second.press("Save what I typed")
    second.sees("Saved.", "Written on the phone.")


def test_an_action_is_done_at_one_press(elm, as_person):
    a_visit(elm, shared=True)
    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.follow("Visits and actions")
    head.press("Done")
    head.sees("Done: Plan a reading workshop")
    assert head.page.get_by_role("button", name="Done").count() == 0
