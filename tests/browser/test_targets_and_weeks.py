"""Targets typed without a mouse and agreed; a week given on a phone in a minute."""

import pytest

from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.monitoring.weeks import a_week
from tests.world import a_person, a_school

PHONE = 375

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    return a_school("Elm Grove", low_age=4, high_age=11)


def test_a_head_types_targets_by_keyboard_mends_one_and_the_lead_agrees(elm, as_person):
    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.open(f"/schools/{elm.urn}/monitoring/targets/")
    head.follow("Type targets")
    head.page.locator("[id='6-level']").select_option("fft20")
    head.page.locator("[id='6-reading-target']").focus()
    head.page.keyboard.type("80")
    head.press_keys(["ArrowDown", "ArrowDown"])
    head.page.keyboard.type("82")
    head.press_keys(["ArrowDown"])
    head.page.keyboard.type("81")
    head.press_keys(["Enter"])
    head.sees("Nothing was saved: 1 cell cannot be right")
    head.expected(422)
    assert head.page.locator("[id='6-maths-target']").input_value() == "82"
    assert breaches(head.page) == []
    head.page.locator("[id='6-rwm-target']").fill("74")
    head.press_keys(["Enter"])
    head.sees("Saved: 3 changed or new.", "74% (FFT20)")

    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm, name="Lena"))
    lead.open(f"/schools/{elm.urn}/monitoring/targets/")
    lead.sees("All pupils, at expected (3)")
    lead.press("Agree these targets")
    lead.sees("Agreed: 3 targets of Elm Grove.")


def test_a_week_is_four_numbers_and_one_key_on_a_phone(elm, as_person):
    a_week(elm, weeks_ago=1)
    manager = as_person(a_person(Role.SCHOOL_STAFF, at=elm, name="Bea"), PHONE)
    manager.open(f"/schools/{elm.urn}/monitoring/weeks/")
    manager.follow("Give a week")
    manager.follow("Fill in as last week")
    manager.page.locator("#possible").focus()
    for number in ("2000", "90", "1", "0"):
        manager.page.keyboard.type(number)
        manager.press_keys(["Tab"])
    assert fits(manager.page)
    assert breaches(manager.page) == []
    manager.press_keys(["Enter"])
    manager.sees("is in.", "95.5%", "20")
