"""A rota is made in one action, changed by hand, published; the next one avoids what was."""

from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from core.years import AcademicYear
from support.models import RotaState, TriadPlace, TriadRota
from support.selectors.triads import as_it_is, groups_of
from support.services import triads as services
from tests.support.rotas import a_rota, schools_of, some_schools, triad_of
from tests.world import a_person, a_school, the_calendar, this_year

pytestmark = pytest.mark.django_db

NEXT_YEAR = AcademicYear(this_year().start_year + 1)
LIST = reverse("support:triad-list")


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


def page_of(rota: TriadRota, name: str = "detail") -> str:
    return reverse(f"support:rota-{name}", args=[rota.pk])


def met(rota: TriadRota) -> list[set]:
    return [
        {pair for group in groups for pair in combinations(sorted(group), 2)}
        for groups in groups_of(rota)
    ]


def two_that_meet_again(rota: TriadRota):
    """Two of different triads in spring; put together, one meets somebody of autumn again."""
    first, second = rota.triads.filter(term="spring").order_by("number")[:2]
    autumn = met(rota)[0]
    for one in schools_of(first):
        for other in schools_of(second):
            rest = [school for school in schools_of(second) if school != other]
            if any((min(one.urn, x.urn), max(one.urn, x.urn)) in autumn for x in rest):
                return one, other
    raise AssertionError("no such two")


def test_a_year_s_rota_is_made_in_one_action_and_places_everybody(lead):
    rota = a_rota(by=lead)
    assert rota.triads.count() == 9
    assert TriadPlace.objects.filter(rota=rota).count() == 27
    assert not as_it_is(rota).repeats
    assert list(JournalEntry.objects.filter(verb="support.rota.proposed"))


def test_made_again_a_draft_gives_way_and_a_published_one_does_not(lead):
    first = a_rota(by=lead)
    second = a_rota(by=lead)
    first.refresh_from_db()
    assert first.state == RotaState.DISCARDED
    services.publish_rota(actor=lead, rota_id=second.pk)
    with pytest.raises(WrongState, match="are published"):
        a_rota(by=lead)
    with pytest.raises(WrongState, match="cannot become"):
        services.discard_rota(actor=lead, rota_id=second.pk)


def test_the_next_year_s_rota_avoids_what_was_published_and_not_what_was_a_draft(lead):
    first = a_rota(by=lead, published=True)
    second = a_rota(by=lead, year=NEXT_YEAR)
    autumn = met(second)[0]
    assert not autumn & (met(first)[1] | met(first)[2])
    assert not met(second)[1] & met(first)[2]


def test_too_few_schools_are_refused_in_words(lead):
    a_school()
    with pytest.raises(DomainError, match="at least three"):
        services.propose_rota(actor=lead, year=this_year())
    assert not TriadRota.objects.exists()


@pytest.mark.parametrize("role", [Role.HEADTEACHER, Role.TRUSTEE, Role.GOVERNOR, Role.ADMIN])
def test_others_do_not_plan(role):
    some_schools()
    with pytest.raises(NotAllowed, match="plan the triads"):
        services.propose_rota(actor=a_person(role), year=this_year())


def test_a_change_by_hand_that_makes_two_meet_again_asks_why_and_keeps_the_reason(lead):
    rota = a_rota(by=lead)
    one, other = two_that_meet_again(rota)
    asked = {"actor": lead, "rota_id": rota.pk, "term": "spring", "one": one, "other": other}
    with pytest.raises(SayWhy, match="meet again: they last met in Autumn"):
        services.swap_schools(**asked)
    assert triad_of(rota, one, "spring") != triad_of(rota, other, "spring")
    assert not as_it_is(rota).repeats
    changed = services.swap_schools(**asked, reason="Both work on reading.")
    assert changed.repeats == as_it_is(rota).repeats
    entry = JournalEntry.objects.get(verb="support.rota.swapped")
    assert entry.after["reason"] == "Both work on reading."
    assert entry.after["repeats"][0].endswith(f"last met in Autumn {this_year().start_year}.")


def test_a_school_moves_only_where_triads_stay_triads(lead):
    rota = a_rota(by=lead)
    late = a_school("Late School")
    autumn = rota.triads.filter(term="autumn").order_by("number")
    here, there = autumn[0], autumn[1]
    with pytest.raises(DomainError, match="the move would leave two"):
        services.move_school(
            actor=lead, rota_id=rota.pk, triad_id=there.pk, school=schools_of(here)[0]
        )
    services.move_school(actor=lead, rota_id=rota.pk, triad_id=here.pk, school=late)
    assert late in schools_of(here)
    services.move_school(actor=lead, rota_id=rota.pk, triad_id=there.pk, school=late)
    assert late not in schools_of(here)
    assert late in schools_of(there)
    with pytest.raises(DomainError, match="in that triad already"):
        services.move_school(actor=lead, rota_id=rota.pk, triad_id=there.pk, school=late)


def test_two_of_one_triad_or_with_no_place_do_not_change_places(lead):
    rota = a_rota(by=lead)
    one, other, _ = schools_of(rota.triads.filter(term="autumn").first())
    asked = {"actor": lead, "rota_id": rota.pk, "term": "autumn", "one": one}
    with pytest.raises(DomainError, match="in the same triad already"):
        services.swap_schools(**asked, other=other)
    with pytest.raises(DomainError, match="has no place in that term"):
        services.swap_schools(**asked, other=a_school("Late School"))


def test_the_database_holds_one_rota_a_year_and_one_place_a_term(lead):
    rota = a_rota(by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        TriadRota.objects.create(start_year=rota.start_year, apart=3, made_by=lead)
    place = TriadPlace.objects.filter(rota=rota, term="autumn").first()
    other = rota.triads.filter(term="autumn").exclude(pk=place.triad_id).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TriadPlace.objects.create(rota=rota, term="autumn", triad=other, school=place.school)


def test_a_lead_makes_reads_changes_and_publishes_it_on_pages(sign_in, lead):
    the_calendar()
    some_schools()
    client = sign_in(lead)
    answer = client.post(
        reverse("support:rota-propose"), {"year": this_year().start_year, "apart": 3}
    )
    rota = TriadRota.objects.get()
    assert answer.url == page_of(rota)
    page = client.get(page_of(rota)).content.decode()
    assert "No two schools meet twice within three terms." in page
    assert f"Autumn {this_year().start_year}" in page
    one, other = two_that_meet_again(rota)
    chosen = {"term": "spring", "one": one.pk, "other": other.pk}
    refused = client.post(page_of(rota, "swap"), chosen).content.decode()
    assert escape("If that is right, say why.") in refused
    assert client.post(page_of(rota, "swap"), chosen | {"reason": "Reading."}).status_code == 302
    assert "Why: Reading." in client.get(page_of(rota)).content.decode()
    client.post(page_of(rota, "publish"))
    rota.refresh_from_db()
    assert rota.state == RotaState.PUBLISHED
    assert "Published" in client.get(LIST).content.decode()


def test_what_is_chosen_badly_is_refused_in_words(sign_in, lead):
    client = sign_in(lead)
    refused = client.post(
        reverse("support:rota-propose"), {"year": "1999", "apart": ""}, follow=True
    )
    assert "Say how many terms, such as 3." in refused.content.decode()
    rota = a_rota(by=lead)
    assert "Choose a school." in client.post(page_of(rota, "move"), {}).content.decode()


def test_a_head_sees_the_own_triads_once_they_are_published(sign_in, lead):
    the_calendar()
    rota = a_rota(by=lead)
    school = TriadPlace.objects.filter(rota=rota).first().school
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    assert "No triads yet" in head.get(LIST).content.decode()
    services.publish_rota(actor=lead, rota_id=rota.pk)
    page = head.get(LIST)
    [now] = [term for term in page.context["terms"] if term.is_now]
    assert f"Your triad this term: {now.name}" in page.content.decode()
    with_it = {s.name for t in ("autumn", "spring", "summer") for s in
               schools_of(triad_of(rota, school, t))}  # fmt: skip
    for other in some_schools():
        assert (other.name in page.content.decode()) == (other.name in with_it)
    assert head.get(page_of(rota)).status_code == 403


@pytest.mark.parametrize("how_many", [9, 30])
def test_the_rota_costs_the_same_for_few_schools_or_many(
    sign_in, django_assert_max_num_queries, lead, how_many
):
    some_schools(how_many)
    rota = services.propose_rota(actor=lead, year=this_year())
    services.publish_rota(actor=lead, rota_id=rota.pk)
    client = sign_in(lead)
    with django_assert_max_num_queries(27):
        client.get(page_of(rota))
    with django_assert_max_num_queries(16):
        client.get(LIST)
