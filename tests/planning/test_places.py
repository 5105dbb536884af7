"""Where a reader of a plan is, and what leads on from there."""

import pytest
from django.urls import reverse

from tests import world
from tests.planning.plans import a_head, a_plan, a_waiting_version, an_approver

pytestmark = pytest.mark.django_db
READ_AND_DECIDE = "Read it and decide"


def page_of(client, name, *args):
    return " ".join(client.get(reverse(f"planning:{name}", args=args)).content.decode().split())


@pytest.mark.parametrize(
    ("name", "tab"),
    [("plan-detail", "Plan"), ("import-start", "Plan"), ("cycle-school", "Monitoring")],
)
def test_the_tab_of_a_page_is_marked_wherever_its_address_is(sign_in, name, tab):
    school = world.a_school()
    head = a_head(school)
    at = a_plan(school, by=head).pk if name == "plan-detail" else school.urn
    page = page_of(sign_in(head), name, at)
    assert f'aria-current="page">{tab}</a>' in page


def test_a_note_of_a_visit_is_under_visits(sign_in):
    visit = world.a_visit(shared=True)
    page = sign_in(visit.author).get(reverse("support:visit-detail", args=[visit.pk]))
    assert 'aria-current="page">Visits and actions</a>' in page.content.decode()


def test_who_decides_is_led_to_the_decision_and_nobody_else(sign_in):
    version = a_waiting_version(kind="rap")
    approver = an_approver(version)
    assert READ_AND_DECIDE in page_of(sign_in(approver), "plan-detail", version.plan_id)
    assert READ_AND_DECIDE not in page_of(sign_in(version.made_by), "plan-detail", version.plan_id)
