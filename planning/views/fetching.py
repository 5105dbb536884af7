"""How views of plans find what they are about, and go back to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import fetch_visible
from accounts.http import SignedInRequest
from core.errors import DomainError
from planning.models import Plan, PlanVersion
from planning.selectors.plans import visible_plans

CONFLICT = 409


def fetch_plan(request: SignedInRequest, pk: int) -> Plan:
    plans = visible_plans(request.user).select_related("school", "framework", "carried_from")
    return fetch_visible(plans, pk=pk)


def fetch_in_plan(request: SignedInRequest, queryset: Any, to_plan: str, pk: int) -> Any:
    """A thing that hangs from a plan the person may find, else 404."""
    seen = queryset.filter(**{f"{to_plan}__in": visible_plans(request.user)})
    return fetch_visible(seen.select_related(f"{to_plan}__school"), pk=pk)


def fetch_version(request: SignedInRequest, pk: int) -> PlanVersion:
    found: PlanVersion = fetch_in_plan(request, PlanVersion.objects.all(), "plan", pk)
    return found


def try_to(request: SignedInRequest, act: Callable[[], Any], done: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def to_plan(plan: Plan, anchor: str = "") -> HttpResponse:
    response = redirect("planning:plan-detail", pk=plan.pk)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response
