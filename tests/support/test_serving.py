"""A visit says which priority of the school's plan it helps with, and the plan shows it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.errors import DomainError, NotAllowed
from core.models import JournalEntry
from support import services, verbs
from support.models import Visit
from tests import world
from tests.planning.plans import a_head, a_plan, a_priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    return world.a_visit(shared=True)


@pytest.fixture
def priority(visit):
    return reading_for_all(visit.school)


def reading_for_all(school):
    head = a_head(school)
    return a_priority(a_plan(school, by=head), "Reading for all", by=head)


def serve(visit):
    return reverse("support:visit-serve", args=[visit.pk])


def test_the_author_says_which_and_the_plan_shows_it_beside_the_priority(sign_in, visit, priority):
    lead = sign_in(visit.author)
    page = lead.get(reverse("support:visit-detail", args=[visit.pk])).content.decode()
    assert "Which priority does it help with?" in page
    assert "Reading for all" in page
    lead.post(serve(visit), {"priority": priority.pk})
    assert Visit.objects.get().serves == priority
    entry = JournalEntry.objects.get(verb=verbs.SERVES)
    assert (entry.before, entry.after) == ({"priority": None}, {"priority": priority.pk})
    matrix = reverse("planning:triangulation-school", args=[visit.school.urn])
    text = sign_in(a_head(visit.school)).get(matrix).content.decode()
    assert "None linked" not in text
    assert visit.purpose in text


def test_it_can_be_none_again(sign_in, visit, priority):
    services.serve_priority(actor=visit.author, visit_id=visit.pk, priority=priority)
    sign_in(visit.author).post(serve(visit), {"priority": ""})
    assert Visit.objects.get().serves is None


def test_another_schools_priority_is_refused(sign_in, visit):
    elsewhere = reading_for_all(world.a_school("Oak"))
    answer = sign_in(visit.author).post(serve(visit), {"priority": elsewhere.pk}, follow=True)
    assert "Choose one of the priorities in the list." in answer.content.decode()
    with pytest.raises(DomainError, match="another school"):
        services.serve_priority(actor=visit.author, visit_id=visit.pk, priority=elsewhere)
    assert Visit.objects.get().serves is None


def test_only_the_author_says_it(visit, priority):
    other = world.a_person(Role.IMPROVEMENT_LEAD)
    with pytest.raises(NotAllowed):
        services.serve_priority(actor=other, visit_id=visit.pk, priority=priority)
