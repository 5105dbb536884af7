"""Judging one school: start, look at each criterion, choose a level, check, propose."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding import evidence, selectors, services
from banding.forms.decisions import ProposeForm
from banding.forms.judgements import FindingsForm, StartForm
from banding.models import BandDecision, DecisionState, Edition, Occasion
from banding.places import edition_for
from banding.policies.route import approvers
from banding.views.no_levels import no_levels
from core.errors import DomainError
from schools.models import School


@require_http_methods(["GET", "POST"])
@needs(Can.PROPOSE_BAND)
def judgement_start(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.PROPOSE_BAND)
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition, school)
    now = selectors.underway(schools=[school], start_year=edition.start_year).get(school.pk)
    if now:
        return _to(now)
    found = selectors.round_for(school, edition)
    form = StartForm(posted(request), round_name=found.name if found else "")
    if form.is_valid() and (decision := _started(request, school, edition, form.cleaned_data)):
        return redirect("banding:judgement-edit", pk=decision.pk)
    context = {"school": school, "edition": edition, "form": form}
    return TemplateResponse(request, "banding/judgement_start.html", context)


def _started(
    request: SignedInRequest, school: School, edition: Edition, said: dict[str, Any]
) -> BandDecision | None:
    try:
        return services.start_judgement(
            actor=request.user, school=school, edition=edition,
            **said | {"occasion": Occasion(said["occasion"])},
        )  # fmt: skip
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None


@require_http_methods(["GET", "POST"])
@needs(Can.PROPOSE_BAND)
def judgement_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything typed is kept: saved when it can be, and shown again when it cannot."""
    decision = _fetch(request, pk)
    if decision.state != DecisionState.DRAFT:
        return _to(decision)
    form = _findings_form(request, decision)
    if form.is_valid() and _saved(request, decision, form):
        if request.POST.get("step") == "on":
            return redirect("banding:judgement-propose", pk=decision.pk)
        messages.success(request, "Saved.")
        return redirect("banding:judgement-edit", pk=decision.pk)
    context = _around(decision) | {"form": form, "sheet": form.sheet}
    return TemplateResponse(request, "banding/judgement_edit.html", context)


def _findings_form(request: SignedInRequest, decision: BandDecision) -> FindingsForm:
    return FindingsForm(
        posted(request),
        sheet=selectors.sheet_of(decision),
        offered=evidence.offered_to(request.user, decision.school),
        edition=decision.edition,
    )


def _saved(request: SignedInRequest, decision: BandDecision, form: FindingsForm) -> bool:
    try:
        services.record_findings(
            actor=request.user, decision_id=decision.pk, findings=form.findings(),
            profile=form.profile(),
        )  # fmt: skip
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@require_http_methods(["GET", "POST"])
@needs(Can.PROPOSE_BAND)
def judgement_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose and say why, then check the answers, then confirm; nothing is kept before that."""
    decision = _fetch(request, pk)
    if decision.state != DecisionState.DRAFT:
        return _to(decision)
    sheet = selectors.sheet_of(decision)
    start = {"reason": decision.reason, "from_date": decision.from_date, "level": sheet.suggested}
    form = ProposeForm(posted(request), edition=decision.edition, initial=start)
    step = request.POST.get("step")
    context = _around(decision) | {"form": form, "sheet": sheet}
    if step == "change" or not form.is_valid():
        return TemplateResponse(request, "banding/decision_propose.html", context)
    if step != "confirm":
        return TemplateResponse(request, "banding/decision_check.html", context)
    try:
        decision = services.propose(
            actor=request.user, decision_id=decision.pk, **form.cleaned_data
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("banding:judgement-edit", pk=decision.pk)
    who = approvers(decision.edition)
    decide = "decide" if who == "trustees" else "decides"
    messages.success(
        request, f"{decision.level} is proposed. {who[0].upper()}{who[1:]} now {decide}."
    )
    return redirect("banding:decision-detail", pk=decision.pk)


@require_POST
@needs(Can.PROPOSE_BAND)
def judgement_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _fetch(request, pk)
    try:
        services.withdraw(actor=request.user, decision_id=decision.pk)
        messages.success(request, "Withdrawn. What was found is kept for the next time.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:decision-list")


def _fetch(request: SignedInRequest, pk: int) -> BandDecision:
    return fetch_visible(selectors.visible_decisions(request.user, Can.PROPOSE_BAND), pk=pk)


def _to(decision: BandDecision) -> HttpResponse:
    is_draft = decision.state == DecisionState.DRAFT
    return redirect(
        "banding:judgement-edit" if is_draft else "banding:decision-detail", pk=decision.pk
    )


def _around(decision: BandDecision) -> dict[str, Any]:
    return {"decision": decision, "school": decision.school, "edition": decision.edition}
