"""The trust's calendar of a month, and the words of what is late."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from banding import services
from banding.models import Obligation
from banding.rules.months import month_after, month_before, month_named
from banding.rules.obligations import told_late, with_whom
from banding.selectors.due_calendar import falling_in
from banding.selectors.obligations import school_days_late
from tests.banding.duties import a_duty, an_obligation, the_calendar, the_model_without_duties
from tests.world import a_person, a_school, the_model

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def schools(db):
    """Two schools asked for a termly plan review, and the trust for a report of its own."""
    the_calendar()
    the_model_without_duties()
    a_duty(the_model(), cadence="termly")
    a_duty(the_model(), "Report to trustees", cadence="termly", scope="trust")
    found = [a_school("Elm Grove"), a_school("Far Away")]
    services.compile_obligations(actor=None, start_year=2026)
    return found


def test_a_month_is_named_as_an_address_says_it():
    assert month_named("2026-12") == DECEMBER
    assert [month_named(text) for text in ("", "2026-13", "26-12", "1999-01", "2026-12-01")] == (
        [None] * 5
    )
    assert month_after(DECEMBER) == date(2027, 1, 1)
    assert month_before(date(2027, 1, 1)) == DECEMBER


def test_a_duty_is_one_line_with_its_schools_and_who_is_late(schools):
    leader = a_person(Role.EXECUTIVE)
    [review, report] = falling_in(leader, DECEMBER, DECEMBER)
    assert (review.bodies, review.is_everywhere) == (["Elm Grove", "Far Away"], True)
    assert (report.bodies, report.is_everywhere) == (["The trust"], False)
    assert review.monday == date(2026, 12, 14)
    one = Obligation.objects.get(school=schools[0], period="2026 autumn")
    services.mark_done(actor=leader, obligation_id=one.pk)
    [review, _] = falling_in(leader, DECEMBER, date(2026, 12, 19))
    assert (review.done, review.late_at) == (1, ["Far Away"])


def test_a_head_reads_only_of_the_own_school(schools, sign_in):
    client = sign_in(a_person(Role.HEADTEACHER, at=schools[0]))
    page = client.get(reverse("banding:calendar-month"), {"month": "2026-12"}).content.decode()
    assert "Trust calendar, December 2026" in page
    assert "Week of 14 December" in page
    assert "Elm Grove" in page
    assert "Far Away" not in page
    assert "?month=2026-11" in page
    assert "?month=2027-01" in page


def test_a_month_without_anything_and_one_that_is_none_are_pages_too(schools, sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    for month in ("2031-01", "2099-12", "2000-01", "nonsense"):
        assert client.get(reverse("banding:calendar-month"), {"month": month}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 20])
def test_the_calendar_costs_the_same_for_one_school_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    schools = [a_school(f"School {number}") for number in range(how_many)]
    one = an_obligation(schools[0])
    client = sign_in(a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("banding:calendar-month"), {"month": f"{one.due_on:%Y-%m}"})
    assert "School 0" in page.content.decode() or how_many > 1


def test_lateness_is_counted_in_the_school_s_own_days(schools):
    late = Obligation.objects.filter(period="2026 autumn", school=schools[0])
    [one] = late
    assert school_days_late(late, one.due_on) == {}
    assert school_days_late(late, date(2026, 12, 25)) == {one.pk: 0}
    assert school_days_late(late, one.escalate_on) == {one.pk: one.duty.escalate_days}


def test_what_is_late_says_by_how_much_and_with_whom_it_is():
    assert told_late(4, DECEMBER) == "Late by 4 school days"
    assert told_late(1, DECEMBER) == "Late by 1 school day"
    assert told_late(0, DECEMBER) == "Late since 1 Dec 2026"
    assert with_whom(["CEO", "ACC"], DECEMBER) == "with CEO and ACC since 1 Dec 2026"
    assert with_whom(["CEO"], DECEMBER) == "with CEO since 1 Dec 2026"
    assert with_whom([], DECEMBER) == ""
