"""Health checks: ask, watch, download. A report is its asker's alone; anybody else gets 404."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch, fetch_school, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core import files, jobs
from core.htmx import page_or_partial
from dashboards.forms import HealthCheckForm
from dashboards.models import Report
from dashboards.services import reports as services


@require_http_methods(["GET", "POST"])
@needs(Can.MAKE_REPORT)
def report_list(request: SignedInRequest, urn: int) -> HttpResponse:
    """A school's health checks that this person asked for, and the form to ask for one."""
    school = fetch_school(urn, user=request.user, can=Can.MAKE_REPORT)
    form = HealthCheckForm(posted(request))
    if form.is_valid():
        report = services.request_health_check(
            actor=request.user, school=school, **form.cleaned_data
        )
        return redirect("dashboards:report-detail", pk=report.pk)
    own = Report.objects.filter(requested_by=request.user, school=school)
    context = {"school": school, "form": form, "reports": own.select_related("job", "collection")}
    return TemplateResponse(request, "dashboards/report_list.html", context)


@require_GET
@needs(Can.MAKE_REPORT)
def report_detail(request: SignedInRequest, pk: str) -> HttpResponse:
    report = _own_report(request, pk)
    return page_or_partial(
        request,
        page="dashboards/report_detail.html",
        partial="dashboards/partials/report_progress.html",
        context={"report": report, "job": report.job, "school": report.school},
    )


@require_POST
@needs(Can.MAKE_REPORT)
def report_retry(request: SignedInRequest, pk: str) -> HttpResponse:
    report = _own_report(request, pk)
    jobs.retry(report.job)
    return redirect("dashboards:report-detail", pk=report.pk)


@require_GET
@needs(Can.MAKE_REPORT)
def report_download(request: SignedInRequest, pk: str) -> HttpResponseBase:
    """The file, if its asker may still see the school."""
    report = _own_report(request, pk)
    if not report.stored_as:
        return redirect("dashboards:report-detail", pk=report.pk)
    services.record_reading(actor=request.user, report=report)
    return files.response_for(report.stored_as, services.report_name(report))


def _own_report(request: SignedInRequest, pk: str) -> Report:
    own = Report.objects.filter(requested_by=request.user)
    return fetch(
        own.select_related("job", "school", "collection"),
        user=request.user,
        can=Can.MAKE_REPORT,
        pk=pk,
    )
