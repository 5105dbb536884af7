"""Pages of one school, and the list of schools."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.access import fetch_school, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.htmx import page_or_partial
from dashboards import policies
from dashboards.filters import SchoolFilter
from dashboards.presenters.school import SchoolPage
from dashboards.views.choosing import chosen_figures, first_choice

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_SCHOOL)
def school_list(request: SignedInRequest) -> HttpResponse:
    found = SchoolFilter(
        request.GET, queryset=schools_for(request.user, Can.VIEW_SCHOOL).select_related("hub")
    )
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="dashboards/school_list.html",
        partial="dashboards/partials/school_list.html",
        context={"filter": found, "page": page},
    )


@require_GET
@needs(Can.VIEW_SCHOOL)
def school_overview(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_SCHOOL)
    choice = first_choice()
    context = {
        "school": school,
        "page": SchoolPage(request.user, school, choice) if choice else None,
        "why_not_report": policies.why_not_make_report(request.user, school),
    }
    return TemplateResponse(request, "dashboards/school_overview.html", context)


@require_GET
@needs(Can.VIEW_SCHOOL_FIGURES)
def school_data(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_SCHOOL_FIGURES)
    found = chosen_figures(request.GET)
    if found is None:
        context = {"school": school, "page": None}
        return TemplateResponse(request, "dashboards/school_data.html", context)
    chosen, choice = found
    return page_or_partial(
        request,
        page="dashboards/school_data.html",
        partial="dashboards/partials/school_data.html",
        context={
            "school": school,
            "filter": chosen,
            "page": SchoolPage(request.user, school, choice),
        },
    )
