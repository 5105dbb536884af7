"""An improvement plan from a Word file or workbook: read, matched, looked at, taken, undone."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch, fetch_school, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError, TooMuch, UnreadableFile
from core.exports import csv_response
from planning.forms.importing import DocumentForm, DocumentMatchForm
from planning.models import ImportState, PlanImport
from planning.presenters.imported import blocks_before
from planning.presenters.warnings import name_warning_at
from planning.rules.importing.taken import Mapping
from planning.selectors.importing import draft_to_add_to, taken_of
from planning.selectors.plans import this_year
from planning.services import importing as services
from planning.views.fetching import to_plan, try_to

UNREADABLE, BUSY = 422, 429
STATUSES = {"E-SIZE": 413, "E-TYPE": 415}
ACCOUNT_HEADER = ("Where", "Text", "Taken as", "Why")
SHOWN = 500  # of what is taken; the account as CSV has all of it


@require_http_methods(["GET", "POST"])
@needs(Can.WRITE_PLANS)
def import_start(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.WRITE_PLANS)
    year = this_year(timezone.localdate())
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form, status = DocumentForm(*posted, this_year=year), 200
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = services.receive_document(
                actor=request.user,
                school=school,
                start_year=form.cleaned_data["year"],
                file_name=file.name,
                content=file.read(),
            )
            return redirect("planning:import-match", pk=found.pk)
        except DomainError as refusal:
            form.add_error(None, _sentence(refusal))
            status = _status(refusal)
    elif form.is_bound:
        status = UNREADABLE
    before = PlanImport.objects.filter(school=school).exclude(state=ImportState.DISCARDED)
    context = {"school": school, "form": form, "imports": before.defer("paper")[:10]}
    return TemplateResponse(request, "planning/import_start.html", context, status=status)


def _sentence(refusal: DomainError) -> str:
    return f"{refusal} ({refusal.code})" if isinstance(refusal, UnreadableFile) else str(refusal)


def _status(refusal: DomainError) -> int:
    if isinstance(refusal, TooMuch):
        return BUSY
    code = refusal.code if isinstance(refusal, UnreadableFile) else ""
    return STATUSES.get(code, UNREADABLE)


@require_http_methods(["GET", "POST"])
@needs(Can.WRITE_PLANS)
def import_match(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what the columns and headings hold; what we guessed is chosen already."""
    found = _own_import(request, pk)
    if found.state != ImportState.READ:
        return redirect("planning:import-check", pk=pk)
    taken, mapping = taken_of(found), Mapping.told(found.mapping)
    posted = request.POST if request.method == "POST" else None
    form = DocumentMatchForm(posted, taken=taken, mapping=mapping)
    if form.is_bound and form.is_valid():
        services.match_document(actor=request.user, import_id=found.pk, mapping=form.mapping)
        return redirect("planning:import-check", pk=pk)
    context = {"school": found.school, "found": found, "form": form, "taken": taken}
    status = UNREADABLE if form.errors else 200
    return TemplateResponse(request, "planning/import_match.html", context, status=status)


@require_GET
@needs(Can.WRITE_PLANS)
def import_check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What would be taken, what would not, and where every cell and paragraph goes."""
    found = _own_import(request, pk)
    if found.state == ImportState.DISCARDED:
        return redirect("planning:import-start", urn=found.school.urn)
    taken = taken_of(found)
    context = {
        "school": found.school,
        "found": found,
        "taken": taken,
        "used": taken.used[:SHOWN],
        "blocks": blocks_before(found, taken) if found.state == ImportState.READ else (),
        "draft": draft_to_add_to(found.school, found.start_year),
        "name_warning": name_warning_at(
            request.user, found.school, {"document": "\n".join(taken.texts())}
        ),
    }
    return TemplateResponse(request, "planning/import_check.html", context)


@require_GET
@needs(Can.WRITE_PLANS)
def import_account(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Where every cell and paragraph went, as CSV."""
    found = _own_import(request, pk)
    pieces = taken_of(found).pieces if found.paper else []
    rows = [list(asdict(piece).values()) for piece in pieces]
    return csv_response("account.csv", ACCOUNT_HEADER, rows)


@require_POST
@needs(Can.WRITE_PLANS)
def import_take(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _own_import(request, pk)
    try_to(
        request,
        lambda: services.take_document(actor=request.user, import_id=found.pk),
        "It is in the draft now. Read it through; you can still undo this.",
    )
    return redirect("planning:import-check", pk=pk)


@require_POST
@needs(Can.WRITE_PLANS)
def import_undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _own_import(request, pk)
    try_to(
        request,
        lambda: services.undo_document(actor=request.user, import_id=found.pk),
        "All that came from the document is out of the plan again.",
    )
    return to_plan(found.plan) if found.plan else redirect("planning:import-check", pk=pk)


@require_POST
@needs(Can.WRITE_PLANS)
def import_discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _own_import(request, pk)
    try_to(
        request,
        lambda: services.discard_document(actor=request.user, import_id=found.pk),
        "Discarded. Nothing of it is kept.",
    )
    return redirect("planning:import-start", urn=found.school.urn)


def _own_import(request: SignedInRequest, pk: UUID) -> PlanImport:
    imports = PlanImport.objects.select_related("school", "plan__school")
    return fetch(imports, user=request.user, can=Can.WRITE_PLANS, pk=pk)
