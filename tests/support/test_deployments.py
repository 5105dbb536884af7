"""From a request to what it changed: who may do what, when, and what is refused in words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from banding.evidence import offered_to
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from dashboards.presenters.waiting import waiting_for
from people.models import Release
from support.models import Deployment, DeploymentState, RequestState
from support.selectors.days import statement_line
from support.selectors.deployments import days_to_record, to_agree
from support.services import deployments, running
from tests.people.register import a_conflict
from tests.support.deploying import (
    a_brief,
    a_deployment,
    a_helper,
    a_request,
    an_ended_deployment,
    both_agree,
    released,
)
from tests.world import a_person, a_school, an_offer_line, the_calendar

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


def on(monkeypatch, days):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + timedelta(days=days))


def record(made, actor, **fields):
    said = {"on": timezone.localdate(), "quarter_days": 4, "done": "Planned fractions."}
    return running.record_day(actor=actor, deployment_id=made.pk, **said | fields)


# Choosing


def test_a_choice_that_is_not_the_first_says_why(host):
    a_helper("Ann Lee", at=a_school("Beech Hill"))
    second = a_helper("Zoe Ng", at=a_school("Far Away"), confirmed=False)
    with pytest.raises(SayWhy, match="Ann Lee comes first"):
        a_deployment(host, person=second)
    made = a_deployment(host, person=second, override_reason="Knows the school's scheme.")
    assert made.override_reason
    assert made.request.state == RequestState.ASKED  # as it was read before
    made.request.refresh_from_db()
    assert made.request.state == RequestState.MATCHED


def test_nobody_is_sent_where_they_have_a_conflict_or_cover_nothing(host):
    person = a_helper()
    a_conflict(person, host)
    with pytest.raises(NotAllowed, match="conflict of interest"):
        a_deployment(host, person=person, override_reason="All the same.")
    with pytest.raises(DomainError, match="does not cover"):
        a_deployment(host, person=a_helper("Bo Ng", at=a_school("B"), area="Art"))


def test_nobody_is_booked_past_the_days_released_without_saying_why(host):
    person = a_helper(quarter_days=16)
    a_deployment(host, person=person)
    with pytest.raises(SayWhy, match=r"has 1.0 days left of those released, and this takes 3.0"):
        a_deployment(host, person=person)
    made = a_deployment(host, person=person, capacity_reason="The head of Beech Hill offered two.")
    assert made.capacity_reason


def test_a_deployment_has_a_measure_before_it_is_proposed(host):
    with pytest.raises(DomainError, match="how you will know"):
        a_deployment(host, worded_measure=" ")
    with pytest.raises(DomainError, match="year group"):
        a_deployment(host, measure="maths_expected")
    with pytest.raises(DomainError, match="before the first"):
        a_deployment(host, ends_on=TODAY - timedelta(days=1))


def test_only_leads_and_the_chief_executive_choose(host):
    asked = a_request(host)
    with pytest.raises(NotAllowed):
        deployments.propose_deployment(
            actor=asked.asked_by, request_id=asked.pk, brief=a_brief(a_helper())
        )


# Agreeing


def test_both_schools_agree_and_neither_for_the_other(host):
    made = a_deployment(host)
    hosts, lends = (a_person(Role.HEADTEACHER, at=at) for at in (host, made.home))
    assert [list(to_agree(head)) for head in (hosts, lends)] == [[made], [made]]
    with pytest.raises(NotAllowed, match="Only the headteacher of Beech Hill"):
        deployments.agree_deployment(actor=hosts, deployment_id=made.pk, side="lend")
    half = deployments.agree_deployment(actor=hosts, deployment_id=made.pk, side="host")
    assert half.state == DeploymentState.PROPOSED
    whole = deployments.agree_deployment(actor=lends, deployment_id=made.pk, side="lend")
    assert whole.state == DeploymentState.AGREED
    assert not to_agree(lends).exists()


def test_agreeing_to_lend_releases_the_days_that_were_offered(host):
    home = a_school("Beech Hill")
    person = a_helper(at=home, quarter_days=0)
    release = released(person, home, 12, agreed=False)
    made = both_agree(a_deployment(host, person=person))
    assert made.state == DeploymentState.AGREED
    assert Release.objects.get(pk=release.pk).state == "agreed"


def test_nobody_agrees_to_what_they_proposed_or_to_their_own_release(host):
    both = a_person(Role.HEADTEACHER, at=host, name="Bea")
    both.assignments.create(role=Role.IMPROVEMENT_LEAD)
    made = a_deployment(host, by=both)
    with pytest.raises(NotAllowed, match="somebody else agrees"):
        deployments.agree_deployment(actor=both, deployment_id=made.pk, side="host")
    home = a_school("Beech Hill")
    head = a_person(Role.HEADTEACHER, at=home, name="Ann")
    own = a_deployment(host, person=a_helper("Ann", at=home, user=head), override_reason="Free.")
    with pytest.raises(NotAllowed, match="your own deployment"):
        deployments.agree_deployment(actor=head, deployment_id=own.pk, side="lend")


def test_one_that_is_not_agreed_says_why_and_its_request_is_open_again(host):
    made = a_deployment(host)
    head = a_person(Role.HEADTEACHER, at=made.home)
    with pytest.raises(SayWhy):
        deployments.decline_deployment(actor=head, deployment_id=made.pk, reason="")
    stranger = a_person(Role.HEADTEACHER, at=a_school("Far Away"))
    with pytest.raises(NotAllowed):
        deployments.decline_deployment(actor=stranger, deployment_id=made.pk, reason="No.")
    deployments.decline_deployment(actor=head, deployment_id=made.pk, reason="We are two short.")
    made.request.refresh_from_db()
    assert made.request.state == RequestState.ASKED


# Days


def test_a_day_is_recorded_by_the_specialist_and_the_first_begins_it(host, specialist):
    made = a_deployment(host, person=a_helper("Carys", user=specialist), agreed=True)
    record(made, specialist, next_step="Look at year 5.")
    made.refresh_from_db()
    assert made.state == DeploymentState.RUNNING
    with pytest.raises(WrongState, match="recorded already"):
        record(made, specialist)
    with pytest.raises(NotAllowed, match="Carys records"):
        record(made, a_person(Role.HEADTEACHER, at=host))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"done": " "}, "Say what was done"),
        ({"on": TODAY + timedelta(days=1)}, "once it has been"),
        ({"on": TODAY - timedelta(days=1)}, "between the first and the last"),
    ],
)
def test_what_cannot_be_recorded_says_why(host, lead, fields, why):
    made = a_deployment(host, agreed=True)
    with pytest.raises(DomainError, match=why):
        record(made, lead, **fields)


def test_no_more_days_than_were_agreed(host, lead):
    made = a_deployment(host, agreed=True, quarter_days=6)
    record(made, lead)
    with pytest.raises(DomainError, match=r"0.5 days are left of the 1.5 agreed"):
        running.plan_day(
            actor=lead, deployment_id=made.pk, on=TODAY + timedelta(days=1), quarter_days=4
        )


def test_a_planned_day_waits_and_is_overdue_after_five_school_days(host, lead, monkeypatch):
    the_calendar()
    made = a_deployment(host, agreed=True)
    running.plan_day(actor=lead, deployment_id=made.pk, on=TODAY, quarter_days=4)
    [waits] = days_to_record(Deployment.objects.all())
    assert not waits.is_overdue
    on(monkeypatch, 20)
    assert [one.is_overdue for one in days_to_record(Deployment.objects.all())] == [True]
    record(made, lead, on=TODAY)
    assert days_to_record(Deployment.objects.all()) == []


def test_days_go_onto_the_schools_ledger_with_who_gave_them(host, lead):
    line = an_offer_line()
    made = a_deployment(host, agreed=True, offer_line=line)
    later = TODAY + timedelta(days=1)
    running.plan_day(actor=lead, deployment_id=made.pk, on=TODAY, quarter_days=4)
    running.plan_day(actor=lead, deployment_id=made.pk, on=later, quarter_days=2)
    record(made, lead, quarter_days=3)
    running.end_deployment(actor=lead, deployment_id=made.pk, reason="Enough.")
    moves = [(one.kind, one.quarter_days) for one in made.ledger.order_by("pk")]
    assert moves == [
        ("planned", 4), ("planned", 2), ("made", -4), ("given", 3), ("cancelled", -2),
    ]  # fmt: skip
    assert {one.person for one in made.ledger.all()} == {made.person}
    counted = statement_line(school=host, offer_line=line)
    assert (counted.given, counted.planned) == (3, 0)


# The end, and what it changed


def test_a_review_is_against_what_was_agreed_first_and_made_once(host):
    made = an_ended_deployment(host)
    head = a_person(Role.HEADTEACHER, at=host)
    said = {"actor": head, "deployment_id": made.pk, "impact": "some", "would_again": True}
    with pytest.raises(DomainError, match="Every teacher of year 4"):
        running.review_deployment(words="It helped.", **said)
    running.review_deployment(words="It helped.", measured="Two of three do.", **said)
    with pytest.raises(WrongState):
        running.review_deployment(words="Again.", measured="All.", **said)
    made.refresh_from_db()
    assert made.state == DeploymentState.REVIEWED
    assert made.request.state == RequestState.MET


def test_nobody_reviews_what_they_did(host, specialist):
    specialist.assignments.create(role=Role.IMPROVEMENT_LEAD)
    made = an_ended_deployment(host, person=a_helper("Carys", user=specialist))
    with pytest.raises(NotAllowed, match="Somebody else reviews"):
        running.review_deployment(
            actor=specialist, deployment_id=made.pk, impact="some", words="Good.",
            would_again=True, measured="All.",
        )  # fmt: skip


def test_days_that_were_not_given_are_free_again_when_it_ends(host):
    person = a_helper(quarter_days=16)
    an_ended_deployment(host, person=person)
    a_deployment(host, person=person)


def test_support_given_is_evidence_for_the_home_school(host, lead):
    made = an_ended_deployment(host)
    running.review_deployment(
        actor=lead, deployment_id=made.pk, impact="some", words="Good.", would_again=True,
        measured="All.",
    )  # fmt: skip
    texts = [one.text for one in offered_to(lead, made.home) if one.kind == "deployment"]
    assert texts == ["Ann Lee gave Elm Grove 1.0 days of Maths: some evidence of impact"]
    trustee = a_person(Role.TRUSTEE)
    assert not [one for one in offered_to(trustee, made.home) if one.kind == "deployment"]


def test_the_database_holds_no_deployment_agreed_without_a_measure(host):
    made = a_deployment(host, agreed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deployment.objects.filter(pk=made.pk).update(worded_measure="")


def test_a_list_costs_the_same_for_one_and_for_ten(
    client, host, lead, django_assert_max_num_queries
):
    client.force_login(lead, backend=BACKEND)
    for number in range(6):
        a_deployment(
            host, person=a_helper(f"P{number}", at=a_school(f"S{number}")), override_reason="Free."
        )
    for route in ("support:request-list", "support:deployment-list"):
        with django_assert_max_num_queries(22):
            assert client.get(reverse(route)).status_code == 200


def test_what_waits_is_told_to_whom_it_waits_for(host, lead, specialist):
    made = a_deployment(host, person=a_helper("Carys", user=specialist))
    head = a_person(Role.HEADTEACHER, at=made.home)
    assert [str(one) for one in waiting_for(head)] == ["1 deployment to agree to"]
    both_agree(made)
    running.plan_day(actor=specialist, deployment_id=made.pk, on=TODAY, quarter_days=4)
    assert [str(one) for one in waiting_for(specialist)] == ["1 day to record"]
    a_request(host)
    assert "1 request for help to place" in [str(one) for one in waiting_for(lead)]
