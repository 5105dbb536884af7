"""Health checks as the web knows them: asked for once, read by whoever asked."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import jobs, journal
from dashboards import policies, verbs
from dashboards.models import Report
from monitoring.models import Collection
from schools.models import School

HEALTH_CHECK = "dashboards.health_check"


@transaction.atomic
def request_health_check(
    *, actor: User, school: School, collection: Collection, token: UUID
) -> Report:
    """Ask for a report once: `token` comes with the form, so a double click asks once."""
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_make_report(actor, school)
    asked = Report.objects.filter(pk=token, requested_by=actor).first()
    if asked:
        return asked
    job = jobs.enqueue(
        kind=HEALTH_CHECK,
        args={"report": str(token)},
        key=f"{HEALTH_CHECK}:{token}",
        requested_by=actor,
        school=school,
    )
    report = Report(id=token, job=job, school=school, collection=collection, requested_by=actor)
    report.full_clean()
    report.save(force_insert=True)
    journal.record(
        actor=actor, verb=verbs.REPORT_REQUESTED, target=report, school=school,
        after={"collection": collection.pk},
    )  # fmt: skip
    return report


@transaction.atomic
def record_reading(*, actor: User, report: Report) -> None:
    """A download is a reading of a school's figures, so it leaves a trace."""
    policies.check_can_read_report(actor, report)
    journal.record(
        actor=actor, verb=verbs.REPORT_READ, target=report, school=report.school,
        after={"at": timezone.now().isoformat()},
    )  # fmt: skip


def report_name(report: Report) -> str:
    """A file name with nothing personal in it."""
    return f"health-check-{report.school.urn}-{report.collection.pk}.pdf"
