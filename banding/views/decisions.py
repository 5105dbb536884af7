"""The trust's decisions: every school's standing, and one proposal to settle or return."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import (
    fetch_visible,
    holds,
    holds_anywhere,
    holds_trust_wide,
    needs,
    schools_for,
)
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding import selectors, services
from banding.filters import StandingFilter
from banding.forms.decisions import ReturnForm
from banding.models import BandDecision, DecisionState, Edition
from banding.places import edition_for
from banding.policies import decisions as policies
from banding.policies.route import approvers
from banding.policies.scenarios import may_try
from banding.views.no_levels import no_levels
from core.errors import DomainError
from core.htmx import page_or_partial
from schools.models import School

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_PROPOSALS)
def decision_list(request: SignedInRequest) -> HttpResponse:
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition)
    return page_or_partial(
        request,
        page="banding/decision_list.html",
        partial="banding/partials/decision_table.html",
        context=_standing(request, edition) | _round(request, edition),
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
        "rows": _rows(request, list(page), year),
        "tallies": selectors.band_distribution(schools=schools, start_year=year),
        "may_propose": set(
            schools_for(request.user, Can.PROPOSE_BAND).values_list("pk", flat=True)
        ),
    }


@dataclass(frozen=True)
class Row:
    """A school of the list; `underway` may be a draft, which only those who judge see."""

    standing: selectors.Standing
    underway: BandDecision | None


def _rows(request: SignedInRequest, schools: list[School], year: int) -> list[Row]:
    judges = {school.pk for school in schools_for(request.user, Can.PROPOSE_BAND)}
    underway = {
        pk: decision
        for pk, decision in selectors.underway(schools=schools, start_year=year).items()
        if decision.state != DecisionState.DRAFT or pk in judges
    }
    standings = selectors.standings(schools=schools, start_year=year)
    return [Row(one, underway.get(one.school.pk)) for one in standings]


def _round(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    found = selectors.current_round(edition)
    schools = schools_for(request.user, Can.VIEW_PROPOSALS)
    return {
        "progress": selectors.round_progress(found, schools=schools) if found else None,
        "runs_rounds": not policies.why_not_run_rounds(request.user),
        "releases": holds_anywhere(request.user, Can.RELEASE_BAND),
        "judges_outside": holds_trust_wide(request.user, Can.PROPOSE_BAND),
    }


@require_GET
@needs(Can.VIEW_PROPOSALS)
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    return _page(request, decision, _return_form(decision))


@require_POST
@needs(Can.APPROVE_BAND)
def decision_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    version = request.POST.get("version", "")
    return _do(
        request, pk, partial(services.approve_band, version=version),
        "{decision.level} is approved for {decision.school}. The school sees it once released.",
    )  # fmt: skip


@require_POST
@needs(Can.RELEASE_BAND)
def decision_release(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "{decision.level} is released to {decision.school}."
    return _do(request, pk, services.release_band, done)


@require_POST
@needs(Can.PROPOSE_BAND)
def decision_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "The {decision.head} of {decision.school} is asked to comment on the facts."
    return _do(request, pk, services.ask_head, done)


@require_POST
@needs(Can.APPROVE_BAND)
def decision_return(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    form = _return_form(decision, request.POST)
    if not form.is_valid():
        return _page(request, decision, form)
    done = "Returned. {decision.proposed_by} can propose again."
    return _do(request, pk, partial(services.return_proposal, **form.cleaned_data), done)


def _do(
    request: SignedInRequest, pk: int, act: Callable[..., BandDecision], done: str
) -> HttpResponse:
    decision = _fetch(request, pk)
    try:
        changed = act(actor=request.user, decision_id=decision.pk)
        messages.success(request, done.format(decision=changed))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-detail", pk=decision.pk)


def _fetch(request: SignedInRequest, pk: int) -> BandDecision:
    """A draft is not shown to those who approve; those who judge have a page of its own for it."""
    seen = selectors.visible_decisions(request.user, Can.VIEW_PROPOSALS)
    return fetch_visible(seen.exclude(state=DecisionState.DRAFT), pk=pk)


def _return_form(decision: BandDecision, data: QueryDict | None = None) -> ReturnForm:
    action = reverse("banding:decision-return", args=[decision.pk])
    return ReturnForm(data, initial={"version": decision.version}, action=action)


def _page(request: SignedInRequest, decision: BandDecision, form: ReturnForm) -> HttpResponse:
    user, school = request.user, decision.school
    current = selectors.current_levels(schools=[school], start_year=decision.start_year)
    days_now, days_then = selectors.days_if_approved(decision)
    sheet = selectors.sheet_of(decision)
    context = {
        "decision": decision,
        "school": school,
        "edition": decision.edition,
        "current": current.get(school.pk),
        "days_now": days_now,
        "days_then": days_then,
        "days_more": days_then - days_now,
        "days_fewer": days_now - days_then,
        "waiting": f"Waiting for {approvers(decision.edition)}",
        "is_waiting": decision.state == DecisionState.PROPOSED,
        "is_approved": decision.state == DecisionState.APPROVED,
        "sheet": sheet,
        "distance": selectors.distance_of(decision, sheet),
        "reads_visits": holds(user, Can.READ_VISITS, school),
        "asks_for_status": decision.is_settled and selectors.asks_for_status(decision),
        "why_not_status": policies.why_not_record_status(user, school, decision.edition),
        "form": form,
        "why_not_approve": policies.why_not_approve(user, decision),
        "why_not_return": policies.why_not_return(user, decision),
        "why_not_release": policies.why_not_release(user, decision),
        "why_not_ask": policies.why_not_ask(user, decision),
        "why_not_withdraw": policies.why_not_withdraw(user, decision),
    }
    return TemplateResponse(request, "banding/decision_detail.html", context)
