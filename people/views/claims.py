"""Claims of expertise: made and changed by the person, confirmed by a lead, ended by either."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from people.forms.profiles import ClaimForm
from people.models import Expertise
from people.presenters import shown
from people.selectors import register
from people.selectors.kinds import kind_choices, model_kinds
from people.services import profiles
from people.views.profiles import fetch_own

CONFLICT = 409


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_PROFILE)
def claim_add(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_own(request, pk)
    form = ClaimForm(posted(request), kinds=kind_choices(model_kinds()))
    if form.is_bound and form.is_valid():
        try:
            profiles.claim(actor=request.user, person=person, said=form.said)
            messages.success(request, "Saved. A school improvement lead confirms it.")
            return redirect("people:person-detail", pk=person.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "people/claim_add.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_PROFILE)
def claim_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    claim = _fetch(request, pk)
    fetch_own(request, claim.person_id)
    kinds = kind_choices(model_kinds())
    form = ClaimForm(posted(request), kinds=kinds, claim=claim)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            profiles.change_claim(
                actor=request.user, claim_id=claim.pk, version=version, said=form.said
            )
            messages.success(request, "Saved. A school improvement lead confirms it.")
            return redirect("people:person-detail", pk=claim.person_id)
        except EditedMeanwhile as refusal:
            return _conflict(request, claim, str(refusal), kinds)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(
        request, "people/claim_edit.html", {"person": claim.person, "form": form, "claim": claim}
    )


@require_POST
@needs(Can.CONFIRM_EXPERTISE)
def claim_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, profiles.confirm_claim, "Confirmed.")


@require_POST
@needs(Can.VIEW_PROFILE)
def claim_end(request: SignedInRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, profiles.end_claim, "It is kept as lapsed.")


def _moved(
    request: SignedInRequest, pk: int, move: Callable[..., Expertise], said: str
) -> HttpResponse:
    claim = _fetch(request, pk)
    version = request.POST.get("version", "")
    try:
        move(
            actor=request.user,
            claim_id=claim.pk,
            version=int(version) if version.isdecimal() else 0,
        )
        messages.success(request, said)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person-detail", pk=claim.person_id)


def _conflict(
    request: SignedInRequest, claim: Expertise, why: str, kinds: list[tuple[str, str]]
) -> HttpResponse:
    """Both side by side. What was typed is a form again, now against what is saved."""
    claim.refresh_from_db()
    typed = request.POST.copy()
    typed["version"] = str(claim.version)
    context: dict[str, Any] = {
        "person": claim.person,
        "why": why,
        "saved": shown(claim, dict(kinds)),
        "claim": claim,
        "form": ClaimForm(typed, kinds=kinds, claim=claim),
    }
    return TemplateResponse(request, "people/claim_edit.html", context, status=CONFLICT)


def _fetch(request: SignedInRequest, pk: int) -> Expertise:
    return fetch_visible(register.visible_claims(request.user), pk=pk)
