"""Journey 3: data is returned by cell, sent again, compared, accepted, moderated and locked."""

import pytest

from accounts.roles import Role
from core import jobs
from monitoring.models import Sample
from tests.chromium import breaches, fits
from tests.monitoring.marks import a_row, as_csv
from tests.monitoring.moderating import NOTE, judgements
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = 375


@pytest.fixture
def elm():
    return a_school("Elm Grove")


@pytest.fixture
def autumn():
    return a_collection(year_groups=["5", "6"])


def class_list(changed=0):
    """Two year groups of fifteen; the first few of Year 6 at another grade of writing."""
    rows = [a_row(at, year=5 + at % 2, Writing="EXS") for at in range(30)]
    for at in range(1, 1 + 2 * changed, 2):
        rows[at] = a_row(at, year=6, Writing="WTS")
    return as_csv(rows)


def sound(window):
    return breaches(window.page) == [] and fits(window.page)


def hand_back(lead, sent):
    lead.open(f"/schools/{sent.school.urn}/monitoring/returns/{sent.receipt}/")
    lead.page.get_by_text("Return it to the school").click()
    lead.choose("Year group, line 1", "Year 6")
    lead.choose("Subject, line 1", "Writing")
    lead.fill("What should change there, line 1", "Everybody is at EXS. Is it a copy?")
    lead.press("Add lines")
    assert lead.field("What should change there, line 1").input_value().startswith("Everybody")
    assert sound(lead)
    lead.press("Return to the school")
    lead.sees("Returned.", "Year 6, writing: Everybody is at EXS. Is it a copy?")


def send_again(head):
    head.follow("Data")
    head.sees("Year 6, writing: Everybody is at EXS.")
    head.follow("Send a new version")
    head.press("Begin from it")
    head.sees("What the trust asked to be changed", "As before")
    head.upload("Your file", "again.csv", class_list(changed=3))
    head.press("Upload and check")
    head.sees("Changed")
    for box in head.page.locator(".explain input").all():
        box.fill("Looked at again.")
    if head.page.locator(".explain input").count():
        head.press("Save what I wrote")
    head.press("Send to the trust")
    head.sees("version 2.")


@pytest.mark.parametrize("width", [1280, PHONE])
def test_a_lead_returns_by_cell_compares_accepts_and_the_term_is_locked(
    elm, autumn, as_person, width
):
    sent = a_return(elm, autumn, class_list())
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm), width)
    hand_back(lead, sent)
    head = as_person(a_person(Role.HEADTEACHER, at=elm), width)
    send_again(head)

    lead.follow("Returns")
    lead.follow("Elm Grove")
    lead.follow("What changed since version 1")
    lead.sees("version 2 beside version 1", "15 → 12 of 15", "3 grades changed")
    lead.does_not_see("Surname1")
    assert sound(lead)
    lead.follow("Version 2")
    lead.press("Accept")
    lead.sees("Accepted")

    executive = as_person(a_person(Role.EXECUTIVE), width)
    executive.follow("Collections")
    executive.press("Close")
    executive.sees("is closed. What schools sent is locked.")
    head.open(f"/schools/{elm.urn}/monitoring/collections/{autumn.pk}/start/")
    head.sees("is closed. Ask the trust to open it again.")
    executive.page.get_by_text("Open again").first.click()
    executive.fill("Why? Schools read it.", "A class was missing.")
    assert sound(executive)
    executive.press("Open again")
    executive.sees("Opened again: A class was missing.")
    head.page.reload()
    head.sees("Opened again: A class was missing.")


def plan(executive, autumn, person):
    executive.follow("Moderation")
    executive.follow("Plan an event")
    executive.choose("Collection", autumn.name)
    executive.press("Show the schools")
    executive.fill("Day of the event", "2026-12-01")
    executive.fill("Elm Grove", "8")
    assert sound(executive)
    executive.press("Draw the samples")
    executive.sees("Name the moderators next.")
    executive.choose("Who", person.name)
    executive.fill("Accreditation", NOTE)
    executive.press("Name as moderator")
    executive.sees("can judge now.", NOTE)


def test_a_sample_is_judged_by_pseudonym_and_the_head_is_told_what_changed(elm, autumn, as_person):
    a_return(elm, autumn, class_list(changed=5))
    person = a_person(Role.SPECIALIST, at=a_school("Moors"), name="Mona")
    executive = as_person(a_person(Role.EXECUTIVE))
    plan(executive, autumn, person)

    moderator = as_person(person, PHONE)
    moderator.follow("Moderation")
    moderator.sees("0 of 8 judged")
    moderator.follow("Elm Grove")
    moderator.does_not_see("Surname")
    for place in range(1, 8):
        moderator.choose(f"Judgement, pupil {place}", "Agreed")
    moderator.choose("Judgement, pupil 8", "Changed")
    moderator.press("Save judgements")
    moderator.expected(422)
    moderator.sees("Pupil 8: choose the grade it should be.", "Pupil 8: say why.")
    assert sound(moderator)
    moderator.choose("Grade it should be, pupil 8", "PKS")
    moderator.fill("Why, pupil 8", "Very little is independent.")
    moderator.press("Save judgements")
    moderator.sees("Saved: 8 of 8 judged.")

    executive.page.reload()
    executive.press("Close the event")
    executive.sees("7 of 8", "Version 2")
    jobs.work_off()
    last = judgements(Sample.objects.get())[-1]
    head = as_person(a_person(Role.HEADTEACHER, at=elm))
    head.follow("Data")
    head.sees("Moderation changed 1 grade of Elm Grove.")
    head.follow("See whose and why")
    head.sees(last.pupil.surname, "Very little is independent.")
    head.open(f"/schools/{elm.urn}/dashboards/data/")
    head.sees("Writing moderated in Year 6: 7 of 8 agreed, December 2026")
