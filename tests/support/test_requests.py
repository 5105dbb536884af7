"""Schools ask for help; plans suggest that they do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from support.models import RequestState
from support.rules.suggesting import area_named
from support.selectors.requests import suggestions
from support.services import requests
from tests.planning.plans import a_plan, a_priority
from tests.support.deploying import a_request
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def host():
    return a_school("Elm Grove")


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


def test_the_same_form_sent_twice_is_the_same_request(host):
    head = a_person(Role.HEADTEACHER, at=host)
    token = a_request(host, by=head).form_token
    assert a_request(host, by=head, form_token=token).form_token == token
    assert JournalEntry.objects.filter(verb="support.request.asked").count() == 1


def test_a_school_asks_for_itself_and_a_lead_for_it(host, lead):
    a_request(host, by=lead)
    with pytest.raises(NotAllowed, match="head and its improvement leads"):
        a_request(host, by=a_person(Role.HEADTEACHER, at=a_school("Far Away")))


def test_a_day_that_is_past_and_another_schools_priority_are_refused(host):
    with pytest.raises(DomainError, match="That day is past"):
        a_request(host, needed_by=TODAY - timedelta(days=1))
    plan = a_plan(a_school("Far Away"))
    other = a_priority(plan, by=plan.writers.get())
    with pytest.raises(DomainError, match="another school's plan"):
        a_request(host, priority=other)


def test_a_request_is_declined_with_a_reason_or_withdrawn_and_then_over(host, lead):
    asked = a_request(host)
    with pytest.raises(SayWhy):
        requests.decline_request(actor=lead, request_id=asked.pk, reason=" ")
    requests.decline_request(actor=lead, request_id=asked.pk, reason="Nobody is free.")
    with pytest.raises(WrongState):
        requests.withdraw_request(actor=asked.asked_by, request_id=asked.pk)
    again = a_request(host)
    with pytest.raises(NotAllowed):
        requests.decline_request(actor=again.asked_by, request_id=again.pk, reason="No.")
    done = requests.withdraw_request(actor=again.asked_by, request_id=again.pk)
    assert done.state == RequestState.WITHDRAWN


def test_a_priority_that_says_what_staff_must_learn_suggests_a_request_until_one_is_made(host):
    plan = a_plan(host)
    priority = a_priority(plan, by=plan.writers.get())
    priority.actions.update(cpd_need="Teaching maths mastery")
    head = a_person(Role.HEADTEACHER, at=host)
    [suggested] = suggestions(head)
    assert (suggested.priority, suggested.area.name) == (priority, "Maths Mastery")
    assert suggestions(a_person(Role.HEADTEACHER, at=a_school("Far Away"))) == []
    a_request(host, by=head, priority=priority)
    assert suggestions(head) == []


def test_the_longest_spelling_in_a_text_names_its_area():
    spellings = {"maths": 1, "maths mastery": 2, "art": 3}
    assert area_named("Maths, mastery in year 4", spellings) == 2
    assert area_named("A good start", spellings) is None
