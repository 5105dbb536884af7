import io
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse

from accounts.roles import Role
from accounts.services import roles
from core import jobs
from core.errors import NotAllowed
from core.models import Job, JobState, JournalEntry
from dashboards.models import Report
from dashboards.services import reports
from dashboards.services.health_check import health_check_pdf
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school, a_settled_band, a_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = a_school("Ash")
    a_return(school, a_collection(), [pupil("EXS EXS EXS") for _ in range(12)])
    a_settled_band(school, "C")
    a_visit(school, shared=True)
    jobs.work_off()
    return school


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school)


def ask(person, school, token=None):
    collection = a_collection()
    return reports.request_health_check(
        actor=person, school=school, collection=collection, token=token or uuid4()
    )


def test_a_report_is_asked_for_watched_and_downloaded(sign_in, school, lead):
    client = sign_in(lead)
    form = client.get(reverse("dashboards:report-list", args=[school.urn])).context["form"]
    token = form["token"].initial
    answer = client.post(
        reverse("dashboards:report-list", args=[school.urn]),
        {"collection": a_collection().pk, "token": str(token() if callable(token) else token)},
    )
    assert b"You can close this page" in client.get(answer.url).content
    jobs.work_off()
    assert b"The health check is ready." in client.get(answer.url).content
    file = client.get(reverse("dashboards:report-download", args=[Report.objects.get().pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert file.headers["Cache-Control"] == "no-store"
    assert JournalEntry.objects.filter(verb="dashboards.report.read", actor_id=lead.pk).exists()


def test_a_double_click_asks_once(school, lead):
    token = uuid4()
    assert ask(lead, school, token) == ask(lead, school, token)
    assert Job.objects.filter(kind=reports.HEALTH_CHECK).count() == 1


def test_making_a_report_twice_leaves_one_file(
    school, lead, settings, django_capture_on_commit_callbacks
):
    report = ask(lead, school)
    jobs.work_off()
    Job.objects.filter(pk=report.job_id).update(state=JobState.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.retry(report.job)
        jobs.work_off()
    assert len([path for path in settings.MEDIA_ROOT.glob("reports/*") if path.is_file()]) == 1


def test_a_role_that_ended_meanwhile_makes_no_report_and_opens_none(sign_in, school, lead):
    report = ask(lead, school)
    admin = a_person(Role.ADMIN)
    roles.end_role(actor=admin, assignment_id=lead.assignments.get().pk)
    jobs.work_off()
    report.job.refresh_from_db()
    assert report.job.state == JobState.FAILED
    assert "does not make health checks" in report.job.error
    answer = sign_in(lead).get(reverse("dashboards:report-download", args=[report.pk]))
    assert answer.status_code == 403


def test_somebody_elses_report_is_not_there(sign_in, school, lead):
    report = ask(lead, school)
    jobs.work_off()
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    for route in ("report-detail", "report-download"):
        assert head.get(reverse(f"dashboards:{route}", args=[report.pk])).status_code == 404


def test_a_governor_may_not_ask(school):
    with pytest.raises(NotAllowed, match="does not make health checks"):
        ask(a_person(Role.GOVERNOR, at=school), school)


def test_the_pdf_is_tagged_and_says_what_it_rests_on(school):
    pdf = health_check_pdf(viewer=None, school=school, collection=a_collection())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert "Health check: Ash, Autumn 2026" in str(document.docinfo["/Title"])
        assert "/StructTreeRoot" in document.Root
