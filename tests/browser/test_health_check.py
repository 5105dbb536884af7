"""Journey 13, thin: a report is asked for, made in the background, and opened by its asker."""

from pathlib import Path

import pytest

from accounts.roles import Role
from core import jobs
from core.models import Job
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def elm():
    elm = a_school("Elm Grove")
    a_return(elm, a_collection())
    jobs.work_off()
    return elm


def ask(window, school):
    window.open(f"/schools/{school.urn}/dashboards/overview/")
    window.follow("Health check (PDF)")
    window.choose("Term", "Autumn 2026")
    window.press("Make the health check")
    window.sees("You can close this page; the work goes on.")


def test_a_lead_watches_a_health_check_being_made_and_opens_it(elm, as_person):
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm))
    ask(lead, elm)
    run = jobs.claim(Job.objects.get(kind="dashboards.health_check").pk)
    run.progress(20, "Reading the school's figures")
    lead.sees("Reading the school's figures…")
    jobs.perform(run)
    lead.sees("The health check is ready.")
    with lead.page.expect_download() as arriving:
        lead.follow("Download the PDF")
    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF")
    assert arriving.value.suggested_filename.startswith(f"health-check-{elm.urn}")

    other = as_person(a_person(Role.EXECUTIVE, name="Rosa"))
    other.open(lead.path, status=404)


def test_a_failure_is_shown_to_whoever_asked_and_can_be_tried_again(elm, as_person):
    lead = as_person(a_person(Role.IMPROVEMENT_LEAD, at=elm))
    ask(lead, elm)
    jobs.claim(Job.objects.get(kind="dashboards.health_check").pk).fail("Our disk is full.", "Full")
    lead.sees("Our disk is full.")
    lead.press("Try again")
    jobs.work_off()
    lead.sees("The health check is ready.")
