"""The monitoring schedule: one school's by half-term, and all of a reader's schools in one list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_school, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from core.years import AcademicYear
from planning.filters import ActivityFilter
from planning.selectors.schedule import (
    how_many_to_bring_in,
    in_groups,
    schedule_of,
    visible_activities,
)
from planning.services.schedule import Made, make_schedule
from planning.views.shown import links, may_schedule, rows, trust_links

PER_PAGE = 25


@require_GET
@needs(Can.READ_PLANS)
def schedule_school(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_PLANS)
    today = timezone.localdate()
    year = AcademicYear.of(today)
    schedule = schedule_of(school, year.start_year, today)
    context = {
        "school": school,
        "year": year,
        "links": links(school, request.user, "planning:schedule-school"),
        "schedule": schedule,
        "now": rows(schedule.now, today),
        "halves": [(half, rows(half.activities, today)) for half in schedule.halves],
        "to_bring_in": how_many_to_bring_in(school, year.start_year),
        "may_schedule": may_schedule(request.user, school),
    }
    return TemplateResponse(request, "planning/schedule_school.html", context)


@require_POST
@needs(Can.READ_PLANS)
def schedule_make(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_PLANS)
    year = AcademicYear.of(timezone.localdate())
    try:
        made = make_schedule(actor=request.user, school=school, start_year=year.start_year)
        messages.success(request, _told(made))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("planning:schedule-school", urn=school.urn)


def _told(made: Made) -> str:
    if made == Made():
        return "The schedule has all that the plans ask already."
    parts = [
        f"{made.added} added" if made.added else "",
        f"{made.moved} brought up to the plan" if made.moved else "",
        f"{made.homeless} left out: the dates of their half-term are not known yet"
        if made.homeless
        else "",
    ]
    return f"{'; '.join(part for part in parts if part)}."


@require_GET
@needs(Can.READ_PLANS)
def schedule_list(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    year = AcademicYear.of(today)
    found = visible_activities(request.user).filter(start_year=year.start_year)
    filtered = ActivityFilter(
        request.GET, queryset=in_groups(found.for_listing(), today), viewer=request.user
    )
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="planning/schedule_list.html",
        partial="planning/partials/schedule_results.html",
        context={
            "filter": filtered,
            "page": page,
            "rows": rows(page, today),
            "year": year,
            "links": trust_links(request.user, "planning:schedule-list"),
        },
    )
