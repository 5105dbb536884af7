"""A note on a phone: the network goes, the tab is killed, and every word is there afterwards."""

import pytest

from accounts.roles import Role
from support.models import NoteTemplate, Visit
from support.selectors.templates import questions_for
from tests.chromium import breaches, fits
from tests.world import a_person, a_school, a_settled_band, an_activity

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


def the_note(window, elm):
    """The form of a website check, opened as a lead opens it."""
    window.follow("Support")
    window.follow("Log a visit")
    window.choose("School", "Elm Grove")
    window.choose("Kind of visit", "Website compliance check")
    window.press("Go on to the note")
    window.sees("Ofsted")


def test_the_network_goes_the_tab_is_killed_and_every_word_is_there(elm, as_person):
    person = a_person(Role.IMPROVEMENT_LEAD, at=elm, name="Lena")
    an_activity("website_check")
    template = NoteTemplate.objects.get(code="website_check")
    first, *_, last = questions_for(template, elm)
    lead = as_person(person, PHONE)
    the_note(lead, elm)
    assert fits(lead.page)
    assert breaches(lead.page) == []
    lead.fill("Purpose", "The school's website")
    lead.page.locator("[data-keep-status]").get_by_text("Saved at").wait_for()
    assert Visit.objects.get().purpose == "The school's website"

    lead.context.set_offline(True)
    lead.page.locator(f"#question-{first.pk}").get_by_label("Not met", exact=True).check()
    lead.page.locator(f"#question-{first.pk} summary").click()
    lead.page.locator(f"#id_q{first.pk}-text").fill("The SENCO is not named.")
    lead.page.locator(f"#question-{last.pk}").get_by_label("Met", exact=True).check()
    lead.fill("What you found", "Written where there is no signal.")
    lead.sees("Kept on this phone, not sent yet.")
    lead.page.close()  # the tab is killed

    lead.context.set_offline(False)
    lead.watch(lead.context.new_page())
    lead.open(f"/support/visits/{Visit.objects.get().pk}/edit/")
    lead.sees("We kept what you wrote at")
    assert breaches(lead.page) == []
    lead.press("Keep it")
    assert lead.field("What you found").input_value() == "Written where there is no signal."
    assert lead.page.locator(f"#id_q{first.pk}-text").input_value() == "The SENCO is not named."
    lead.page.locator("[data-keep-status]").get_by_text("Saved at").wait_for()
    visit = Visit.objects.get()
    assert visit.findings == "Written where there is no signal."
    assert {one.question_id: one.value for one in visit.answers.all()} == {
        first.pk: "no",
        last.pk: "yes",
    }
    lead.press("Save the draft")
    lead.sees("Saved.", "1 not met, with no action yet")
    assert lead.page.evaluate("Object.keys(localStorage).length") == 0


def test_nobody_finds_another_person_s_words_on_the_device(elm, as_person):
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm, name="Lena"), PHONE)
    an_activity("website_check")
    the_note(lead, elm)
    lead.context.set_offline(True)
    lead.fill("Purpose", "Not for the next person")
    lead.sees("Kept on this phone, not sent yet.")
    lead.context.set_offline(False)
    assert lead.page.evaluate("Object.keys(localStorage).length") == 1
    lead.page.on("dialog", lambda asked: asked.accept())
    lead.open("/support/visits/")
    lead.page.locator("header summary").click()
    lead.press("Sign out")
    lead.page.wait_for_load_state()
    assert lead.page.evaluate("Object.keys(localStorage).length") == 0
