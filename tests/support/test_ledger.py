"""The ledger of days: lines are added, never changed, and what they say is always true."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, SayWhy
from core.models import JournalEntry
from core.years import AcademicYear
from schools.rules.calendar import TermDates
from support import selectors, services
from support.models import LedgerEntry, LedgerKind
from support.rules.terms import term_of
from tests.properties import tried
from tests.world import (
    a_person,
    a_school,
    a_settled_band,
    a_visit,
    an_offer_line,
    the_calendar,
    the_model,
    this_year,
)

YEAR = this_year()
NEXT = AcademicYear(YEAR.start_year + 1)
TODAY = timezone.localdate()

needs_a_database = pytest.mark.django_db


@pytest.fixture
def school(db):
    school = a_school()
    a_settled_band(school, "D")
    return school


@pytest.fixture
def chief(db):
    return a_person(Role.EXECUTIVE, name="Lee")


def line(school, code="improvement_visits", year=YEAR):
    return selectors.statement_line(school=school, offer_line=an_offer_line(code, year))


def carried(school, quarter_days=4, *, by=None, reason="No lead in summer.", **lines):
    asked = {
        "from_line": an_offer_line(), "to_line": an_offer_line(year=NEXT),
        "quarter_days": quarter_days, "on": TODAY, "reason": reason,
    }  # fmt: skip
    return services.carry_days(actor=by, school=school, **asked | lines)


def agreed(
    school, quarter_days=4, *, by=None, reason="Asked for at the SIP review.", code="bespoke_send"
):
    return services.agree_bespoke(
        actor=by, school=school, offer_line=an_offer_line(code), quarter_days=quarter_days,
        on=TODAY, reason=reason,
    )  # fmt: skip


def test_days_carried_leave_one_year_and_come_to_the_next(school, chief):
    leaves, comes = carried(school, by=chief)
    assert (leaves.start_year, leaves.quarter_days) == (YEAR.start_year, -4)
    assert (comes.start_year, comes.quarter_days, comes.term) == (NEXT.start_year, 4, "autumn")
    assert (line(school).entitled, line(school, year=NEXT).entitled) == (10, 18)
    [entry] = JournalEntry.objects.filter(verb="support.days.carried")
    assert entry.after["reason"] == "No lead in summer."


def test_a_carry_is_put_right_by_carrying_back(school, chief):
    carried(school, by=chief)
    carried(
        school, by=chief, from_line=an_offer_line(year=NEXT), to_line=an_offer_line(),
        reason="Carried for the wrong school.",
    )  # fmt: skip
    assert (line(school).entitled, line(school, year=NEXT).entitled) == (14, 14)


@pytest.mark.parametrize("quarter_days", [15, 0, -1])
def test_no_more_is_carried_than_is_left(school, chief, quarter_days):
    with pytest.raises(DomainError, match=r"3\.5 days are left of School improvement visits"):
        carried(school, quarter_days, by=chief)
    assert not LedgerEntry.objects.exists()


def test_days_are_carried_to_the_next_year_only(school, chief):
    with pytest.raises(DomainError, match="from one year to the next"):
        carried(school, by=chief, to_line=an_offer_line("safeguarding_reviews"))


def test_a_carry_says_why(school, chief):
    with pytest.raises(SayWhy, match="Say why"):
        carried(school, by=chief, reason=" ")


def test_only_the_chief_executive_carries_and_agrees(school):
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school)
    for decide in (carried, agreed):
        with pytest.raises(NotAllowed, match="Only the chief executive"):
            decide(school, by=lead)


def test_an_item_of_the_bespoke_menu_has_the_days_that_were_agreed(school, chief):
    agreed(school, by=chief)
    a_visit(school, offer_line=an_offer_line("bespoke_send"), quarter_days=3, shared=True)
    found = line(school, "bespoke_send")
    assert (found.is_bespoke, found.entitled, found.given, found.left) == (True, 4, 3, 1)
    agreed(school, -4, by=chief, reason="Not needed after all.")
    assert line(school, "bespoke_send").beyond == 3


def test_a_line_with_days_of_its_own_is_not_agreed(school, chief):
    with pytest.raises(DomainError, match="choose an item of the bespoke menu"):
        agreed(school, by=chief, code="improvement_visits")
    with pytest.raises(DomainError, match="take no more than that away"):
        agreed(school, -1, by=chief)
    with pytest.raises(SayWhy):
        agreed(school, by=chief, reason="")


def test_a_day_counts_in_the_term_of_the_school_s_calendar(school):
    the_calendar()
    entry = a_visit(school, on=YEAR.starts_on, actions=[], shared=True).ledger.get()
    assert (entry.kind, entry.term) == (LedgerKind.GIVEN, "autumn")


@pytest.mark.parametrize(
    ("month", "day", "term"),
    [(9, 1, "autumn"), (12, 31, "autumn"), (1, 1, "spring"), (4, 1, "summer"), (8, 31, "summer")],
)
def test_without_a_calendar_a_usual_year_says_the_term(month, day, term):
    year = AcademicYear(2026)
    assert term_of(date(2026 if month > 8 else 2027, month, day), [], year) == term


@tried
@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.booleans())
def test_every_day_has_a_term(on, is_published):
    spring, summer = date(2027, 1, 4), date(2027, 4, 12)
    terms = [
        TermDates(summer, date(2027, 7, 21), "summer"),
        TermDates(date(2026, 9, 2), date(2026, 12, 18), "autumn"),
        TermDates(spring, date(2027, 3, 25), "spring"),
    ]
    found = term_of(on, terms if is_published else [], AcademicYear(2026))
    assert found in {"autumn", "spring", "summer"}
    if is_published:
        assert found == ("autumn" if on < spring else "spring" if on < summer else "summer")


def test_a_line_s_sign_follows_its_kind(school):
    for kind, quarter_days in ((LedgerKind.GIVEN, -1), (LedgerKind.CANCELLED, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerEntry.objects.create(
                school=school, start_year=YEAR.start_year, term="autumn", on=TODAY, reason="So.",
                offer_line=an_offer_line(), kind=kind, quarter_days=quarter_days,
            )  # fmt: skip


@needs_a_database
@pytest.mark.parametrize("how_many", [1, 20])
def test_statements_cost_the_same_for_one_school_or_many(django_assert_max_num_queries, how_many):
    the_model()
    schools = [a_school(f"School {number}") for number in range(how_many)]
    with django_assert_max_num_queries(10):
        found = selectors.statements(schools=schools, start_year=YEAR.start_year)
    assert len(found) == how_many
