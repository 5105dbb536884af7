"""Spellings of grades that schools have corrected: understood everywhere, or not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from monitoring import services
from monitoring.models import Spelling
from monitoring.selectors.scales import spellings_for_listing

PER_PAGE = 25


@require_GET
@needs(Can.OPEN_COLLECTION)
def spelling_list(request: SignedInRequest) -> HttpResponse:
    page = Paginator(spellings_for_listing(), PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "monitoring/spelling_list.html", {"page": page})


@require_POST
@needs(Can.OPEN_COLLECTION)
def spelling_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, accept=True)


@require_POST
@needs(Can.OPEN_COLLECTION)
def spelling_refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, accept=False)


def _decide(request: SignedInRequest, pk: int, *, accept: bool) -> HttpResponse:
    spelling = fetch_visible(Spelling.objects.select_related("grade"), pk=pk)
    decide = services.accept_spelling if accept else services.refuse_spelling
    said = "is read as" if accept else "is not read as"
    try:
        decide(actor=request.user, spelling_id=spelling.pk)
        messages.success(
            request,
            f"{spelling.written} {said} {spelling.grade.code} from the next file on.",
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:spelling-list")
