"""The trust's decisions: every school's standing, and one proposal to settle or return."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding import selectors, services
from banding.filters import StandingFilter
from banding.forms.decisions import ReturnForm
from banding.models import BandDecision, DecisionState, Edition
from banding.policies import decisions as policies
from banding.policies.scenarios import may_try
from core.errors import DomainError
from core.htmx import page_or_partial

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_PROPOSALS)
def decision_list(request: SignedInRequest) -> HttpResponse:
    edition = selectors.working_edition()
    if edition is None:
        return TemplateResponse(request, "banding/decision_list.html", {"edition": None})
    return page_or_partial(
        request,
        page="banding/decision_list.html",
        partial="banding/partials/decision_table.html",
        context=_standing(request, edition),
    )


def _standing(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    year = edition.start_year
    schools = schools_for(request.user, Can.VIEW_PROPOSALS)
    filtered = StandingFilter(
        request.GET,
        queryset=selectors.with_standing(schools, start_year=year).order_by("name", "urn"),
        edition=edition,
    )
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "edition": edition,
        "may_try": may_try(request.user),
        "filter": filtered,
        "page": page,
        "rows": selectors.standings(schools=list(page), start_year=year),
        "tallies": selectors.band_distribution(schools=schools, start_year=year),
        "may_propose": set(
            schools_for(request.user, Can.PROPOSE_BAND).values_list("pk", flat=True)
        ),
    }


@require_GET
@needs(Can.VIEW_PROPOSALS)
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    return _page(request, decision, _return_form(decision))


@require_POST
@needs(Can.APPROVE_BAND)
def decision_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    try:
        services.approve_band(
            actor=request.user, decision_id=decision.pk, version=request.POST.get("version", "")
        )
        messages.success(request, f"{decision.level} is settled for {decision.school}.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-detail", pk=decision.pk)


@require_POST
@needs(Can.APPROVE_BAND)
def decision_return(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    form = _return_form(decision, request.POST)
    if not form.is_valid():
        return _page(request, decision, form)
    try:
        services.return_proposal(actor=request.user, decision_id=decision.pk, **form.cleaned_data)
        messages.success(request, f"Returned. {decision.proposed_by} can propose again.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-detail", pk=decision.pk)


def _fetch(request: SignedInRequest, pk: int) -> BandDecision:
    decisions = BandDecision.objects.for_listing()
    return fetch(decisions, user=request.user, can=Can.VIEW_PROPOSALS, pk=pk)


def _return_form(decision: BandDecision, data: QueryDict | None = None) -> ReturnForm:
    action = reverse("banding:decision-return", args=[decision.pk])
    return ReturnForm(data, initial={"version": decision.version}, action=action)


def _page(request: SignedInRequest, decision: BandDecision, form: ReturnForm) -> HttpResponse:
    current = selectors.current_levels(
        schools=[decision.school], start_year=decision.start_year
    ).get(decision.school_id)
    days_now, days_then = selectors.days_if_approved(decision)
    return TemplateResponse(
        request,
        "banding/decision_detail.html",
        {
            "decision": decision,
            "school": decision.school,
            "edition": decision.level.edition,
            "current": current,
            "days_now": days_now,
            "days_then": days_then,
            "days_more": days_then - days_now,
            "days_fewer": days_now - days_then,
            "is_waiting": decision.state == DecisionState.PROPOSED,
            "form": form,
            "why_not_approve": policies.why_not_approve(request.user, decision),
            "why_not_return": policies.why_not_return(request.user, decision),
        },
    )
