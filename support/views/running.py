"""A deployment while it runs: its days, its end, and its review."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest, posted, typed
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from support.forms.deployments import DayForm, ReviewForm
from support.policies import deployments as policies
from support.presenters.deployments import page_of
from support.selectors.impact import impact_of
from support.services import running
from support.views.deployments import LONGEST, fetch_deployment


@require_POST
@needs(Can.VIEW_DEPLOYMENTS)
def deployment_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A day with words is recorded, one without is planned."""
    found = fetch_deployment(request, pk)
    form = DayForm(request.POST, action=request.path)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["done"].strip():
                running.record_day(actor=request.user, deployment_id=found.pk, **said)
                messages.success(request, "Recorded.")
            else:
                when = {name: said[name] for name in ("on", "quarter_days")}
                running.plan_day(actor=request.user, deployment_id=found.pk, **when)
                messages.success(request, "Planned. Record it within five school days after it.")
            return redirect("support:deployment-detail", pk=found.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = page_of(found, request.user, day=form)
    return TemplateResponse(request, "support/deployment_detail.html", context)


@require_POST
@needs(Can.BROKER_SUPPORT)
def deployment_end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_deployment(request, pk)
    reason = typed(request).get("reason", "")[:LONGEST]
    try:
        running.end_deployment(actor=request.user, deployment_id=found.pk, reason=reason)
        messages.success(request, "Ended. What the brief showed is closed.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:deployment-detail", pk=found.pk)


@require_http_methods(["GET", "POST"])
@needs(Can.VIEW_REQUESTS)
def deployment_review(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_deployment(request, pk)
    if not policies.allows(policies.check_can_review, request.user, found):
        raise PermissionDenied
    year = AcademicYear.of(timezone.localdate()).start_year
    form = ReviewForm(posted(request), deployment=found, start_year=year)
    if form.is_bound and form.is_valid():
        try:
            running.review_deployment(actor=request.user, deployment_id=found.pk, **form.said)
            messages.success(request, "Reviewed.")
            return redirect("support:deployment-detail", pk=found.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"found": found, "form": form, "impact": impact_of(request.user, found)}
    return TemplateResponse(request, "support/deployment_review.html", context)
