"""Journey 4: a band is judged by its criteria, commented on, settled by others, and days follow."""

import pytest
from django.utils import timezone

from accounts.models import RoleAssignment
from accounts.roles import Role
from tests.chromium import breaches, fits
from tests.world import a_person, a_proposal, a_round, a_school, a_settled_band, the_model

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    return a_school("Elm Grove")


def is_fine(window):
    assert breaches(window.page) == []
    for width in (375, 1280):
        window.page.set_viewport_size({"width": width, "height": 900})
        assert fits(window.page), f"{window.path} scrolls sideways at {width}"


def answer(window, level, said, *, nth=None):
    """Every criterion of a level, or one of them."""
    criteria = window.card(level).first.locator("fieldset")
    places = range(criteria.count()) if nth is None else [nth]
    for place in places:
        criteria.nth(place).get_by_role("radio", name=said, exact=True).check()


def start(window, school):
    window.open(f"/schools/{school.urn}/banding/")
    window.follow("Propose a band")


def propose(window, level):
    window.page.get_by_role("radio", name=level).check()
    window.fill("Reason", "Maths has fallen for two terms.")
    window.press("Check your answers")
    window.sees("Check your answers", "Maths has fallen for two terms.")
    window.press("Propose to trustees")


def judge_in_the_round(window, school):
    start(window, school)
    window.sees("The round: Autumn banding")
    is_fine(window)
    window.press("Start")
    window.sees("No band can be suggested yet.")
    is_fine(window)
    answer(window, "Band D", "Met")
    answer(window, "Band C", "Met")
    answer(window, "Band C", "Not met", nth=1)
    window.press("Save and go on")
    window.sees("Suggested: Band D", "it would be Band C")
    is_fine(window)
    propose(window, "Band D")


def comment(window, school):
    window.open(f"/schools/{school.urn}/banding/")
    window.does_not_see("Band D is proposed")
    window.follow("Read it and comment on the facts")
    window.sees("Band D is proposed", "Are the facts right?")
    is_fine(window)
    window.fill("Your comment on the facts", "Maths rose in Year 3.")
    window.press("Send your comment")
    window.sees("Sent. You can change it")


def approve(window):
    window.follow("Bands")
    window.follow("Read")
    window.sees("Maths has fallen for two terms.", "Maths rose in Year 3.", "more)")
    is_fine(window)
    window.press("Approve Band D for Elm Grove")
    window.sees("Not yet released")


def test_a_band_is_judged_commented_on_approved_released_and_days_follow(elm, as_person):
    a_settled_band(elm, "C", from_date=the_model().academic_year.starts_on)
    a_round("Autumn banding")
    executive = as_person(a_person(Role.EXECUTIVE))
    judge_in_the_round(executive, elm)
    executive.sees("Waiting for trustees", "Only trustees approve a band.")
    assert executive.page.get_by_role("button", name="Approve Band D").is_disabled()
    executive.press("Ask the headteacher to comment")
    executive.sees("no comment yet")
    is_fine(executive)

    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    comment(head, elm)
    approve(as_person(a_person(Role.TRUSTEE)))
    head.open(f"/schools/{elm.urn}/banding/")
    head.sees("Band C since")

    executive.page.reload()
    executive.press("Release it to the school")
    executive.sees("Released by")

    head.follow("Support days")
    head.sees("Additional improvement and support visits, Band D")
    head.follow("Band")
    head.sees("Band D since", "What would move the school up, to Band C", "Not met yet")
    is_fine(head)


def test_the_head_sees_a_band_only_once_it_is_settled(elm, as_person):
    a_proposal(elm, "D")
    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.open(f"/schools/{elm.urn}/banding/")
    head.sees("Nothing is settled yet")
    head.does_not_see("Band D is proposed")


def test_whoever_proposed_sees_why_they_cannot_approve(elm, as_person):
    the_model()
    both = a_person(Role.EXECUTIVE)
    RoleAssignment.objects.create(user=both, role=Role.TRUSTEE)
    window = as_person(both)
    start(window, elm)
    window.fill("What made a change during the year needed?", "A new head has started.")
    window.fill("From", timezone.localdate().isoformat())
    window.press("Start")
    window.press("Save and go on")
    propose(window, "Band D")
    window.sees("You proposed this band, so someone else must approve it.")
    assert window.page.get_by_role("button", name="Approve Band D").is_disabled()
