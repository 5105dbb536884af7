"""The one list of actions of a school, and one action."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from support import policies, selectors, services
from support.filters import ActionFilter
from support.forms.actions import AddActionForm, MoveForm, WhyForm
from support.models import ActionState, VisitAction

PER_PAGE = 25
EVERYTHING = ("school", "visit__activity", "visit__offer_line", "visit__author", "done_by")


@require_GET
@needs(Can.READ_VISITS)
def action_list(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_VISITS)
    agreed = selectors.visible_actions(request.user).filter(school=school)
    in_order = agreed.select_related(*EVERYTHING).order_by("due_on", "pk")
    filtered = ActionFilter(request.GET, queryset=in_order)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/action_list.html",
        partial="support/partials/action_table.html",
        context={
            "school": school,
            "filter": filtered,
            "page": page,
            "today": timezone.localdate(),
            "may_keep": not policies.why_not_keep_actions(request.user, school),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.READ_VISITS)
def action_add(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_VISITS)
    form = AddActionForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            services.add_action(actor=request.user, school=school, **form.cleaned_data)
            messages.success(request, f"On the list: {form.cleaned_data['what']}")
            return redirect("support:action-list", urn=school.urn)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    why_not = policies.why_not_keep_actions(request.user, school)
    context = {"school": school, "form": form, "why_not": why_not}
    return TemplateResponse(request, "support/action_add.html", context)


@require_GET
@needs(Can.READ_VISITS)
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk), {})


@require_POST
@needs(Can.READ_VISITS)
def action_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _fetch(request, pk)
    try:
        services.finish_action(actor=request.user, action_id=action.pk)
        messages.success(request, f"Done: {action.what}")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:record-detail", urn=action.school.urn)


@require_POST
@needs(Can.READ_VISITS)
def action_move(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "move", services.move_action, "Moved. The reason is kept.")


@require_POST
@needs(Can.READ_VISITS)
def action_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "drop", services.drop_action, "Taken off the list.")


@require_POST
@needs(Can.READ_VISITS)
def action_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "reopen", services.reopen_action, "Open again.")


FORMS: dict[str, tuple[type[WhyForm], str]] = {
    "move": (MoveForm, "Move it"),
    "drop": (WhyForm, "Take it off the list"),
    "reopen": (WhyForm, "Open it again"),
}


def _change(request: SignedInRequest, pk: int, to: str, service: Any, done: str) -> HttpResponse:
    action = _fetch(request, pk)
    form = _form(request.POST, action, to)
    if not form.is_valid():
        return _page(request, action, {to: form})
    try:
        service(actor=request.user, action_id=action.pk, **form.cleaned_data)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:action-detail", pk=action.pk)


def _form(data: Any, action: VisitAction, to: str) -> WhyForm:
    form, button = FORMS[to]
    return form(data, action=action, to=to, button=button)


def _page(request: SignedInRequest, action: VisitAction, typed: dict[str, WhyForm]) -> HttpResponse:
    """What may be done to it now; a form that was typed wrongly is shown as it was typed."""
    offered = ["move", "drop"] if action.state == ActionState.OPEN else ["reopen"]
    why_not = policies.why_not_finish(request.user, action)
    forms = {to: typed.get(to) or _form(None, action, to) for to in offered}
    context = {
        "school": action.school,
        "action": action,
        "is_open": action.state == ActionState.OPEN,
        "why_not": why_not,
        "note_url": action.visit_id and reverse("support:visit-detail", args=[action.visit_id]),
        "forms": {} if why_not else forms,
    }
    return TemplateResponse(request, "support/action_detail.html", context)


def _fetch(request: SignedInRequest, pk: int) -> VisitAction:
    visible = selectors.visible_actions(request.user)
    return fetch_visible(visible.select_related(*EVERYTHING), pk=pk)
