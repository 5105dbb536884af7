"""What the trust asks for: the list, opening one, closing one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, holds_anywhere, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from monitoring import services
from monitoring.forms import OpenCollectionForm
from monitoring.models import Collection, YearGroup
from monitoring.rules.columns import LABELS
from monitoring.rules.kinds import ASKINGS, Kind
from monitoring.selectors.cost import burden
from monitoring.selectors.returns import collections_for_listing
from monitoring.selectors.scales import spellings_waiting

PER_PAGE = 25


@require_GET
@needs(Can.OPEN_COLLECTION)
def collection_list(request: SignedInRequest) -> HttpResponse:
    page = Paginator(collections_for_listing(), PER_PAGE).get_page(request.GET.get("page"))
    year = AcademicYear.of(timezone.localdate())
    context = {
        "page": page,
        "may_see_returns": holds_anywhere(request.user, Can.VIEW_RETURNS),
        "today": timezone.localdate(),
        "year": year,
        "burden": burden(start_year=year.start_year),
        "spellings_waiting": spellings_waiting(),
    }
    return TemplateResponse(request, "monitoring/collection_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.OPEN_COLLECTION)
def collection_open(request: SignedInRequest) -> HttpResponse:
    kind = _kind(request)
    form = OpenCollectionForm(posted(request), kind=kind)
    if form.is_valid():
        try:
            collection = services.open_collection(
                actor=request.user, kind=kind, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{collection} is open. Schools see it on their Data page.")
            return redirect("monitoring:collection-list")
    return TemplateResponse(
        request,
        "monitoring/collection_open.html",
        {"form": form, "kinds": _kinds(kind), "asking": ASKINGS.get(kind), "names": _asked(kind)},
        status=422 if form.errors else 200,
    )


def _kind(request: SignedInRequest) -> Kind:
    """The kind the page is opened for, from its address; the termly one otherwise."""
    said = request.GET.get("kind", "")
    return Kind(said) if said in set(Kind) else Kind.TERMLY


def _kinds(chosen: Kind) -> list[dict[str, Any]]:
    return [
        {"label": kind.label, "url": f"?kind={kind}", "is_here": kind is chosen} for kind in Kind
    ]


def _asked(kind: Kind) -> dict[str, str]:
    """What a kind asks for, of whom, and what comes of it, in words."""
    asking = ASKINGS.get(kind)
    if asking is None:
        return {}
    years = [YearGroup(year).label for year in asking.year_groups]
    return {
        "columns": ", ".join(LABELS[name] for name in asking.fields),
        "years": years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}",
        "measures": ", ".join(one.label for one in asking.definitions),
    }


@require_POST
@needs(Can.OPEN_COLLECTION)
def collection_close(request: SignedInRequest, pk: int) -> HttpResponse:
    collection = fetch_visible(Collection.objects.all(), pk=pk)
    return _move(
        request,
        lambda: services.close_collection(actor=request.user, collection_id=collection.pk),
        f"{collection} is closed. What schools sent is locked.",
    )


@require_POST
@needs(Can.OPEN_COLLECTION)
def collection_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    collection = fetch_visible(Collection.objects.all(), pk=pk)
    reason = request.POST.get("reason", "")
    return _move(
        request,
        lambda: services.reopen_collection(
            actor=request.user, collection_id=collection.pk, reason=reason
        ),
        f"{collection} is open again. Schools read why.",
    )


def _move(request: SignedInRequest, move: Callable[[], object], said: str) -> HttpResponse:
    try:
        move()
        messages.success(request, said)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:collection-list")
