"""Journey 9: a rota for the year in one action, a report with actions, and the next year's rota."""

from itertools import combinations

import pytest
from django.utils.formats import date_format

from accounts.roles import Role
from schools.models import School
from support.models import TriadRota
from support.selectors.triads import groups_of
from tests.chromium import breaches, fits
from tests.support.rotas import reviewers_of, schools_of, some_schools
from tests.world import a_person, the_calendar, this_year

PHONE, DESK = 375, 1280

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def looks_right(window):
    assert fits(window.page)
    assert breaches(window.page) == []


def make_rota(window, year):
    window.follow("Support")
    window.follow("Triads")
    window.choose("Year", year)
    window.press("Make the rota")
    window.sees("Made. It is a draft until you publish it.")


def met(rota, term):
    return {pair for group in groups_of(rota)[term] for pair in combinations(sorted(group), 2)}


def write_part(window, school):
    window.page.get_by_role("link", name=f"Write this part on {school}").click()
    window.fill("In brief", f"{school} knows itself well.")
    window.fill("What convinced us", "Reading is well led.")
    window.fill("What we challenged", "How do you know that maths is secure?")
    window.page.locator("#id_actions-0-what").fill("Look at maths books")
    window.page.locator("#id_actions-0-owner").fill("Maths lead")
    window.page.locator("#id_actions-0-due_on").fill(this_year().ends_on.isoformat())
    looks_right(window)
    window.press("Save this part")


def test_a_triad_goes_from_the_rota_to_a_published_report_and_the_next_rota_avoids_it(as_person):
    the_calendar()
    some_schools()
    heads = [a_person(Role.HEADTEACHER, at=one, name="Hana") for one in School.objects.all()]
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, name="Lena"), DESK)
    make_rota(lead, str(this_year()))
    lead.sees("No two schools meet twice within three terms.")
    looks_right(lead)
    lead.press("Publish")
    lead.sees("Published. Each school sees its own triads.")

    rota = TriadRota.objects.get()
    triad = rota.triads.filter(term="autumn").first()
    schools = schools_of(triad)
    lead.open(f"/support/triads/{triad.pk}/")
    lead.follow("Plan the meeting")
    lead.fill("Day", rota.year.starts_on.isoformat())
    lead.choose("Host", schools[0].name)
    looks_right(lead)
    lead.press("Save")
    lead.sees(date_format(rota.year.starts_on), f"at {schools[0]}", "0 of 3 submitted")

    people = reviewers_of(triad.review)
    assert set(people) == {one for one in heads if one.assignments.get().school in schools}
    windows = [as_person(person, PHONE) for person in people]
    for number, window in enumerate(windows):
        window.follow("Support")
        window.follow("Triads")
        window.follow(schools[0].name)
        window.follow("Write your notes")
        window.fill("Your notes on the schools", f"Notes number {number}.")
        looks_right(window)
        window.press("Submit")
        window.sees(f"{number + 1} of 3 submitted")
        if number < 2:
            window.does_not_see(f"Notes number {number + 1 if number == 0 else 0}.")
    writer = windows[-1]
    writer.sees("Notes number 0.", "Notes number 1.", "Notes number 2.")
    for school in schools:
        write_part(writer, school)
    writer.press("Send to the schools")
    writer.sees("Sent. Each headteacher can comment on the own school's part.")
    writer.fill("Your comment on this part", "We recognise the picture.")
    looks_right(writer)
    writer.press("Send your comment")
    lead.open(f"/support/triads/{triad.pk}/")
    lead.press("Publish")
    lead.sees("Published.", "We recognise the picture.", "Look at maths books")
    lead.does_not_see("Notes number")
    looks_right(lead)

    make_rota(lead, str(type(rota.year)(rota.start_year + 1)))
    after = TriadRota.objects.get(start_year=rota.start_year + 1)
    assert not met(after, 0) & (met(rota, 1) | met(rota, 2))
    assert not met(after, 1) & met(rota, 2)
