"""Files on a note: added and taken away by its author, read by whoever reads the note."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core import files
from core.errors import DomainError
from support import selectors, services
from support.models import VisitFile
from support.views.notes import file_form, note_page


@require_POST
@needs(Can.LOG_VISIT)
def file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = fetch_visible(selectors.visible_visits(request.user).for_listing(), pk=pk)
    form = file_form(visit, request.POST, request.FILES)
    if not form.is_valid():
        return note_page(request, visit, file=form)
    file = form.cleaned_data["file"]
    try:
        services.add_file(
            actor=request.user, visit_id=visit.pk, name=file.name, content=file.read()
        )
        messages.success(request, "The file is with the note.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def file_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    file = _fetch(request, pk)
    try:
        services.remove_file(actor=request.user, file_id=file.pk)
        messages.success(request, "The file is taken off the note.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=file.visit_id)


@require_GET
@needs(Can.READ_VISITS)
def file_read(request: SignedInRequest, pk: int) -> HttpResponseBase:
    file = _fetch(request, pk)
    services.record_reading(actor=request.user, file=file)
    return files.response_for(file.stored_as, file.name)


def _fetch(request: SignedInRequest, pk: int) -> VisitFile:
    """Of a note its reader may read, whatever the address says."""
    readable = VisitFile.objects.filter(
        removed_at=None, visit__in=selectors.visible_visits(request.user)
    )
    return fetch_visible(readable.select_related("visit__school"), pk=pk)
