"""A plan on paper: the page to print, and files made for whoever asks. They are nobody else's."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core import files, jobs
from core.errors import DomainError
from core.htmx import page_or_partial
from planning.forms.files import FileForm
from planning.models import Plan, PlanFile, PlanVersion
from planning.policies import printing as policies
from planning.policies.plans import reading_of, why_not
from planning.presenters.printed import copy_for
from planning.selectors.plans import version_read_by
from planning.services import files as services
from planning.views.fetching import fetch_plan, to_plan


@require_GET
@needs(Can.VIEW_PLANS)
def plan_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole plan on one page, and the forms to have it as a file."""
    plan = fetch_plan(request, pk)
    version = _version(request, plan, request.GET.get("version", ""))
    if refusal := why_not(policies.check_can_print, request.user, plan, version):
        messages.error(request, refusal)
        return to_plan(plan)
    own = PlanFile.objects.filter(requested_by=request.user, plan=plan)
    context = {
        "plan": plan,
        "school": plan.school,
        "version": version,
        "document": copy_for(request.user, plan, version),
        "token": uuid4(),
        "files": own.select_related("job", "version")[:10],
    }
    return TemplateResponse(request, "planning/plan_print.html", context)


def _version(request: SignedInRequest, plan: Plan, number: str) -> PlanVersion | None:
    """The version asked for; else the one this person reads, and none for the text as it is."""
    if not number:
        return version_read_by(plan, reading_of(request.user, plan))
    wanted = int(number) if number.isascii() and number.isdecimal() else 0
    found: PlanVersion | None = plan.versions.filter(number=wanted).first()
    if found is None or why_not(policies.check_can_print, request.user, plan, found):
        raise Http404
    return found


@require_POST
@needs(Can.VIEW_PLANS)
def file_make(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    form = FileForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose whether you want a PDF or a Word file.")
        return redirect("planning:plan-print", pk=plan.pk)
    told = form.cleaned_data
    version = _version(request, plan, told.pop("version"))
    try:
        file = services.request_file(actor=request.user, plan=plan, version=version, **told)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to_plan(plan)
    return redirect("planning:file-detail", pk=file.pk)


@require_GET
@needs(Can.VIEW_PLANS)
def file_detail(request: SignedInRequest, pk: str) -> HttpResponse:
    file = _own_file(request, pk)
    back = reverse("planning:plan-print", args=[file.plan_id])
    return page_or_partial(
        request,
        page="planning/file_detail.html",
        partial="planning/partials/file_progress.html",
        context={"file": file, "job": file.job, "school": file.school, "back": back},
    )


@require_POST
@needs(Can.VIEW_PLANS)
def file_retry(request: SignedInRequest, pk: str) -> HttpResponse:
    file = _own_file(request, pk)
    jobs.retry(file.job)
    return redirect("planning:file-detail", pk=file.pk)


@require_GET
@needs(Can.VIEW_PLANS)
def file_download(request: SignedInRequest, pk: str) -> HttpResponseBase:
    """The file, if its asker may still read that text of the plan."""
    file = _own_file(request, pk)
    if not file.stored_as:
        return redirect("planning:file-detail", pk=file.pk)
    services.record_file_reading(actor=request.user, file=file)
    return files.response_for(file.stored_as, services.file_name(file))


def _own_file(request: SignedInRequest, pk: str) -> PlanFile:
    own = PlanFile.objects.filter(requested_by=request.user)
    related = own.select_related("job", "school", "plan__school", "version")
    return fetch(related, user=request.user, can=Can.VIEW_PLANS, pk=pk)
