"""A school that sends its term's data is not asked for it twice."""

import pytest

from accounts.roles import Role
from banding import services
from banding.models import DutyKind, Obligation
from core.jobs import work_off
from monitoring.services import return_to_school, submit
from tests.banding.duties import a_duty, the_calendar, the_model_without_duties
from tests.monitoring.marks import a_marksheet
from tests.world import a_collection, a_draft, a_person, a_school, an_upload

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def school():
    the_calendar()
    edition = the_model_without_duties()
    a_duty(edition, "Termly data", cadence="termly", kind=DutyKind.RETURN)
    a_duty(edition, "SIP update", cadence="termly")
    school = a_school()
    services.compile_obligations(actor=None, start_year=YEAR)
    return school


def sent(school, *, by):
    draft = a_draft(school, a_collection())
    an_upload(draft, a_marksheet())
    given = submit(actor=by, submission_id=draft.pk)
    work_off()
    return given


def done():
    found = Obligation.objects.exclude(done_at=None).select_related("duty")
    return [(one.duty.name, one.period, one.note) for one in found]


def test_the_return_of_that_term_is_done_and_nothing_else(school):
    sent(school, by=a_person(Role.HEADTEACHER, at=school))
    assert done() == [("Termly data", "2026 autumn", "Data sent for Autumn 2026.")]


def test_what_is_sent_back_is_asked_again(school):
    given = sent(school, by=a_person(Role.HEADTEACHER, at=school))
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")
    return_to_school(actor=lead, submission_id=given.pk, reason="Year 6 is missing.")
    work_off()
    assert done() == []


def test_what_a_person_marked_stays_done(school):
    head = a_person(Role.HEADTEACHER, at=school)
    due = Obligation.objects.get(school=school, duty__name="Termly data", period="2026 autumn")
    services.mark_done(actor=head, obligation_id=due.pk, note="Sent by post.")
    given = sent(school, by=head)
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")
    return_to_school(actor=lead, submission_id=given.pk, reason="Year 6 is missing.")
    work_off()
    assert done() == [("Termly data", "2026 autumn", "Sent by post.")]


def test_what_was_recorded_without_a_person_is_left_to_be_marked(school):
    sent(school, by=None)
    assert done() == []
