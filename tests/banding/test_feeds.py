"""A person's calendar address: what it shows, to whom, and how it ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import RoleAssignment
from accounts.roles import Role
from accounts.services.people import deactivate
from banding import services
from banding.models import CalendarFeed, Obligation
from core.models import JournalEntry
from tests.banding.duties import a_duty, a_party, an_obligation
from tests.world import a_person, a_school, a_settled_band, the_model, this_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return a_school("Elm Grove")


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school)


def read(token: str):
    return Client().get(reverse("banding:feed-read", args=[token]))


def events(token: str) -> list:
    return list(Calendar.from_ical(read(token).content).walk("VEVENT"))


def test_a_calendar_program_reads_each_day_with_its_reason_and_keeps_no_copy(school, head):
    one = an_obligation(school)
    token = services.make_feed(actor=head)
    answer = read(token)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    event = next(e for e in events(token) if e["summary"] == "Plan review, Elm Grove")
    assert event["dtstart"].dt == one.due_on
    assert event["dtend"].dt == one.due_on + timedelta(days=1)
    assert event["description"] == one.because


def test_an_event_keeps_its_name_and_says_when_it_is_done(school, head):
    one = an_obligation(school)
    token = services.make_feed(actor=head)
    before = {event["uid"] for event in events(token)}
    services.mark_done(actor=head, obligation_id=one.pk)
    assert {event["uid"] for event in events(token)} == before
    assert "Done: Plan review, Elm Grove" in {event["summary"] for event in events(token)}


def test_only_what_the_person_may_see_today_is_there(school, head):
    an_obligation(school)
    token = services.make_feed(actor=head)
    other = services.make_feed(actor=a_person(Role.HEADTEACHER, at=a_school("Far Away")))
    assert "Elm Grove" not in read(other).content.decode()
    RoleAssignment.objects.filter(user=head).delete()
    assert events(token) == []


def test_the_level_is_kept_from_those_who_may_not_see_where_a_school_stands(school):
    a_settled_band(school, "D", from_date=this_year().starts_on)
    staff = a_party(the_model(), "Teachers", Role.SCHOOL_STAFF)
    a_duty(the_model(), "Read the plan", levels="D", owner=staff)
    an_obligation(school)
    assert Obligation.objects.filter(duty__name="Read the plan").exists()
    token = services.make_feed(actor=a_person(Role.SCHOOL_STAFF, at=school))
    told = {e["description"] for e in events(token) if e["summary"].startswith("Read the plan")}
    assert told == {"Due because the trust's model asks it of this school."}


def test_a_person_has_one_address_and_only_its_hash_is_kept(head):
    old = services.make_feed(actor=head)
    new = services.make_feed(actor=head)
    assert read(old).status_code == 404
    assert read(new).status_code == 200
    assert CalendarFeed.objects.filter(user=head, revoked_at=None).count() == 1
    assert not CalendarFeed.objects.filter(token_hash__in=[old, new]).exists()
    assert new not in str(list(JournalEntry.objects.values()))


def test_a_revoked_address_and_one_nobody_has_show_nothing(head):
    token = services.make_feed(actor=head)
    for _ in range(2):
        services.revoke_feed(actor=head)
    assert read(token).status_code == 404
    assert read("guess").status_code == 404
    assert JournalEntry.objects.filter(verb="banding.feed.made").count() == 1
    assert JournalEntry.objects.filter(verb="banding.feed.revoked").count() == 1


def test_the_address_of_a_person_who_may_no_longer_sign_in_shows_nothing(head):
    token = services.make_feed(actor=head)
    deactivate(actor=a_person(Role.ADMIN), person_id=head.pk)
    assert read(token).status_code == 404


def test_a_person_makes_an_address_sees_it_once_and_stops_it(head, sign_in):
    client, page = sign_in(head), reverse("banding:feed-detail")
    assert "You have no address yet" in client.get(page).content.decode()
    made = client.post(page)
    address = made.context["address"]
    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert address not in client.get(page).content.decode()
    assert Client().get(address[address.index("/banding/") :]).status_code == 200
    stopped = client.post(reverse("banding:feed-revoke"), follow=True).content.decode()
    assert "no longer works" in stopped


@pytest.mark.parametrize("how_many", [1, 20])
def test_reading_costs_the_same_for_one_school_or_many(django_assert_max_num_queries, how_many):
    schools = [a_school(f"School {number}") for number in range(how_many)]
    an_obligation(schools[0])
    token = services.make_feed(actor=a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(8):
        assert read(token).status_code == 200
