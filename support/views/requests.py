"""What schools ask for: the list, one request with its ranking, and asking."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, holds, needs, schools_for
from accounts.http import SignedInRequest, posted, typed
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from people.policies import reads_everybody
from people.selectors.register import visible_conflicts
from support.filters import RequestFilter
from support.forms.requests import RequestForm
from support.models import RequestState, SupportRequest
from support.policies.requests import brokers
from support.rules.travel import BASIS
from support.selectors import requests as selectors
from support.services import requests as services
from support.views.places import places_for

PER_PAGE = 25
LONGEST = 300


@require_GET
@needs(Can.VIEW_REQUESTS)
def request_list(request: SignedInRequest) -> HttpResponse:
    visible = selectors.visible_requests(request.user).for_listing()
    filtered = RequestFilter(request.GET, queryset=visible, viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/request_list.html",
        partial="support/partials/request_table.html",
        context={
            "filter": filtered,
            "page": page,
            "places": places_for(request.user, "support:request-list"),
            "may_ask": schools_for(request.user, Can.ASK_SUPPORT).exists(),
            "suggestions": selectors.suggestions(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.ASK_SUPPORT)
def request_ask(request: SignedInRequest) -> HttpResponse:
    schools = selectors.schools_to_ask_for(request.user)
    form = RequestForm(posted(request), initial=_initial(request), schools=schools)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data | {"form_token": form.cleaned_data["form_token"] or uuid4()}
        try:
            asked = services.ask_support(actor=request.user, **said)
            messages.success(request, "Asked. The trust's leads see it and look for somebody.")
            return redirect("support:request-detail", pk=asked.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "support/request_ask.html", {"form": form})


@require_GET
@needs(Can.VIEW_REQUESTS)
def request_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = fetch_request(request, pk)
    is_open = asked.state == RequestState.ASKED
    may_broker = brokers(request.user)
    context: dict[str, Any] = {
        "asked": asked,
        "school": asked.school,
        "is_open": is_open,
        "may_broker": may_broker,
        "may_withdraw": is_open and holds(request.user, Can.ASK_SUPPORT, asked.school),
        "deployments": asked.deployments.for_listing(),
    }
    if is_open and may_broker:
        ranked = selectors.ranking_for(asked)
        context |= {
            "ranked": ranked,
            "basis": BASIS,
            "conflicts": _conflicts(request, asked, [one.id for one in ranked.conflicted]),
        }
    return TemplateResponse(request, "support/request_detail.html", context)


@require_POST
@needs(Can.BROKER_SUPPORT)
def request_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = fetch_request(request, pk)
    reason = typed(request).get("reason", "")[:LONGEST]
    try:
        services.decline_request(actor=request.user, request_id=asked.pk, reason=reason)
        messages.success(request, "The school is told why it is not possible.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:request-detail", pk=asked.pk)


@require_POST
@needs(Can.ASK_SUPPORT)
def request_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = fetch_request(request, pk)
    try:
        services.withdraw_request(actor=request.user, request_id=asked.pk)
        messages.success(request, "Withdrawn.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:request-detail", pk=asked.pk)


def fetch_request(request: SignedInRequest, pk: int) -> SupportRequest:
    return fetch_visible(selectors.visible_requests(request.user).for_listing(), pk=pk)


def _initial(request: SignedInRequest) -> dict[str, Any]:
    """What a plan or a visit suggests, as its link says; anything else is left out."""
    asked = {name: request.GET.get(name, "") for name in ("school", "area", "priority", "visit")}
    return {name: int(value) for name, value in asked.items() if value.isdecimal()} | {
        "purpose": request.GET.get("purpose", "")[:LONGEST]
    }


def _conflicts(
    request: SignedInRequest, asked: SupportRequest, people: list[int]
) -> list[tuple[str, str]]:
    """Who has one, and why for those who may read the register's reasons."""
    found = visible_conflicts(request.user).filter(school=asked.school, person__in=people)
    may_read = reads_everybody(request.user)
    return [(one.person.name, one.reason if may_read else "") for one in found.order_by("pk")]
