"""Changing a what-if, and ending it: discarded, or turned into proposals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest, go_to, posted
from accounts.roles import Can
from banding import selectors, services
from banding.forms.scenarios import CHANGE_FORMS, ProposeAllForm, levels_asked, schools_on
from banding.models import Scenario
from banding.policies import scenarios as policies
from banding.policies.route import approvers
from banding.services.scenario_proposals import Turned
from banding.views.scenarios import fetch_scenario, outcome
from core.errors import DomainError
from schools.models import School

CHANGES: dict[str, Callable[..., Any]] = {
    "add_school": services.add_school,
    "remove_school": services.remove_school,
    "offer": services.try_offer,
    "capacity": services.try_capacity,
}


@require_POST
@needs(Can.TRY_SCENARIOS)
def scenario_levels(request: SignedInRequest, pk: int) -> HttpResponse:
    """The table of schools. With htmx one school is sent and what follows comes back in place."""
    scenario = fetch_scenario(request, pk)
    levels = {str(level.pk): level for level in scenario.edition.levels.all()}
    schools = School.objects.members().filter(pk__in=schools_on(request.POST))
    try:
        services.try_levels(
            actor=request.user,
            scenario_id=scenario.pk,
            levels=levels_asked(request.POST, schools=schools, levels=levels),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return go_to(request, _page(scenario))
    if request.htmx:
        context = outcome(scenario) | {"swapped": True}
        return TemplateResponse(request, "banding/partials/scenario_swap.html", context)
    return redirect(_page(scenario, request.POST.get("query", "")))


@require_http_methods(["GET", "POST"])
@needs(Can.TRY_SCENARIOS)
def scenario_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Schools more or less, other days, other capacity: one form each, one sent at a time."""
    scenario = fetch_scenario(request, pk)
    kind = request.POST.get("kind", "")
    forms = {
        name: form(posted(request) if name == kind else None, edition=scenario.edition)
        for name, form in CHANGE_FORMS.items()
    }
    sent = forms.get(kind)
    if sent and sent.is_valid():
        try:
            CHANGES[kind](actor=request.user, scenario_id=scenario.pk, **sent.cleaned_data)
        except DomainError as refusal:
            sent.add_error(None, str(refusal))
        else:
            return redirect(_page(scenario))
    context = {
        "scenario": scenario,
        "edition": scenario.edition,
        "forms": forms,
        "sent": sent,
        "why_not_change": policies.why_not_change(scenario),
        "has_posts": scenario.edition.posts.exists(),
    }
    return TemplateResponse(request, "banding/scenario_change.html", context)


@require_POST
@needs(Can.TRY_SCENARIOS)
def scenario_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = fetch_scenario(request, pk)
    change = request.POST.get("change", "")
    try:
        if change.isdecimal():
            services.take_back_change(
                actor=request.user, scenario_id=scenario.pk, change_id=int(change)
            )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_page(scenario))


@require_http_methods(["GET", "POST"])
@needs(Can.TRY_SCENARIOS)
def scenario_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = fetch_scenario(request, pk)
    why_not = policies.why_not_change(scenario)
    if request.method != "POST":
        context = {"scenario": scenario, "why_not": why_not}
        return TemplateResponse(request, "banding/scenario_discard.html", context)
    try:
        services.discard_scenario(actor=request.user, scenario_id=scenario.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_page(scenario))
    messages.success(request, f"{scenario.name} is discarded. Nothing live has changed.")
    return redirect("banding:scenario-list")


@require_http_methods(["GET", "POST"])
@needs(Can.TRY_SCENARIOS)
def scenario_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will be proposed and what is left out, read before it is confirmed."""
    scenario = fetch_scenario(request, pk)
    plan = selectors.proposable(scenario)
    form = ProposeAllForm(
        posted(request),
        schools=[one.school for one in plan.to_propose],
        initial={"version": plan.version},
    )
    if form.is_valid():
        try:
            turned = services.turn_into_proposals(
                actor=request.user, scenario_id=scenario.pk, **form.cleaned_data
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("banding:scenario-propose", pk=scenario.pk)
        messages.success(request, _told(turned, approvers(scenario.edition)))
        return redirect("banding:decision-list")
    why_not = policies.why_not_turn(scenario, levels=plan.levels, to_propose=len(plan.to_propose))
    context = {
        "scenario": scenario,
        "edition": scenario.edition,
        "plan": plan,
        "form": form,
        "why_not": why_not,
    }
    return TemplateResponse(request, "banding/scenario_propose.html", context)


def _page(scenario: Scenario, query: str = "") -> str:
    url = reverse("banding:scenario-detail", args=[scenario.pk])
    return f"{url}?{query}" if query else url


def _told(turned: Turned, who: str) -> str:
    many = len(turned.proposed)
    said = f"{many} proposal{'s wait' if many != 1 else ' waits'} for {who}."
    left = " ".join(f"Left out: {one.what}. {one.why}" for one in turned.left_out)
    return f"{said} {left}".strip()
