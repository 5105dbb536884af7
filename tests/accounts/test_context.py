import pytest
from django.core.management import call_command
from django.db import connection

from accounts.context import role_line
from accounts.models import RoleAssignment
from accounts.places import nav_for
from accounts.roles import Role
from schools.models import Hub
from tests.world import a_person, a_school, the_trust

pytestmark = pytest.mark.django_db

TRUST = "Humber Education Trust"


def held_by(person):
    return role_line(person.roles_today(), TRUST)


def test_the_line_at_the_right_says_who_is_signed_in_for_what():
    elm, oak = a_school("Elm Grove"), a_school("Oak")
    assert held_by(a_person(Role.EXECUTIVE)) == f"Chief executive · {TRUST}"
    head = a_person(Role.HEADTEACHER, at=elm)
    assert held_by(head) == "Headteacher · Elm Grove"
    RoleAssignment.objects.create(user=head, role=Role.GOVERNOR, school=oak)
    assert held_by(head) == "Headteacher · Elm Grove · and 1 more"
    RoleAssignment.objects.create(user=head, role=Role.HEADTEACHER, school=oak)
    assert held_by(head) == "Headteacher · 2 schools · and 1 more"
    lead = a_person()
    RoleAssignment.objects.create(
        user=lead, role=Role.IMPROVEMENT_LEAD, hub=Hub.objects.create(name="North")
    )
    assert held_by(lead) == "School improvement lead · North"
    assert held_by(a_person()) == ""


def test_only_administrators_see_people_in_the_bar(sign_in):
    the_trust()

    def labels(role):
        context = sign_in(a_person(role)).get("/accounts/").context
        bar = [link.label for link in context["navigation"]]
        return "People" in bar, [link.label for link in context["account_links"]]

    assert labels(Role.ADMIN) == (True, ["Your account", "Invitations", "Administration"])
    assert labels(Role.HEADTEACHER) == (False, ["Your account", "Invitations"])
    assert labels(Role.GOVERNOR) == (False, ["Your account"])


def test_the_bar_says_which_place_a_page_belongs_to():
    head = a_person(Role.HEADTEACHER)

    def here(path):
        return [link.label for link in nav_for(head, path) if link.is_here]

    assert here("/dashboards/schools/") == ["Schools"]
    assert here("/schools/100001/support/days/") == ["Schools"]
    assert here("/schools/100001/monitoring/submissions/1/prepare/") == ["Data"]
    assert here("/accounts/") == []


def test_what_stands_around_a_page_costs_three_queries(sign_in, django_assert_num_queries):
    the_trust()
    client = sign_in(a_person(Role.EXECUTIVE))
    # Session, person, roles, trust, the model's words; then the second step.
    with django_assert_num_queries(5 + 1):
        page = client.get("/accounts/")
    assert page.context["trust_name"] == "Northgate Learning Trust"


def test_strangers_are_told_the_trust_and_nothing_else(client):
    the_trust()
    context = client.get("/sign-in/").context
    assert context["trust_name"] == "Northgate Learning Trust"
    assert context["navigation"] == context["account_links"] == []


def test_the_cache_has_its_table_so_that_all_workers_count_together(settings):
    from django.core.cache.backends.db import DatabaseCache  # noqa: PLC0415

    from trust.settings import CACHES  # noqa: PLC0415, TID251 the tests' own settings use memory

    name = CACHES["default"]["LOCATION"]
    assert name in connection.introspection.table_names()
    shared = DatabaseCache(name, CACHES["default"])
    assert shared.add("code", "used", timeout=30)
    assert not DatabaseCache(name, CACHES["default"]).add("code", "used", timeout=30)
    assert shared._max_entries == 100_000
    call_command("createcachetable", verbosity=0)  # harmless for who types it out of habit
