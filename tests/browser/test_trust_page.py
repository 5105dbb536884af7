"""Choosing what the trust page shows: everything on it is of what was chosen."""

import pytest

from accounts.roles import Role
from tests.browser.trust import a_small_trust

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def executive(as_person):
    trust = a_small_trust()
    window = as_person(trust.people[Role.EXECUTIVE])
    window.waits_for_charts()
    return window


def test_another_term_changes_heading_figures_charts_and_links(executive):
    executive.sees("Autumn 2026: the trust in one page", "2 of 3 returns in.")
    executive.choose("Term", "Summer 2026")
    executive.sees("Summer 2026: the trust in one page", "source: schools' Summer 2026 returns")
    executive.waits_for_charts()
    assert executive.page.title().startswith("Summer 2026")
    executive.follow("See the returns")
    executive.sees("Returns: Summer 2026")


def test_another_collection_changes_the_heading_of_the_returns_too(executive):
    executive.follow("See the returns")
    executive.sees("Returns: Autumn 2026")
    executive.choose("Collection", "Summer 2026")
    executive.sees("Returns: Summer 2026")
    assert executive.page.locator("h1").count() == 1


def test_one_subject_and_one_group_are_shown_alone_and_kept_in_the_address(executive):
    executive.choose("Subject", "Maths")
    executive.choose("Pupils", "Disadvantaged")
    executive.sees("Year 6, disadvantaged", "Maths, Year 6, % at expected")
    assert "subject=maths" in executive.path
    executive.page.go_back()
    executive.sees("Year 6, all pupils", "Maths, Year 6, % at expected")
    executive.page.go_back()
    executive.does_not_see("Maths, Year 6, % at expected")
