"""Making a health check: worker's code, because WeasyPrint takes seconds to load."""

from typing import Any

from django.db import transaction

from accounts.models import User
from core import files, journal
from core.jobs import Run
from core.pdf import pdf_from
from dashboards import policies, verbs
from dashboards.models import Report
from dashboards.presenters.health_check import health_check_context
from monitoring.models import Collection
from schools.models import School

TEMPLATE = "dashboards/pdf/health_check.html"
FOLDER = "reports"


def make_health_check(run: Run) -> dict[str, Any]:
    """The work of a `dashboards.health_check` job. The reader's permission is asked again here."""
    report = Report.objects.select_related("school", "collection__scale", "requested_by").get(
        pk=run.args["report"]
    )
    policies.check_can_read_report(report.requested_by, report)
    run.progress(20, "Reading the school's figures")
    context = health_check_context(report.requested_by, report.school, report.collection)
    run.progress(50, "Drawing the pages")
    stored_as = files.store(pdf_from(TEMPLATE, context), FOLDER)
    with run.writing():
        _keep(report, stored_as, made_from=context["made_from"])
    return {"report": str(report.pk)}


def _keep(report: Report, stored_as: str, *, made_from: str) -> None:
    earlier = report.stored_as
    report.stored_as, report.made_from = stored_as, {"words": made_from}
    report.save(update_fields=["stored_as", "made_from"])
    journal.record(
        actor=None, verb=verbs.REPORT_MADE, target=report, school=report.school,
        after={"made_from": made_from, "for": report.requested_by_id},
    )  # fmt: skip
    if earlier:
        transaction.on_commit(lambda: files.remove(earlier))


def health_check_pdf(*, viewer: User | None, school: School, collection: Collection) -> bytes:
    """The report as bytes. No viewer stands for somebody trust-wide, who sees no small numbers."""
    return pdf_from(TEMPLATE, health_check_context(viewer, school, collection))
