"""The register as a list and as a map."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.access import holds_anywhere, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.htmx import page_or_partial
from people import policies, presenters
from people.filters import RegisterFilter
from people.rules.coverage import short_school
from people.selectors import coverage as coverages
from people.selectors import register

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_REGISTER)
def register_list(request: SignedInRequest) -> HttpResponse:
    visible = register.visible_people(request.user)
    filtered = RegisterFilter(request.GET, queryset=visible.for_listing(), viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="people/register_list.html",
        partial="people/partials/register_table.html",
        context={
            "filter": filtered,
            "page": page,
            "rows": presenters.rows_of(list(page), filtered.kinds),
            "reads_everybody": policies.reads_everybody(request.user),
            "may_import": holds_anywhere(request.user, Can.IMPORT_REGISTER),
            "waiting": register.waiting_for(request.user),
        },
    )


@require_GET
@needs(Can.VIEW_REGISTER)
def coverage_map(request: SignedInRequest) -> HttpResponse:
    """Of the whole trust, so only for those who read the whole register."""
    if not policies.reads_everybody(request.user):
        raise PermissionDenied
    found = coverages.coverage()
    places = [(place, short_school(place)) for place in found.places]
    rows = [
        (depth, [(place, depth.by_place.get(place, 0)) for place in found.places])
        for depth in found.depths
    ]
    return TemplateResponse(
        request, "people/coverage_map.html", {"found": found, "places": places, "rows": rows}
    )
