"""Journey 5: two schools are tried on another band, read, discarded; another try is proposed."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.world import a_person, a_school, a_settled_band, a_what_if, some_posts, the_calendar

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def schools():
    the_calendar()
    some_posts(fte="0.5", deployable_percent=25)
    named = [a_school(name) for name in ("Ash Hill", "Elm Grove", "Oak Bank")]
    for school in named:
        a_settled_band(school, "C")
    return named


def choose(window, school, code):
    window.page.get_by_role("combobox", name=f"Band to try for {school}").select_option(code)


def begin(window, name):
    window.follow("What if")
    window.follow("Begin a what-if")
    window.fill("Name", name)
    window.fill("Bands would count from", window.first_day)
    window.press("Begin")
    window.sees("What if: " + name, "Nothing yet: this is the present.")


def test_two_schools_are_moved_read_discarded_and_another_try_is_proposed(schools, as_person):
    lee = a_person(Role.EXECUTIVE)
    window = as_person(lee)
    window.first_day = a_what_if("Kept", by=lee).from_date.isoformat()
    window.open("/banding/decisions/")
    begin(window, "Two more in Band D")
    choose(window, "Elm Grove", "D")
    window.sees("36.0 → 39.5", "0 → 1")
    choose(window, "Oak Bank", "D")
    window.sees("36.0 → 43.0", "0 → 2", "Short by", "days short")
    expect(window.page.get_by_role("link", name="Make 2 proposals")).to_be_visible()
    window.waits_for_charts()
    assert breaches(window.page) == []
    window.page.set_viewport_size({"width": 320, "height": 900})
    assert fits(window.page)
    window.page.set_viewport_size({"width": 1280, "height": 900})

    window.follow("Discard")
    window.press("Discard it")
    window.sees("Two more in Band D is discarded. Nothing live has changed.")

    window.open("/banding/decisions/")
    begin(window, "One in Band E")
    choose(window, "Ash Hill", "E")
    window.follow("Make 1 proposal")
    window.sees("Check what will be proposed", "Ash Hill")
    assert breaches(window.page) == []
    window.fill("Reason for every school", "Reading has fallen for two terms.")
    window.press("Propose 1 to trustees")
    window.sees("1 proposal waits for trustees.")
    assert window.row("Ash Hill").get_by_text("Band E").is_visible()


def test_without_javascript_the_table_is_sent_as_a_whole(schools, as_person):
    lee = a_person(Role.EXECUTIVE)
    kept = a_what_if("Kept", by=lee)
    window = as_person(lee, java_script_enabled=False)
    window.open(f"/banding/scenarios/{kept.pk}/")
    choose(window, "Elm Grove", "D")
    choose(window, "Oak Bank", "E")
    window.press("Show what follows")
    window.sees("36.0 → 46.5")
    window.fill("Find a school", "oak")
    window.press("Find")
    window.sees("1 school found")
