"""Check your answers, put it forward, decide on exactly that, issue it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from planning import services
from planning.forms.acts import CheckForm, ReturnForm
from planning.models import PlanVersion, VersionState
from planning.policies import plans as policies
from planning.policies.plans import Reading, reading_of, why_not
from planning.policies.route import route_for
from planning.presenters.plan_page import page_of
from planning.selectors.checking import check_content
from planning.selectors.content import content_of, hash_of
from planning.views.fetching import CONFLICT, fetch_plan, fetch_version, to_plan, try_to


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def plan_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    route = route_for(plan)
    if refusal := why_not(policies.check_can_propose, request.user, plan, route):
        messages.error(request, refusal)
        return to_plan(plan)
    status, refused = 200, ""
    if request.method == "POST":
        seen = typed_by(request).get("content_hash", "")
        try:
            services.propose_plan(actor=request.user, plan_id=plan.pk, content_hash=seen)
        except DomainError as refusal:
            status = CONFLICT if isinstance(refusal, EditedMeanwhile) else 422
            refused = str(refusal)
        else:
            messages.success(request, f"Put forward. It waits for {route.approver.name}.")
            return to_plan(plan)
    content = content_of(plan)
    context = {
        "plan": plan,
        "school": plan.school,
        "route": route,
        "page": page_of(plan, content, request.user),
        "content_hash": hash_of(content),
        "checked": check_content(plan, content),
        "refused": refused,
        "is_open": plan.state == "draft",
    }
    return TemplateResponse(request, "planning/plan_propose.html", context, status=status)


@require_GET
@needs(Can.VIEW_PLANS)
def version_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    version = _readable(request, pk)
    return _version_page(request, version)


def _readable(request: SignedInRequest, pk: int) -> PlanVersion:
    """A version this person may read: its words, and not only how it goes."""
    version = fetch_version(request, pk)
    reading = reading_of(request.user, version.plan)
    open_to = {
        Reading.WHOLE: True,
        Reading.ISSUED: version.issued_at is not None,
        Reading.PUT_FORWARD: version.state in {VersionState.PROPOSED, VersionState.STANDING},
    }
    if not open_to.get(reading, _decides(request, version)):
        return fetch_version(request, 0)
    return version


def _decides(request: SignedInRequest, version: PlanVersion) -> bool:
    """Whoever the route names reads what they decide on, whatever else they read."""
    plan = version.plan
    return version.state == VersionState.PROPOSED and not why_not(
        policies.check_can_approve, request.user, plan, route_for(plan), version
    )


def _version_page(
    request: SignedInRequest,
    version: PlanVersion,
    *,
    return_form: ReturnForm | None = None,
    check_form: CheckForm | None = None,
    status: int = 200,
) -> HttpResponse:
    plan, user = version.plan, request.user
    route = route_for(plan)
    waits = version.state == VersionState.PROPOSED
    returning = reverse("planning:version-return", args=[version.pk])
    checking = reverse("planning:version-check", args=[version.pk])
    context: dict[str, Any] = {
        "plan": plan,
        "school": plan.school,
        "version": version,
        "page": page_of(plan, version.content, user),
        "route": route,
        "waits": waits,
        "why_not_approve": why_not(policies.check_can_approve, user, plan, route, version),
        "return_form": return_form
        or ReturnForm(action=returning, content_hash=version.content_hash),
        "may_take_back": waits and not why_not(policies.check_can_propose, user, plan, route),
    }
    checkable = version.state in {VersionState.PROPOSED, VersionState.STANDING}
    if checkable and route.is_approved and not why_not(policies.check_can_check, user, plan):
        context["check_form"] = check_form or CheckForm(action=checking)
    return TemplateResponse(request, "planning/version_detail.html", context, status=status)


@require_POST
@needs(Can.VIEW_PLANS)
def version_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    version = _readable(request, pk)
    seen = typed_by(request).get("content_hash", "")
    done = try_to(
        request,
        lambda: services.approve_plan(actor=request.user, version_id=version.pk, content_hash=seen),
        "Approved. This version stands from now on.",
    )
    return to_plan(version.plan) if done else redirect("planning:version-detail", pk=pk)


@require_POST
@needs(Can.VIEW_PLANS)
def version_return(request: SignedInRequest, pk: int) -> HttpResponse:
    version = _readable(request, pk)
    form = ReturnForm(request.POST, action=request.path, content_hash=version.content_hash)
    if not form.is_valid():
        return _version_page(request, version, return_form=form, status=422)
    done = try_to(
        request,
        lambda: services.return_plan(
            actor=request.user, version_id=version.pk, **form.cleaned_data
        ),
        "Returned, with what must change.",
    )
    return to_plan(version.plan) if done else redirect("planning:version-detail", pk=pk)


@require_POST
@needs(Can.READ_PLANS)
def version_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    version = fetch_version(request, pk)
    try_to(
        request,
        lambda: services.take_back(actor=request.user, version_id=version.pk),
        "Taken back. It is a draft again.",
    )
    return to_plan(version.plan)


@require_POST
@needs(Can.AGREE_PLANS)
def version_check(request: SignedInRequest, pk: int) -> HttpResponse:
    version = fetch_version(request, pk)
    form = CheckForm(request.POST, action=request.path)
    if not form.is_valid():
        return _version_page(request, version, check_form=form, status=422)
    try_to(
        request,
        lambda: services.check_targets(
            actor=request.user, version_id=version.pk, **form.cleaned_data
        ),
        "Recorded.",
    )
    return redirect("planning:version-detail", pk=pk)


@require_POST
@needs(Can.WRITE_PLANS)
def plan_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    try_to(
        request,
        lambda: services.issue_plan(actor=request.user, plan_id=plan.pk),
        "Issued to governors and the trust.",
    )
    return to_plan(plan)
