"""Moderation for those who plan it: the events, planning one, and one event with its people."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, holding, holds_anywhere, needs, schools_for
from accounts.http import SignedInRequest, posted
from accounts.models import User
from accounts.roles import Can
from core.errors import DomainError
from monitoring import policies, services
from monitoring.forms import FocusForm, ModeratorForm, PlanForm
from monitoring.models import Moderation, Moderator
from monitoring.selectors.agreement import Rates, rates_of
from monitoring.selectors.moderation import (
    choosable,
    nobody_may_judge,
    planned,
    samples_of,
    to_judge,
)
from schools.models import School

PER_PAGE = 25


@require_GET
@needs(Can.PLAN_MODERATION)
def moderation_list(request: SignedInRequest) -> HttpResponse:
    schools = schools_for(request.user, Can.PLAN_MODERATION)
    page = Paginator(planned(schools), PER_PAGE).get_page(request.GET.get("page"))
    rates = rates_of(request.user, samples_of(page.object_list, schools))
    context = {
        "page": page,
        "events": [(event, rates.get(event.pk, Rates([]))) for event in page],
        "to_judge": _own_samples(request.user),
    }
    return TemplateResponse(request, "monitoring/moderation_list.html", context)


def _own_samples(user: User) -> list[Any]:
    return list(to_judge(user)) if holds_anywhere(user, Can.MODERATE) else []


@require_http_methods(["GET", "POST"])
@needs(Can.PLAN_MODERATION)
def moderation_plan(request: SignedInRequest) -> HttpResponse:
    """First what it is about, which is in the address; then who takes part, and with how many."""
    focus = FocusForm(request.GET or None)
    if not focus.is_valid():
        return _plan_page(request, focus)
    schools = schools_for(request.user, Can.PLAN_MODERATION).order_by("name")
    found = choosable(schools, **focus.cleaned_data)
    form = PlanForm(posted(request), schools=found)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("held_on", "spread", "focus")}
        try:
            moderation = services.plan_moderation(
                actor=request.user, sizes=form.sizes, **focus.cleaned_data, **told
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The samples are drawn. Name the moderators next.")
            return redirect("monitoring:moderation-detail", moderation.pk)
    out = [one for one in found if one.why_not]
    return _plan_page(request, focus, form=form, left_out=out)


def _plan_page(request: SignedInRequest, focus: FocusForm, **more: Any) -> HttpResponse:
    form = more.get("form")
    return TemplateResponse(
        request,
        "monitoring/moderation_plan.html",
        {"focus": focus, **more},
        status=422 if form is not None and form.errors else 200,
    )


@require_GET
@needs(Can.PLAN_MODERATION)
def moderation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, _event(request, pk))


def _event(request: SignedInRequest, pk: int) -> Moderation:
    return fetch_visible(_visible(request), pk=pk)


def _visible(request: SignedInRequest) -> QuerySet[Moderation]:
    return planned(schools_for(request.user, Can.PLAN_MODERATION))


def _detail(
    request: SignedInRequest, moderation: Moderation, form: ModeratorForm | None = None
) -> HttpResponse:
    schools = schools_for(request.user, Can.PLAN_MODERATION)
    rates = rates_of(request.user, samples_of([moderation], schools))
    everybody = School.objects.filter(pk__in=moderation.samples.values("school"))
    named = list(moderation.moderators.select_related("user"))
    context = {
        "moderation": moderation,
        "rates": rates.get(moderation.pk, Rates([])),
        "moderators": named,
        "without": nobody_may_judge(everybody, [one.user for one in named]),
        "form": form or _moderator_form(moderation),
        "why_not": policies.why_not_close(request.user, moderation, everybody),
    }
    return TemplateResponse(
        request,
        "monitoring/moderation_detail.html",
        context,
        status=422 if form is not None else 200,
    )


def _moderator_form(moderation: Moderation, data: Any = None) -> ModeratorForm:
    may = holding(Can.MODERATE).values("user")
    people = User.objects.filter(is_active=True, pk__in=may)
    action = reverse("monitoring:moderator-name", args=[moderation.pk])
    return ModeratorForm(data, people=people.order_by("name"), action=action)


@require_POST
@needs(Can.PLAN_MODERATION)
def moderator_name(request: SignedInRequest, pk: int) -> HttpResponse:
    moderation = _event(request, pk)
    form = _moderator_form(moderation, request.POST)
    if form.is_valid():
        try:
            named = services.name_moderator(
                actor=request.user, moderation_id=moderation.pk, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{named.user} can judge now.")
            return redirect("monitoring:moderation-detail", moderation.pk)
    return _detail(request, moderation, form)


@require_POST
@needs(Can.PLAN_MODERATION)
def moderator_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    ours = Moderator.objects.filter(moderation__in=_visible(request).values("pk"))
    moderator = fetch_visible(ours.select_related("user"), pk=pk)
    try:
        services.drop_moderator(actor=request.user, moderator_id=moderator.pk)
        messages.success(request, f"{moderator.user} is off the event.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:moderation-detail", moderator.moderation_id)


@require_POST
@needs(Can.PLAN_MODERATION)
def moderation_close(request: SignedInRequest, pk: int) -> HttpResponse:
    moderation = _event(request, pk)
    try:
        services.close_moderation(actor=request.user, moderation_id=moderation.pk)
        messages.success(request, "Closed. Changed grades are a new version of each school's data.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:moderation-detail", moderation.pk)
