"""The morning letter: in term, never on a Friday, once a day, only with something new to say."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from banding import services
from core import jobs
from core.jobs import KINDS, Run
from dashboards.jobs import DIGEST, DIGESTS
from dashboards.models import Digest
from dashboards.tasks import digests
from demo.calendar import CLOSED, TERMS
from schools.rules.calendar import SchoolCalendar
from tests.banding.duties import a_duty, the_calendar, the_model_without_duties
from tests.monitoring.sharing import a_section
from tests.world import a_draft, a_person, a_proposal, a_school, the_model

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 15)
CALENDAR = SchoolCalendar(tuple(TERMS[2026]), frozenset(on for on, _ in CLOSED[2026]))


@pytest.fixture
def head():
    the_calendar()
    a_duty(the_model_without_duties(), "SIP update", cadence="termly")
    school = a_school("Elm Grove")
    services.compile_obligations(actor=None, start_year=2026)
    return a_person(Role.HEADTEACHER, at=school, name="Hana")


def on(day: date) -> list[mail.EmailMessage]:
    """What the clock sends this morning."""
    before = len(mail.outbox)
    jobs.enqueue(kind=DIGESTS, args={"on": day.isoformat()}, key=f"{DIGESTS}:{day}")
    jobs.work_off()
    return mail.outbox[before:]


def test_a_head_is_told_what_falls_due_where_and_by_when(head):
    (letter,) = on(TUESDAY)
    assert letter.to == [head.email]
    assert letter.subject.startswith("1 thing for you")
    assert "Due soon\n- Fri 18 Dec: SIP update, Elm Grove" in letter.body
    assert reverse("banding:obligation-list") in letter.body


def test_what_waits_for_a_trustee_is_said_with_the_way_there():
    a_proposal()
    a_person(Role.TRUSTEE, name="Tess")
    said = "".join(letter.body for letter in on(TUESDAY))
    assert "- 1 proposal to decide: http" in said


def test_staff_are_told_what_they_were_asked_to_look_after():
    draft = a_draft(way="grid")
    a_section(draft)
    said = "".join(letter.body for letter in on(TUESDAY))
    assert "- 1 part of your school's data to look after: http" in said
    assert reverse("monitoring:section-list") in said


@pytest.mark.parametrize(
    "day", [date(2026, 12, 4), date(2026, 12, 18), date(2026, 12, 22), date(2026, 10, 27)],
    ids=["a Friday", "the last day of term", "the holidays", "half-term"],
)  # fmt: skip
def test_nobody_is_written_to_on(head, day):
    assert on(day) == []


def test_the_same_is_not_said_again_before_a_week_has_passed(head):
    a_duty(the_model(), "Plan review", cadence="half_termly")
    services.compile_obligations(actor=None, start_year=2026)
    (letter,) = on(date(2026, 11, 3))
    assert "Late\n- Fri 23 Oct: Plan review, Elm Grove" in letter.body
    assert on(date(2026, 11, 4)) == on(date(2026, 11, 9)) == []
    assert len(on(date(2026, 11, 10))) == 1


def test_one_morning_writes_once_however_often_its_job_is_done(head):
    on(TUESDAY)
    KINDS[DIGEST].work(Run(jobs.Job.objects.get(kind=DIGEST), attempt=1))
    assert len(mail.outbox) == 1


def test_a_letter_that_was_never_posted_is_no_reason_to_be_silent(head):
    on(TUESDAY)
    Digest.objects.update(posted_at=None)
    assert len(on(TUESDAY + timedelta(days=1))) == 1


def test_the_clock_asks_once_a_morning(head):
    digests()
    digests()
    assert jobs.Job.objects.filter(kind=DIGESTS).count() == 1


def test_a_person_stops_the_letters_and_takes_them_up_again(head, sign_in):
    client = sign_in(head)
    client.post(reverse("accounts:digest-choose"), {"wants": "no"})
    assert on(TUESDAY) == []
    page = client.get(reverse("accounts:account-detail")).content.decode()
    assert "Write to me" in page
    client.post(reverse("accounts:digest-choose"), {"wants": "yes"})
    assert len(on(TUESDAY + timedelta(days=1))) == 1


@given(st.dates(date(2026, 8, 1), date(2027, 8, 31)))
def test_a_day_to_write_is_a_school_day_before_friday_with_another_school_day_after_it(day):
    if CALENDAR.is_notice_day(day):
        assert CALENDAR.is_school_day(day)
        assert day.weekday() <= 3
        term = CALENDAR.term_on(day)
        assert any(CALENDAR.school_days(day + timedelta(days=1), term.ends_on))
