"""Everything without a mouse, and the way back."""

import pytest

from accounts.roles import Role
from schools.models import Phase
from tests.world import a_person, a_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def executive(as_person):
    a_school("Elm Grove")
    a_school("Oak Academy", phase=Phase.SECONDARY)
    window = as_person(a_person(Role.EXECUTIVE))
    window.open("/dashboards/schools/")
    return window


def has_a_ring(window):
    return window.page.evaluate(
        "parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2"
    )


FEW_STOPS = 25  # the places, the menu, the filters; nobody should need more to reach a school


def test_the_first_stop_skips_to_the_content(executive):
    executive.press_keys(["Tab"])
    assert executive.focused() == "Skip to the content"
    assert has_a_ring(executive)
    executive.press_keys(["Enter"])
    assert executive.page.evaluate("document.activeElement.id") == "content"


def test_tab_reaches_every_place_the_menu_and_the_filters_and_shows_where_it_is(executive):
    stops = []
    while "Elm Grove" not in stops and len(stops) < FEW_STOPS:
        executive.press_keys(["Tab"])
        stops.append(executive.focused().strip())
        assert has_a_ring(executive), stops
    assert stops[1:4] == ["Trustwide", "Trust", "Schools"]
    assert any("Chief executive" in stop for stop in stops)
    assert [stop for stop in stops if stop in ("name", "phase")] == ["name", "phase"]
    assert "Elm Grove" in stops


def test_the_account_menu_is_walked_with_the_keyboard(executive):
    executive.page.locator("details.menu summary").focus()
    executive.press_keys(["Enter", "Tab", "Enter"])
    executive.sees("What you may do")


def test_a_filter_is_in_the_address_and_the_way_back_restores_what_was_there(executive):
    executive.sees("2 schools")
    executive.choose("Phase", "Secondary")
    executive.sees("1 school", "Oak Academy")
    assert "phase=secondary" in executive.path
    executive.page.go_back()
    executive.sees("2 schools", "Elm Grove")
    assert executive.field("Phase").input_value() == ""
    executive.page.go_forward()
    executive.sees("1 school")
    assert executive.field("Phase").input_value() == "secondary"


def test_a_filtered_address_can_be_sent_to_somebody_else(executive, as_person):
    executive.choose("Phase", "Secondary")
    executive.sees("1 school")
    other = as_person(a_person(Role.TRUSTEE))
    other.open(executive.path)
    other.sees("1 school", "Oak Academy")
    other.does_not_see("Elm Grove")
