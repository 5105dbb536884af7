"""An administrator publishes a year's calendar, and what falls due follows every change of it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from banding.models import Obligation
from core import jobs
from core.models import JournalEntry
from schools.models import ClosedDay, Term
from tests.banding.duties import a_duty, the_model_without_duties
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db
URL = "/administration/schools/term/publish/2026/"
DATES = ["starts_on", "ends_on", "half_term_starts_on", "half_term_ends_on"]
TYPED = {
    "autumn": ("2026-09-02", "2026-12-18", "2026-10-26", "2026-10-30"),
    "spring": ("2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19"),
    "summer": ("2027-04-12", "2027-07-21", "", ""),
}


@pytest.fixture
def admin(sign_in):
    return sign_in(a_person(Role.ADMIN))


def typed(closed="", **changes):
    terms = TYPED | changes
    days = {
        f"{t}_{n}": day for t, days in terms.items() for n, day in zip(DATES, days, strict=True)
    }
    return days | {"closed_days": closed}


def test_a_year_is_published_with_its_holidays_and_closed_days(admin):
    answer = admin.post(URL, typed("02/09/2026 Training day\n\n03/05/2027 Bank holiday"))
    assert answer.status_code == 302
    assert [term.name for term in Term.objects.all()] == ["autumn", "spring", "summer"]
    assert Term.objects.get(name="summer").half_term_starts_on is None
    assert list(ClosedDay.objects.values_list("on", "reason")) == [
        (date(2026, 9, 2), "Training day"),
        (date(2027, 5, 3), "Bank holiday"),
    ]


def test_what_was_published_is_shown_to_be_changed(admin):
    admin.post(URL, typed("02/09/2026 Training day"))
    page = admin.get(URL).content.decode()
    assert 'value="2026-10-26"' in page
    assert "02/09/2026 Training day" in page
    admin.post(URL, typed("04/09/2026 Training day"))
    assert ClosedDay.objects.get().on == date(2026, 9, 4)
    assert Term.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"autumn": ("", "2026-12-18", "", "")}, "Give the date."),
        ({"autumn": ("2026-12-18", "2026-09-02", "", "")}, "A term ends after it has begun."),
        ({"autumn": ("2025-09-02", "2026-12-18", "", "")}, "This day is not in 2026/27."),
        ({"autumn": ("2026-09-02", "2026-12-18", "2026-10-26", "")}, "Give both days"),
        (
            {"autumn": ("2026-09-02", "2026-12-18", "2026-10-26", "2026-12-20")},
            "The holiday lies inside its term.",
        ),
        ({"spring": ("2026-12-01", "2027-03-25", "", "")}, "begins before the autumn term"),
        ({"closed": "Training day"}, "does not begin with a date like 02/09/2026."),
        ({"closed": "01/08/2027 Snow"}, "01/08/2027 lies outside these terms."),
        ({"closed": "04/09/2026 Snow\n04/09/2026 Ice"}, "04/09/2026 is written twice."),
        ({"closed": "02/09/2026"}, "Say why schools are closed on 02/09/2026."),
    ],
)
def test_dates_that_cannot_be_are_refused_with_the_reason(admin, changes, why):
    page = admin.post(URL, typed(**changes))
    assert page.status_code == 200
    assert why in page.content.decode()
    assert not Term.objects.exists()
    assert admin.post(URL, typed()).status_code == 302


def test_a_term_that_ends_earlier_leaves_no_closed_day_in_the_way(admin):
    admin.post(URL, typed("21/07/2027 Training day"))
    earlier = {"summer": ("2027-04-12", "2027-07-20", "", "")}
    assert admin.post(URL, typed("20/07/2027 Training day", **earlier)).status_code == 302
    page = admin.get(URL).content.decode()
    assert "20/07/2027 Training day" in page
    assert "21/07/2027 Training day" not in page


def test_nobody_but_an_administrator_publishes(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    assert client.post(URL, typed()).status_code in {302, 403, 404}
    assert not Term.objects.exists()


def test_the_list_of_terms_leads_to_it(admin):
    assert "Publish a year" in admin.get(reverse("admin:schools_term_changelist")).content.decode()


def test_what_falls_due_follows_a_term_and_a_closed_day_changed_by_hand(admin):
    a_school("Elm Grove")
    a_duty(the_model_without_duties(), cadence="termly")
    admin.post(URL, typed())
    jobs.work_off()
    assert Obligation.objects.get(period="2026 autumn").due_on == date(2026, 12, 18)
    autumn = Term.objects.get(name="autumn")
    dates = {"starts_on": "2026-09-02", "ends_on": "2026-12-16"}
    page = reverse("admin:schools_term_change", args=[autumn.pk])
    admin.post(page, {"start_year": 2026, "name": "autumn", "school": ""} | dates)
    jobs.work_off()
    assert Obligation.objects.get(period="2026 autumn").due_on == date(2026, 12, 16)
    closed = {"on": "2026-12-16", "reason": "Snow", "school": ""}
    admin.post(reverse("admin:schools_closedday_add"), closed)
    jobs.work_off()
    assert Obligation.objects.get(period="2026 autumn").due_on == date(2026, 12, 15)
    entries = JournalEntry.objects.filter(verb="schools.calendar.published")
    assert entries.count() == 3
    assert "2026-12-16" in str(entries.order_by("pk")[1].after)
