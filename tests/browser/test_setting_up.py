"""Journey 1: an administrator sets a trust up, from a chosen model to what falls due to whom."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.roles import Role
from banding.models import Edition
from core import jobs
from tests.chromium import breaches, fits
from tests.world import a_person, this_year

SCHOOLS = Path(__file__).parents[1] / "fixtures/schools"
HUMBER = "16827"
CHOSEN = "three random words"
TERMS = {
    "Autumn term": ("09-02", "12-18", "10-26", "10-30"),
    "Spring term": ("01-04", "03-25", "02-15", "02-19"),
    "Summer term": ("04-12", "07-21", "05-31", "06-04"),
}
DATES = ["First day", "Last day", "Half-term holiday, first day", "Half-term holiday, last day"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def admin(as_person):
    return as_person(a_person(Role.ADMIN, name="Ada"))


def is_fine(window):
    assert breaches(window.page) == []
    for width in (375, 1280):
        window.page.set_viewport_size({"width": width, "height": 900})
        assert fits(window.page), f"{window.path} scrolls sideways at {width}"


def import_schools(window):
    files = [str(SCHOOLS / name) for name in ("small_list.csv", "group_links.csv")]
    call_command("import_schools", files[0], "--trust-uid", HUMBER, "--groups", files[1], "--json")
    window.open("/administration/schools/school/")
    window.sees("Adelaide Primary School", "Bude Park Primary School", "Cambridge Park Academy")


def choose_a_model(window):
    window.open("/administration/")
    window.follow("Editions")
    is_fine(window)
    window.follow("Choose an improvement model")
    is_fine(window)
    window.page.get_by_role("radio", name="Humber Education Trust").check()
    window.choose("Academic year", str(this_year()))
    window.press("Load as a draft")
    window.sees("is loaded as a draft", "By how much the levy will rise is not stated.")
    is_fine(window)


def edit_a_criterion(window):
    window.follow("Criteria of Band D")
    window.sees("type where it goes")
    is_fine(window)
    window.fill("Text", "Likely to have one area that needs attention.")
    window.press("Save")
    window.sees("Band D", "was changed successfully")
    is_fine(window)


def edit_the_days_of_a_line(window):
    window.follow("Humber Education Trust school improvement model")
    row = window.page.locator("tr.form-row").filter(has_text="School improvement visits")
    assert row.get_by_label("Days").input_value() == "3.5"
    row.get_by_label("Days").fill("4.5")
    window.press("Save and continue editing")
    window.sees("was changed successfully")


def put_in_force(window):
    window.follow("Preview and put in force")
    window.sees("No model is in force yet", "Adelaide Primary School", "3 schools in all", "39.0")
    window.sees("Every school gains:", "Doubts still open")
    is_fine(window)
    window.press("Put Humber Education Trust")
    window.sees("is in force.", "To change it, copy it to a draft.")
    is_fine(window)


def publish_the_calendar(window):
    start = this_year().start_year
    window.open("/administration/schools/term/")
    window.follow("Publish a year's calendar")
    for name, days in TERMS.items():
        group = window.page.get_by_role("group", name=name)
        year = start if name == "Autumn term" else start + 1
        for label, day in zip(DATES, days, strict=True):
            group.get_by_label(f"{label}:", exact=True).fill(f"{year}-{day}")
    window.fill("Closed days", f"02/09/{start} Training day")
    is_fine(window)
    window.press("Publish the calendar of")
    window.sees(f"The calendar of {this_year()} is published.", f"Spring {this_year()}")
    jobs.work_off()


def invite(window, name, email, role):
    window.open("/accounts/people/")
    window.follow("Invitations")
    window.follow("Invite somebody")
    window.fill("Name", name)
    window.fill("E-mail address", email)
    window.field("Role").select_option(role)
    window.press("Send the invitation")
    window.sees(email)
    jobs.work_off()
    return re.search(r"http\S+/answer/\S+", mail.outbox[-1].body)[0]


def answer(window, link):
    window.open(link.removeprefix(window.root))
    window.fill("Choose a password", CHOSEN)
    window.fill("The password again", CHOSEN)
    window.press("Start")


def test_a_trust_is_set_up_and_its_duties_fall_due(admin, window):
    import_schools(admin)
    choose_a_model(admin)
    edit_a_criterion(admin)
    edit_the_days_of_a_line(admin)
    put_in_force(admin)
    edition = Edition.objects.get()
    criterion = edition.levels.get(code="D").criteria.first()
    assert criterion.text == "Likely to have one area that needs attention."
    assert edition.offer_lines.get(code="improvement_visits").quarter_days == 18
    publish_the_calendar(admin)

    chief = window()
    answer(chief, invite(admin, "Rosa Adeyemi", "rosa@example.org", Role.EXECUTIVE))
    chief.follow("Due")
    chief.follow("Trust calendar")
    chief.open(f"/banding/calendar/?month={this_year().end_year}-07")
    chief.sees("Trust calendar, July", "Banding of every school", "All 3 schools")
    is_fine(chief)


def test_a_line_is_moved_by_typing_where_it_goes_and_one_is_added(admin):
    choose_a_model(admin)
    numbers = admin.page.locator("#levels-group").get_by_label("Number")
    numbers.nth(4).fill("1.5")
    admin.page.get_by_role("button", name="Add another Level").click()
    names = admin.page.locator("#levels-group").get_by_label("Name")
    names.nth(5).fill("Band F")
    admin.press("Save and continue editing")
    admin.sees("was changed successfully")
    shown = [one.input_value() for one in names.all()]
    assert shown[:6] == ["Band A", "Band E", "Band B", "Band C", "Band D", "Band F"]
    assert Edition.objects.get().levels.get(label="Band F").code == "band_f"
