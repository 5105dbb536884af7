"""A specialist sees what the brief lists, between its dates (issue 6, shows 5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from support.services import running
from tests.planning.plans import a_plan, a_priority
from tests.support.deploying import a_deployment, a_helper, a_request
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def host():
    return a_school("Elm Grove")


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


@pytest.fixture
def specialist():
    """With a login and no role of any kind: what they may see comes from a brief alone."""
    return a_person(None, name="Carys")


def test_a_specialist_sees_the_school_between_the_dates_and_neither_before_nor_after(
    client, host, specialist, monkeypatch
):
    person = a_helper("Carys", user=specialist)
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=10)
    made = a_deployment(
        host, person=person, agreed=True, starts_on=first, ends_on=last, shows_figures=True
    )
    pages = [reverse(f"dashboards:school-{page}", args=[host.urn]) for page in ("overview", "data")]
    own = reverse("support:deployment-detail", args=[made.pk])
    client.force_login(specialist, backend=BACKEND)

    def seen(days):
        monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + timedelta(days=days))
        return [client.get(page).status_code for page in [*pages, own]]

    assert seen(0) == [403, 403, 200], "before: only that it is coming"
    assert seen(3) == [200, 200, 200], "its first day"
    assert seen(10) == [200, 200, 200], "its last day"
    assert seen(11) == [403, 403, 200], "after: only what was written"
    assert seen(24) == [403, 403, 200], "for fourteen days"
    assert seen(25) == [403, 403, 403]


def test_what_the_brief_does_not_list_is_not_shown(client, host, specialist):
    plan = a_plan(host)
    priority = a_priority(plan, by=plan.writers.get())
    asked = a_request(host, priority=priority)
    made = a_deployment(person=a_helper("Carys", user=specialist), agreed=True, asked=asked)
    client.force_login(specialist, backend=BACKEND)
    page = client.get(reverse("support:deployment-detail", args=[made.pk])).text
    assert priority.title not in page
    assert client.get(reverse("dashboards:school-overview", args=[host.urn])).status_code == 200
    assert client.get(reverse("dashboards:school-data", args=[host.urn])).status_code == 403
    for route in ("support:record-detail", "support:statement-detail", "planning:plan-list"):
        assert client.get(reverse(route, args=[host.urn])).status_code in {403, 404}
    assert (
        client.get(reverse("dashboards:school-overview", args=[made.home.urn])).status_code == 404
    )


def test_ending_it_closes_the_school_at_once(client, host, specialist, lead):
    made = a_deployment(host, person=a_helper("Carys", user=specialist), agreed=True)
    running.record_day(
        actor=specialist, deployment_id=made.pk, on=TODAY, quarter_days=4,
        done="Planned fractions.",
    )  # fmt: skip
    page = reverse("dashboards:school-overview", args=[host.urn])
    client.force_login(specialist, backend=BACKEND)
    assert client.get(page).status_code == 200
    running.end_deployment(actor=lead, deployment_id=made.pk, reason="It is done early.")
    assert client.get(page).status_code == 403
    own = client.get(reverse("support:deployment-detail", args=[made.pk]))
    assert "Planned fractions." in own.text


def test_another_specialist_sees_nothing_of_it(client, host, specialist):
    made = a_deployment(host, agreed=True)
    specialist.assignments.create(role=Role.SPECIALIST, school=a_school("Far Away"))
    client.force_login(specialist, backend=BACKEND)
    assert client.get(reverse("support:deployment-detail", args=[made.pk])).status_code == 404
