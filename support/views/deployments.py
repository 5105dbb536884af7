"""Deployments: the list, proposing one, and what the schools answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted, typed
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from core.years import AcademicYear
from people.models import Person
from support.filters import DeploymentFilter
from support.forms.deployments import BriefForm
from support.models import Deployment, SupportRequest
from support.presenters.deployments import page_of
from support.rules.matching import Match
from support.selectors import deployments as selectors
from support.selectors import offer_lines_for_visits
from support.selectors import requests as asking
from support.services import deployments as services
from support.views.places import places_for
from support.views.requests import fetch_request

PER_PAGE = 25
LONGEST = 300


@require_GET
@needs(Can.VIEW_DEPLOYMENTS)
def deployment_list(request: SignedInRequest) -> HttpResponse:
    visible = selectors.visible_deployments(request.user)
    filtered = DeploymentFilter(request.GET, queryset=visible.for_listing())
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/deployment_list.html",
        partial="support/partials/deployment_table.html",
        context={
            "filter": filtered,
            "page": page,
            "places": places_for(request.user, "support:deployment-list"),
            "to_record": selectors.days_to_record(visible),
        },
    )


@require_GET
@needs(Can.VIEW_DEPLOYMENTS)
def deployment_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_deployment(request, pk)
    return TemplateResponse(request, "support/deployment_detail.html", page_of(found, request.user))


@require_http_methods(["GET", "POST"])
@needs(Can.BROKER_SUPPORT)
def request_propose(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    asked = fetch_request(request, pk)
    place, chosen = _chosen(asked, person)
    today = timezone.localdate()
    form = BriefForm(
        posted(request),
        initial=_initial(asked),
        asked=asked,
        offer_lines=offer_lines_for_visits(),
        start_year=AcademicYear.of(today).start_year,
    )
    if form.is_bound and form.is_valid():
        try:
            brief = form.brief(Person.objects.get(pk=person))
            made = services.propose_deployment(actor=request.user, request_id=asked.pk, brief=brief)
            messages.success(request, "Proposed. Both schools are asked to agree.")
            return redirect("support:deployment-detail", pk=made.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"asked": asked, "form": form, "place": place, "chosen": chosen}
    return TemplateResponse(request, "support/request_propose.html", context)


@require_POST
@needs(Can.AGREE_DEPLOYMENT)
def deployment_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    found, side = fetch_deployment(request, pk), typed(request).get("side", "")
    try:
        done = services.agree_deployment(
            actor=request.user,
            deployment_id=found.pk,
            side=services.LEND if side == services.LEND else services.HOST,
        )
        wait = "" if done.state == "agreed" else " The other school is still to answer."
        messages.success(request, f"Agreed.{wait}")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:deployment-detail", pk=found.pk)


@require_POST
@needs(Can.VIEW_DEPLOYMENTS)
def deployment_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_deployment(request, pk)
    reason = typed(request).get("reason", "")[:LONGEST]
    try:
        services.decline_deployment(actor=request.user, deployment_id=found.pk, reason=reason)
        messages.success(request, "Not agreed. The request is open again.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:deployment-detail", pk=found.pk)


def fetch_deployment(request: SignedInRequest, pk: int) -> Deployment:
    return fetch_visible(selectors.visible_deployments(request.user).for_listing(), pk=pk)


def _chosen(asked: SupportRequest, person: int) -> tuple[int, Match]:
    """The place of somebody in the ranking; whoever is not in it cannot be chosen."""
    ranked = asking.ranking_for(asked).matches
    for place, one in enumerate(ranked, 1):
        if one.helper.id == person:
            return place, one
    raise Http404


def _initial(asked: SupportRequest) -> dict[str, Any]:
    """From the request, and from the measure of the priority it comes from."""
    found: dict[str, Any] = {
        "purpose": asked.purpose,
        "quarter_days": asked.quarter_days,
        "starts_on": timezone.localdate(),
        "ends_on": asked.needed_by,
        "shows_priority": True,
    }
    priority = asked.priority
    if priority and priority.measure:
        names = ("measure", "cohort", "group", "target_percent")
        found |= {name: getattr(priority, name) for name in names}
        if priority.baseline_term:
            found["baseline"] = f"{priority.baseline_year}-{priority.baseline_term}"
    return found
