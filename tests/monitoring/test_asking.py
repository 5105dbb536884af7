"""What is asked, from when, of whom until when, and what it costs those who give it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, WrongState
from core.jobs import work_off
from core.models import JournalEntry
from monitoring import services
from monitoring.models import Extension
from monitoring.rules.cost import cost_of
from monitoring.selectors.returns import returns_of
from schools.models import Phase, School
from tests.world import a_collection, a_draft, a_person, a_return, a_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ASKED = "monitoring:asked-list"


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def school():
    return a_school("Elm Grove")


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


def a_late_collection(days=3):
    return a_collection(due_on=TODAY() - timedelta(days=days))


def more_time(lead, collection, school, *, days=7, reason="Flu in the assessment week."):
    return services.extend(
        actor=lead, collection_id=collection.pk, school=school,
        due_on=collection.due_on + timedelta(days=days), reason=reason,
    )  # fmt: skip


def test_a_collection_that_opens_later_is_announced_and_not_yet_given(school, sign_in):
    opens_on = TODAY() + timedelta(days=5)
    collection = a_collection(opens_on=opens_on)
    page = text(sign_in(a_person(Role.HEADTEACHER, at=school)).get(reverse(ASKED)))
    assert "Nothing is asked of you now" in page
    assert f"<strong>Autumn 2026</strong>: opens {opens_on:%A} {opens_on.day}" in page
    with pytest.raises(WrongState, match="Autumn 2026 opens on"):
        a_draft(school, collection)


def test_a_school_that_is_not_asked_does_not_see_it_coming(sign_in):
    special = a_school("Willow", phase=Phase.SPECIAL)
    a_collection(opens_on=TODAY() + timedelta(days=5))
    page = text(sign_in(a_person(Role.HEADTEACHER, at=special)).get(reverse(ASKED)))
    assert "Autumn 2026" not in page


def test_it_cannot_open_after_its_last_day(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    later = TODAY() + timedelta(days=9)
    said = {
        "name": "Autumn 2026", "opens_on": later, "due_on": TODAY(), "purpose": "Targets.",
        "subjects": ["reading"], "year_groups": ["6"], "scale": "teacher_assessment",
    }  # fmt: skip
    answer = client.post(reverse("monitoring:collection-open"), said)
    assert answer.status_code == 422
    assert "It opens after its last day" in text(answer)


def test_the_command_opens_on_a_day(school):
    call_command("open_collection", "Autumn 2026", "--due=2027-01-20", "--opens=2027-01-11")
    with pytest.raises(WrongState, match="opens on Monday 11 January 2027"):
        a_draft(school, a_collection())


def test_a_school_with_more_time_is_not_late_and_its_head_reads_why(school, lead, sign_in):
    collection = a_late_collection()
    more_time(lead, collection, school)
    page = text(sign_in(a_person(Role.HEADTEACHER, at=school)).get(reverse(ASKED)))
    assert "More time was given: Flu in the assessment week." in page
    assert "in 4 days" in page
    a_return(school, collection)
    assert [one.is_late for one in returns_of(collection, School.objects.all())] == [False]


def test_the_draft_says_the_school_s_own_last_day(school, lead, sign_in):
    collection = a_collection()
    until = more_time(lead, collection, school).due_on
    draft = a_draft(school, collection)
    where = reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt])
    page = text(sign_in(a_person(Role.HEADTEACHER, at=school)).get(where))
    assert f"due {until:%A} {until.day} {until:%B}" in page


def test_without_more_time_it_was_late(school):
    collection = a_late_collection()
    a_return(school, collection)
    assert [one.is_late for one in returns_of(collection, School.objects.all())] == [True]


def test_the_trust_page_counts_a_school_as_late_by_its_own_day(school, lead, sign_in):
    collection = a_late_collection()
    a_return(a_school("Birch"), collection)
    work_off()
    trust = sign_in(a_person(Role.EXECUTIVE))
    assert "Elm Grove: return 3 days late" in text(trust.get(reverse("dashboards:trust-page")))
    more_time(lead, collection, school)
    assert "days late" not in text(trust.get(reverse("dashboards:trust-page")))


def test_another_decision_takes_the_place_of_the_first_and_both_are_kept(school, lead):
    collection = a_late_collection()
    first = more_time(lead, collection, school)
    assert more_time(lead, collection, school) == first
    second = more_time(lead, collection, school, days=14)
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(Extension.objects.filter(superseded_at=None)) == [second]
    assert JournalEntry.objects.filter(verb="monitoring.collection.extended").count() == 2


@pytest.mark.parametrize(("days", "reason"), [(0, "Flu."), (-1, "Flu."), (5, "  ")])
def test_more_time_needs_a_later_day_and_a_reason(school, lead, days, reason):
    with pytest.raises(DomainError):
        more_time(lead, a_collection(), school, days=days, reason=reason)
    assert not Extension.objects.exists()


def test_only_the_school_s_lead_gives_more_time(school):
    head = a_person(Role.HEADTEACHER, at=school)
    with pytest.raises(NotAllowed):
        more_time(head, a_collection(), school)


def test_the_lead_gives_more_time_from_the_list_of_returns(school, lead, sign_in):
    collection = a_collection()
    client = sign_in(lead)
    where = reverse("monitoring:collection-extend", args=[school.urn, collection.pk])
    assert where in text(client.get(reverse("monitoring:return-list")))
    until = collection.due_on + timedelta(days=3)
    answer = client.post(where, {"due_on": until, "reason": "Flu."}, follow=True)
    assert "The school sees the day and your reason." in text(answer)
    assert f"Has until {until:%a} {until.day} {until:%b}" in text(answer)


def test_a_head_and_the_trust_see_what_the_year_asks_in_cells(school, sign_in):
    sent = a_return(school)
    cells = sent.pupils * 3
    page = text(sign_in(a_person(Role.HEADTEACHER, at=school)).get(reverse(ASKED)))
    assert f"{cells} cells in 1 collection, {sent.pupils} pupil rows in all." in page
    page = text(sign_in(a_person(Role.EXECUTIVE)).get(reverse("monitoring:collection-list")))
    assert f"asks 1 school for {cells} cells so far" in page


YEARS = st.dictionaries(st.sampled_from("123456"), st.integers(1, 90), min_size=1)
ASKS = st.lists(st.tuples(st.sets(st.sampled_from("123456")), st.integers(1, 5)), max_size=4)


@given(YEARS, ASKS, ASKS)
def test_the_cost_of_two_lots_of_collections_is_the_cost_of_both(roll, first, second):
    apart, together = [cost_of(one, roll) for one in (first, second)], cost_of(first + second, roll)
    assert together.cells == sum(cost.cells for cost in apart)
    assert together.pupils == sum(cost.pupils for cost in apart)


@given(ASKS)
def test_without_a_roll_there_is_no_cost(asked):
    assert cost_of(asked, {}) is None
