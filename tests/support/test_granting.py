"""The chief executive agrees bespoke days and carries days, on the pages of a school."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.years import AcademicYear
from support.models import LedgerEntry
from tests.support.diary import MONDAY, at
from tests.world import a_person, a_school, a_settled_band, an_offer_line

pytestmark = pytest.mark.django_db
LAST_YEAR = AcademicYear(2025)


@pytest.fixture
def school():
    school = a_school()
    with at(date(2025, 11, 24)):
        a_settled_band(school, "D")
    with at(MONDAY):
        a_settled_band(school, "D")
        yield school


@pytest.fixture
def chief(school, sign_in):
    return sign_in(a_person(Role.EXECUTIVE, name="Lee"))


def door(school, name) -> str:
    return reverse(f"support:{name}", args=[school.urn])


def entries() -> list[tuple[int, str, int]]:
    rows = LedgerEntry.objects.order_by("pk")
    return list(rows.values_list("start_year", "kind", "quarter_days"))


def test_bespoke_days_are_agreed_with_a_reason_and_taken_away_again(school, chief):
    assert door(school, "days-agree") in chief.get(door(school, "statement-detail")).text
    asked = {"offer_line": an_offer_line("bespoke_send").pk, "quarter_days": 4, "reason": ""}
    url = door(school, "days-agree")
    assert "Say why: the school reads it beside the days." in chief.post(url, asked).text
    asked["reason"] = "Asked for at the review."
    page = chief.post(url, asked, follow=True).text
    assert "Asked for at the review." in page
    too_many = asked | {"takes_away": "on", "quarter_days": 6}
    assert "1.0 days are agreed: take no more than that away." in chief.post(url, too_many).text
    chief.post(url, asked | {"takes_away": "on"})
    assert entries() == [(2026, "bespoke", 4), (2026, "bespoke", -4)]


def test_days_left_of_last_year_are_carried_and_no_more_than_those(school, chief):
    url = door(school, "days-carry")
    asked = {
        "what": an_offer_line(year=LAST_YEAR).pk, "quarter_days": 2,
        "reason": "An inspection came between.",
    }  # fmt: skip
    page = chief.get(url).text
    assert "Carry days from 2025/26" in page
    assert "School improvement visits: 3.5 left" in page
    assert "Choose what is carried." in chief.post(url, asked | {"what": ""}).text
    assert "Carried. Both years keep it" in chief.post(url, asked, follow=True).text
    assert entries() == [(2025, "carried", -2), (2026, "carried", 2)]
    assert "School improvement visits: 3.0 left" in chief.get(url).text


def test_where_nothing_is_left_the_page_says_so(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    other = a_school("Oak Bank")
    assert "Nothing is left of" in client.get(door(other, "days-carry")).text
    assert "has no bespoke menu this year" in client.get(door(other, "days-agree")).text


def test_a_form_that_is_sent_twice_is_one_decision(school, chief):
    agree = {
        "offer_line": an_offer_line("bespoke_send").pk, "quarter_days": 4, "reason": "A review.",
        "form_token": uuid4(),
    }  # fmt: skip
    carry = {
        "what": an_offer_line(year=LAST_YEAR).pk, "quarter_days": 2, "reason": "An inspection.",
        "form_token": uuid4(),
    }  # fmt: skip
    for name, said in [("days-agree", agree), ("days-carry", carry)] * 2:
        assert chief.post(door(school, name), said).status_code == 302
    assert entries() == [(2026, "bespoke", 4), (2025, "carried", -2), (2026, "carried", 2)]
