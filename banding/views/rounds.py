"""A round of judgements: opened, released together, closed; and schools that may join."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch_visible, holds_trust_wide, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding import selectors, services
from banding.forms.rounds import ProspectForm, RoundForm
from banding.models import Occasion, Round
from banding.places import edition_for
from banding.views.no_levels import no_levels
from core.errors import DomainError


@require_http_methods(["GET", "POST"])
@needs(Can.OPEN_ROUND)
def round_open(request: SignedInRequest) -> HttpResponse:
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition)
    form = RoundForm(posted(request), edition=edition)
    if form.is_valid():
        try:
            opened = services.open_round(actor=request.user, edition=edition, **form.cleaned_data)
            messages.success(request, f"{opened} is open.")
            return redirect("banding:decision-list")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "banding/round_open.html", {"form": form, "edition": edition})


@require_POST
@needs(Can.OPEN_ROUND)
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_visible(Round.objects.all(), pk=pk)
    try:
        services.close_round(actor=request.user, round_id=found.pk)
        messages.success(request, f"{found} is closed.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-list")


@require_POST
@needs(Can.RELEASE_BAND)
def round_release(request: SignedInRequest, pk: int) -> HttpResponse:
    found = fetch_visible(Round.objects.all(), pk=pk)
    try:
        released = services.release_round(actor=request.user, round_id=found.pk)
        many = "1 decision is" if len(released) == 1 else f"{len(released)} decisions are"
        messages.success(request, f"{many} released. The schools see them now.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-list")


@require_http_methods(["GET", "POST"])
@needs(Can.PROPOSE_BAND)
def due_diligence(request: SignedInRequest) -> HttpResponse:
    """Schools that are known and not in the trust; hidden from those of some schools only."""
    if not holds_trust_wide(request.user, Can.PROPOSE_BAND):
        raise Http404
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition)
    form = ProspectForm(posted(request), edition=edition, schools=selectors.outside_the_trust())
    if form.is_valid():
        try:
            decision = services.start_judgement(
                actor=request.user, edition=edition, occasion=Occasion.DUE_DILIGENCE,
                **form.cleaned_data,
            )  # fmt: skip
            return redirect("banding:judgement-edit", pk=decision.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "edition": edition, "judged": selectors.due_diligence_of(edition)}
    return TemplateResponse(request, "banding/due_diligence.html", context)
