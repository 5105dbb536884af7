"""The weekly dashboard: a school gives its week, and sees the last ones; the trust sees who has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_school, holds, needs, schools_for
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.charts import Chart, Series
from core.errors import DomainError, EditedMeanwhile
from core.htmx import page_or_partial
from core.units import percent
from monitoring import services
from monitoring.filters import WeekFilter
from monitoring.models import WeeklyRecord, YearGroup
from monitoring.rules import weekly as rules
from monitoring.rules.grids import GridProblem
from monitoring.selectors import weekly as selectors
from monitoring.selectors.targets import years_taught
from monitoring.services.targets import Impossible
from schools.models import School

PER_PAGE = 25
CONFLICT = 409


def said(monday: date) -> str:
    return f"Week of {monday:%-d %b %Y}"


@require_GET
@needs(Can.VIEW_WEEKLY)
def weekly_list(request: SignedInRequest) -> HttpResponse:
    """Who has given a week, and all of it together."""
    weeks = {rules.week_of(monday): monday for monday in selectors.weeks_of(None)}
    asked = request.GET.get("week", "")
    mine = schools_for(request.user, Can.VIEW_WEEKLY)
    chosen = asked if asked in weeks else rules.week_of(selectors.week_to_show(weeks.values()))
    monday = rules.monday_of(chosen)
    schools = selectors.with_week(mine, monday)
    found = WeekFilter(
        request.GET,
        chosen=chosen,
        choices=[(week, said(first)) for week, first in weeks.items()],
        queryset=schools,
    )
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [_row(school) for school in page],
        "week": said(monday),
        "coverage": selectors.coverage_of(schools),
        "together": selectors.together(schools, monday),
    }
    return page_or_partial(
        request,
        page="monitoring/weekly_list.html",
        partial="monitoring/partials/weekly_table.html",
        context=context,
    )


def _row(school: Any) -> dict[str, Any]:
    attended = (school.possible or 0) - (school.missed or 0)
    return {"school": school, "attendance": percent(attended, school.possible or 0, places=1)}


@require_GET
@needs(Can.VIEW_WEEKLY)
def weekly_school(request: SignedInRequest, urn: int) -> HttpResponse:
    """The school's tab: the last weeks as a chart and a table, and where its cohorts stand."""
    school = fetch_school(urn, user=request.user, can=Can.VIEW_WEEKLY)
    weeks = selectors.weeks_of(school)
    records = selectors.records_of(school, weeks)
    newest, before = ([*(records[m] for m in weeks if m in records), None, None])[:2]
    context = {
        "school": school,
        "weeks": [(rules.week_of(m), said(m), records.get(m)) for m in weeks],
        "chart": _chart(weeks, records) if records else None,
        "newest": newest,
        "before": before,
        "cohorts": selectors.cohort_lines(request.user, newest, before) if newest else [],
        "corrections": selectors.corrections_of(school, weeks),
        "may_give": holds(request.user, Can.GIVE_WEEKLY, school),
        "next": next((rules.week_of(m) for m in weeks if m not in records), ""),
        "sees_small_numbers": holds(request.user, Can.VIEW_SMALL_NUMBERS, school),
    }
    return TemplateResponse(request, "monitoring/weekly_school.html", context)


def _chart(weeks: Sequence[date], records: dict[date, WeeklyRecord]) -> Chart:
    """Oldest first. A week that was not given is a gap, never joined over."""
    in_order = list(reversed(weeks))
    return Chart(
        title="Attendance, last weeks of term",
        kind="line",
        x_labels=[f"{monday:%-d/%-m}" for monday in in_order],
        series=[Series("Attendance", selectors.attendance_in(records, in_order))],
        unit="%",
        note="Sessions attended of all possible ones, by the Monday of the week.",
        source="the school's weekly figures",
    )


@dataclass(frozen=True)
class Field:
    """One cell to fill: what was typed, what is wrong with it, and what last week said."""

    name: str
    label: str
    value: str
    problem: str
    last: str


@require_http_methods(["GET", "POST"])
@needs(Can.GIVE_WEEKLY)
def weekly_give(request: SignedInRequest, urn: int, week: str) -> HttpResponse:
    """Type one week, last week's values beside. What cannot be saved comes back as typed."""
    school = fetch_school(urn, user=request.user, can=Can.GIVE_WEEKLY)
    try:
        monday = rules.monday_of(week)
    except ValueError as unknown:
        raise Http404 from unknown
    if request.method == "GET":
        return _form(request, school, monday)
    try:
        services.give_week(
            actor=request.user,
            school=school,
            monday=monday,
            typed=typed_by(request),
            reason=request.POST.get("reason", ""),
            seen=request.POST.get("seen"),
        )
    except Impossible as refusal:
        return _form(request, school, monday, problems=refusal.problems, status=422)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        status = CONFLICT if isinstance(refusal, EditedMeanwhile) else 422
        return _form(request, school, monday, status=status)
    messages.success(request, f"Saved. {said(monday)} is in.")
    return redirect("monitoring:weekly-school", urn)


def _form(
    request: SignedInRequest,
    school: School,
    monday: date,
    *,
    problems: Sequence[GridProblem] = (),
    status: int = 200,
) -> HttpResponse:
    standing = selectors.record_of(school, monday)
    before = selectors.record_before(school, monday)
    typed = _typed(request, standing, before)
    told = {problem.cell: problem.sentence for problem in problems}
    last = selectors.typed_as(before)

    def field(name: str, label: str) -> Field:
        return Field(name, label, typed.get(name, ""), told.get(name, ""), last.get(name, ""))

    context = {
        "school": school,
        "week": rules.week_of(monday),
        "title": said(monday),
        "standing": standing,
        "last": before,
        "counts": [field(name, label) for name, label in rules.COUNTS.items()],
        "parts": list(rules.PARTS.values()),
        "cohorts": [
            (
                YearGroup(year).label,
                [
                    field(rules.cell(year, part), f"{YearGroup(year).label}: {label.lower()}")
                    for part, label in rules.PARTS.items()
                ],
            )
            for year in years_taught(school)
        ],
        "note": typed.get("note", ""),
        "reason": request.POST.get("reason", ""),
        "problems": problems,
    }
    return TemplateResponse(request, "monitoring/weekly_give.html", context, status=status)


def _typed(
    request: SignedInRequest, standing: WeeklyRecord | None, before: WeeklyRecord | None
) -> Mapping[str, str]:
    """What was sent; else what stands; else, where it is asked for, last week's year groups."""
    if request.method == "POST":
        return typed_by(request)
    if standing:
        return selectors.typed_as(standing)
    return selectors.cohort_cells(before) if before and "copy" in request.GET else {}
