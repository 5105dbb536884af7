"""A page is kept for readers of the same roles until something is recorded (ADR 0006)."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core import jobs, journal
from dashboards import verbs
from dashboards.models import Figure, FigureState
from schools.models import School
from schools.services.hubs import keep_hub
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db

TRUST = reverse("dashboards:trust-page")
AS_KEPT = 7  # session, person, roles, the trust's name, the model's words, two for the mark
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def term():
    collection = a_collection()
    for name in ("Ash", "Birch"):
        a_return(a_school(name), collection, [pupil("EXS EXS EXS") for _ in range(20)])
    jobs.work_off()
    return collection


def named(name):
    return School.objects.get(name=name)


def a_reader(person):
    client = Client()
    client.force_login(person, backend=SIGN_IN)
    client.get(reverse("accounts:account-detail"))  # which notes in the session that it has begun
    return client


def read(client, **asked):
    with CaptureQueriesContext(connection) as asking:
        page = client.get(TRUST, asked)
    return page, len(asking)


def was_kept(client, **asked):
    return read(client, **asked)[1] <= AS_KEPT


def record(target):
    with transaction.atomic():
        return journal.record(actor=None, verb=verbs.REPORT_READ, target=target)


def main_of(page):
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_second_reading_is_the_same_page_and_asks_for_no_figures(term):
    client = a_reader(a_person(Role.EXECUTIVE))
    first, _ = read(client)
    second, asked = read(client)
    assert main_of(first) == main_of(second)
    assert asked == AS_KEPT


def test_any_entry_in_the_journal_makes_the_page_anew(term):
    client = a_reader(a_person(Role.EXECUTIVE))
    read(client)
    record(term)
    assert not was_kept(client)
    assert was_kept(client)


def test_an_entry_that_comes_to_light_below_the_last_one_counts_too(term):
    early = journal.JournalEntry(verb=verbs.REPORT_READ, target_type="x", target_id="1")
    early.pk = record(term).pk + 1
    record_after = journal.JournalEntry(verb=verbs.REPORT_READ, target_type="x", target_id="2")
    record_after.pk = early.pk + 1
    record_after.save(force_insert=True)
    before = journal.mark()
    early.save(force_insert=True)
    assert journal.mark() != before


def test_figures_made_anew_without_an_entry_are_seen(term):
    client = a_reader(a_person(Role.EXECUTIVE))
    read(client)
    FigureState.objects.update(made_at=timezone.now() + timedelta(minutes=5))
    assert not was_kept(client)


def test_a_page_of_yesterday_is_not_shown_today(term, monkeypatch):
    client = a_reader(a_person(Role.EXECUTIVE))
    read(client)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert not was_kept(client)


def test_people_of_the_same_roles_share_it_and_keep_their_own_frame(term):
    one, other = a_person(Role.EXECUTIVE, name="Ada"), a_person(Role.EXECUTIVE, name="Bea")
    first, _ = read(a_reader(one))
    client = a_reader(other)
    second, asked = read(client)
    assert asked == AS_KEPT
    assert "Bea" in second.content.decode()
    assert "Ada" not in second.content.decode()
    assert first.context["csrf_token"] != second.context["csrf_token"]


def test_two_people_of_the_same_roles_would_have_been_drawn_the_same_page(term):
    pages = []
    for name in ("Ada", "Bea"):
        client = a_reader(a_person(Role.EXECUTIVE, name=name))
        caches["pages"].clear()
        pages.append(main_of(read(client)[0]))
    assert pages[0] == pages[1]


def test_what_is_kept_names_nobody_and_holds_no_token(term):
    page, _ = read(a_reader(a_person(Role.EXECUTIVE, name="Ada")))
    for part in ("head", "filters", "results"):
        for personal in ("Ada", "ada", "csrf", page.wsgi_request.META["CSRF_COOKIE"]):
            assert personal not in page.context[part]


@pytest.mark.parametrize(
    "role", [Role.HEADTEACHER, Role.EXECUTIVE, Role.TRUSTEE, Role.IMPROVEMENT_LEAD]
)
def test_people_of_different_reach_never_share(term, role):
    others = {
        Role.HEADTEACHER: a_person(Role.HEADTEACHER, at=named("Ash"), name="Head"),
        Role.EXECUTIVE: a_person(Role.EXECUTIVE, name="Chief"),
        Role.TRUSTEE: a_person(Role.TRUSTEE, name="Trustee"),
        Role.IMPROVEMENT_LEAD: a_person(Role.IMPROVEMENT_LEAD, name="Lead"),
    }
    mine = a_reader(others.pop(role))
    for other in others.values():
        read(a_reader(other))
    assert not was_kept(mine)


def test_heads_of_two_schools_each_see_their_own_school_only(term):
    ash = a_reader(a_person(Role.HEADTEACHER, at=named("Ash")))
    birch = a_reader(a_person(Role.HEADTEACHER, at=named("Birch"), name="Kim"))
    for _ in range(2):
        seen = [main_of(read(client)[0]) for client in (ash, birch)]
        assert ["Birch" in page for page in seen] == [False, True]
        assert ["Ash" in page for page in seen] == [True, False]


def test_a_trust_wide_reader_is_not_given_what_only_the_head_may_see(term):
    school = named("Ash")
    Figure.objects.filter(school=school).update(hides_expected=True, hides_higher=True)
    head = a_reader(a_person(Role.HEADTEACHER, at=school))
    chief = a_reader(a_person(Role.EXECUTIVE, name="Chief"))
    for _ in range(2):
        table = [main_of(read(client)[0]).partition("<tbody>")[2] for client in (head, chief)]
        assert ["is-withheld" in page for page in table] == [False, True]


def test_a_role_taken_away_ends_what_was_kept_for_it(term):
    person = a_person(Role.EXECUTIVE)
    client = a_reader(person)
    read(client)
    person.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert read(client)[0].status_code == 403


def test_schools_that_change_their_hub_change_the_page_of_its_lead(term):
    hub = keep_hub(actor=None, name="North", schools=[named("Ash")])
    lead = a_person(name="Lead")
    lead.assignments.create(role=Role.IMPROVEMENT_LEAD, hub=hub)
    client = a_reader(lead)
    assert "Birch" not in main_of(read(client)[0])
    keep_hub(actor=None, name="North", schools=[named("Birch")])
    assert "Birch" in main_of(read(client)[0])


def test_another_choice_or_a_swap_is_another_page(term):
    client = a_reader(a_person(Role.EXECUTIVE))
    read(client)
    assert not was_kept(client, subject="maths")
    part = client.get(TRUST, headers={"HX-Request": "true"}).content
    assert b'hx-swap-oob="true"' in part
    assert b"hx-swap-oob" not in read(client)[0].content


def test_before_any_collection_nothing_is_kept():
    client = a_reader(a_person(Role.EXECUTIVE))
    read(client)
    a_collection()
    assert "the trust in one page" in read(client)[0].content.decode()
    assert "No term's data" not in read(client)[0].content.decode()
