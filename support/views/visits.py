"""Visits: the list, and one note."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.access import fetch_visible, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.htmx import page_or_partial
from support import selectors
from support.filters import VisitFilter
from support.models import Visit
from support.views.notes import note_page
from support.views.places import places_for

PER_PAGE = 25


@require_GET
@needs(Can.READ_VISITS)
def visit_list(request: SignedInRequest) -> HttpResponse:
    visible = selectors.visible_visits(request.user)
    filtered = VisitFilter(request.GET, queryset=visible.for_listing(), viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/visit_list.html",
        partial="support/partials/visit_table.html",
        context={
            "filter": filtered,
            "page": page,
            "places": places_for(request.user, "support:visit-list"),
            "may_log": schools_for(request.user, Can.LOG_VISIT).exists(),
        },
    )


@require_GET
@needs(Can.READ_VISITS)
def visit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return note_page(request, fetch_visit(request, pk))


def fetch_visit(request: SignedInRequest, pk: int) -> Visit:
    return fetch_visible(selectors.visible_visits(request.user).for_listing(), pk=pk)
