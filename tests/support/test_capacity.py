"""Time for schools: known, booked, too much, and never invented."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, WrongState
from core.models import JournalEntry
from people.models import Employment, Person, Release, UnnamedCapacity
from people.services.lending import decide_release
from support import services
from support.models import Leave
from support.rules.capacity import Load, Post, Released, Spell, spread, time_of, why_over
from support.selectors.booked import Span, days_of
from support.selectors.capacity import loads, year_of_days
from support.selectors.overview import capacity_of_year
from tests.people.register import an_entry
from tests.properties import tried
from tests.support.diary import MONDAY, a_planned_visit, at, somebody_with_time
from tests.world import a_person, a_school, a_settled_band, the_calendar

AUTUMN = [date(2026, 9, 7) + timedelta(days=days) for days in range(10)]
DAYS = {"autumn": AUTUMN, "spring": [date(2027, 1, 11)] * 4, "summer": []}
PAGE = reverse("support:capacity-detail")


def test_a_post_gives_its_full_time_equivalent_by_its_share():
    post = Post(Spell(), Decimal("0.5"), 50)
    assert time_of([post], [], [], DAYS) == {"autumn": 10, "spring": 4, "summer": 0}


def test_leave_takes_its_part():
    post, away = Post(Spell(), Decimal(1), 100), Spell(AUTUMN[0], AUTUMN[3])
    assert time_of([post], [], [away], DAYS)["autumn"] == 24
    released = Released(Spell(AUTUMN[0], AUTUMN[-1]), 10)
    assert time_of([], [released], [away], DAYS)["autumn"] == 6


@pytest.mark.parametrize("post", [Post(Spell(), None, 50), Post(Spell(), Decimal(1), None)])
def test_time_that_nobody_entered_is_unknown(post):
    assert set(time_of([post], [], [], DAYS).values()) == {None}
    assert set(time_of([], [], [], DAYS).values()) == {None}


def test_nothing_is_known_without_published_terms():
    post = Post(Spell(), Decimal(1), 50)
    assert set(time_of([post], [], [], dict.fromkeys(DAYS, ())).values()) == {None}


@pytest.mark.django_db
def test_who_is_matched_has_the_days_that_capacity_says():
    the_calendar()
    with at(MONDAY):
        person = somebody_with_time(percent=40)
        Leave.objects.create(person=person, starts_on=date(2027, 1, 25), ends_on=date(2027, 1, 29))
        [spring] = [one for one in loads([person.pk], 2026)[person.pk] if one.term == "spring"]
        year = year_of_days(2026)
        span = Span(year.days["spring"][0], year.days["spring"][-1])
        assert 0 < days_of([person.pk], span)[person.pk].released == spring.there


@tried
@given(st.integers(1, 400), st.integers(0, 9), st.integers(0, 9))
def test_a_release_gives_its_days_and_never_more(quarter_days, first, length):
    when = Spell(AUTUMN[first], AUTUMN[min(first + length, 9)] + timedelta(days=200))
    found = time_of([], [Released(when, quarter_days)], [], DAYS)
    assert sum(found.values()) == quarter_days
    away = time_of([], [Released(when, quarter_days)], [Spell(AUTUMN[5])], DAYS)
    assert all(0 <= (away[term] or 0) <= found[term] for term in found)


@tried
@given(
    st.integers(0, 10_000), st.dictionaries(st.sampled_from("abc"), st.integers(1, 70), min_size=1)
)
def test_what_is_owed_is_spread_without_losing_a_day(owed, weights):
    assert sum(spread(owed, weights).values()) == owed


@tried
@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 12))
def test_a_booking_is_refused_exactly_where_it_is_too_much(there, booked, more):
    assert bool(why_over("Ann", Load("autumn", there, booked), more)) == (booked + more > there)
    assert why_over("Ann", Load("autumn", None, booked), more) == ""


@pytest.fixture
def monday(db):
    with at(MONDAY):
        the_calendar()
        yield


@pytest.fixture
def lead(monday):
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


def told() -> dict:
    return json.loads(call_command("capacity", year="2026/27", json=True))


def test_time_booked_and_too_much_of_it_are_told_by_term_and_person(lead):
    school, carys = a_school(), somebody_with_time(percent=1)
    a_settled_band(school, "D")
    a_planned_visit(school, by=lead, person=carys)
    a_planned_visit(school, by=lead, person=carys, on=date(2026, 12, 1), capacity_reason="So.")
    found = told()
    [one] = found["people"]
    assert one["terms"][0] == {"term": "autumn", "there": 0.5, "booked": 1.0, "over": 0.5}
    assert found["overload"] == ["Carys Vale is booked for 0.5 days too many in the autumn term."]
    autumn = found["terms"][0]
    assert (autumn["planned"], autumn["given"]) == (1.0, 0.0)
    assert sum(term["left"] for term in found["terms"]) == 14.5  # of 15.5
    assert "Carys Vale: autumn 1.0 of 0.5" in call_command("capacity", year="2026/27")


def test_a_release_counts_once_the_home_school_agrees(lead):
    home = a_school("Home")
    person = an_entry(home)
    release = Release.objects.create(
        person=person, school=home, quarter_days=8,
        starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 11),
    )  # fmt: skip
    assert loads([person.pk], 2026)[person.pk][0].there is None
    head = a_person(Role.HEADTEACHER, at=home, name="Hana")
    decide_release(actor=head, release_id=release.pk, agreed=True)
    assert [load.there for load in loads([person.pk], 2026)[person.pk]] == [8, 0, 0]


def test_who_has_no_time_entered_is_unknown_and_unnamed_places_are_shown(lead):
    ann = Person.objects.create(name="Ann Lee")
    Employment.objects.create(person=ann)
    UnnamedCapacity.objects.create(name="Science SLE", places=4)
    a_planned_visit(a_school(), by=lead, person=ann)
    found = told()
    assert found["people"] == []
    assert [(one["person"], one["terms"][0]["there"]) for one in found["unknown"]] == [
        ("Ann Lee", None)
    ]
    assert found["unnamed"] == [
        {"name": "Science SLE", "places": 4, "where": "Central team", "there": None}
    ]
    assert found["terms"][0]["there"] is None


def test_leave_is_recorded_once_and_withdrawn(lead):
    carys = somebody_with_time(percent=10)
    before = loads([carys.pk], 2026)[carys.pk][0].there
    asked = {"actor": lead, "person": carys, "starts_on": MONDAY}
    leave = services.record_leave(**asked, ends_on=MONDAY + timedelta(days=13))
    assert loads([carys.pk], 2026)[carys.pk][0].there == before - 4
    with pytest.raises(WrongState, match="away for some of these days"):
        services.record_leave(**asked, ends_on=MONDAY)
    with pytest.raises(DomainError, match="before the first"):
        services.record_leave(**asked, ends_on=MONDAY - timedelta(days=1))
    for _ in range(2):
        services.withdraw_leave(actor=lead, leave_id=leave.pk)
    assert loads([carys.pk], 2026)[carys.pk][0].there == before
    assert JournalEntry.objects.filter(verb="support.leave.withdrawn").count() == 1


def test_a_headteacher_does_not_say_who_is_away(monday):
    head, carys = a_person(Role.HEADTEACHER), somebody_with_time()
    with pytest.raises(NotAllowed, match="say who is away when"):
        services.record_leave(actor=head, person=carys, starts_on=MONDAY, ends_on=MONDAY)


def test_the_page_says_what_is_too_much_and_what_nobody_entered(sign_in, lead):
    carys = somebody_with_time(percent=1)
    a_planned_visit(by=lead, person=carys, quarter_days=4, capacity_reason="So.")
    text = sign_in(a_person(Role.EXECUTIVE)).get(PAGE).content.decode()
    assert "Booked beyond somebody" in text
    assert "1.0 of 0.5" in text
    assert "That is not the same as no time." in text
    assert sign_in(a_person(Role.EXECUTIVE)).get(PAGE, {"year": "2027"}).status_code == 200


def test_leave_is_recorded_on_its_page(sign_in, lead):
    carys, client = somebody_with_time(), sign_in(lead)
    record = reverse("support:leave-record")
    assert b"Choose who is away." in client.post(record).content
    sent = {"person": carys.pk, "starts_on": "2026-12-01", "ends_on": "2026-11-30"}
    assert b"before the first" in client.post(record, sent).content
    done = client.post(record, sent | {"ends_on": "2026-12-02"}, follow=True)
    assert b"Withdraw" in done.content
    withdraw = reverse("support:leave-withdraw", args=[Leave.objects.get().pk])
    assert b"can be planned for again" in client.post(withdraw, follow=True).content


@pytest.mark.parametrize("how_many", [1, 12])
def test_capacity_costs_the_same_for_one_person_or_many(
    django_assert_max_num_queries, lead, how_many
):
    for number in range(how_many):
        somebody_with_time(f"Carys {number}")
    with django_assert_max_num_queries(26):
        assert len(capacity_of_year(2026).known) == how_many
