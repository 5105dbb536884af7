"""What a school is asked for, and how it starts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_school, fetch_visible, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from core.exports import xlsx_response
from core.years import AcademicYear
from monitoring import policies, services
from monitoring.forms import StartForm
from monitoring.models import Collection, CollectionState, Submission, Way
from monitoring.rules.columns import LABELS
from monitoring.rules.cost import Cost
from monitoring.selectors.collections import coming_collections, is_asked
from monitoring.selectors.cost import costs
from monitoring.selectors.moderation import news_of
from monitoring.selectors.returns import request_to, requests_to
from schools.models import School


@require_GET
@needs(Can.SUBMIT_DATA)
def asked_list(request: SignedInRequest) -> HttpResponse:
    schools = list(schools_for(request.user, Can.SUBMIT_DATA).order_by("name"))
    year = AcademicYear.of(timezone.localdate())
    context = {
        "asked": requests_to(schools),
        "coming": [one for one in coming_collections() if any(is_asked(one, s) for s in schools)],
        "news": news_of(schools),
        "many_schools": len(schools) > 1,
        "year": year,
        "costs": own_costs(schools, year),
    }
    return TemplateResponse(request, "monitoring/asked_list.html", context)


def own_costs(schools: list[School], year: AcademicYear) -> list[tuple[School, Cost]]:
    """What the year asks of each school, where its roll is known."""
    found = costs(start_year=year.start_year, schools=schools)
    return [(school, cost) for school in schools if (cost := found[school.pk]) and cost.cells]


@require_http_methods(["GET", "POST"])
@needs(Can.SUBMIT_DATA)
def submission_start(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """Choose how to give the data. Posting twice finds the same draft."""
    school = fetch_school(urn, user=request.user, can=Can.SUBMIT_DATA)
    collection = fetch_visible(Collection.objects.all(), pk=pk)
    form = StartForm(request.POST or None)
    if form.is_valid():
        return _start(request, school, collection, form)
    asked = request_to(school, collection)
    if asked.draft:
        return redirect(to_prepare(asked.draft), school.urn, asked.draft.receipt)
    if collection.state != CollectionState.OPEN:
        messages.error(request, policies.closed_words(collection))
        return redirect("monitoring:asked-list")
    context = {
        "school": school,
        "asked": asked,
        "collection": collection,
        "form": form,
        "columns": [LABELS.get(name, name) for name in collection.subjects],
    }
    return TemplateResponse(request, "monitoring/submission_start.html", context)


@require_POST
@needs(Can.SUBMIT_DATA)
def template_make(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """The school's own sheet, as a download. Posted, because a reading of names is recorded."""
    school = fetch_school(urn, user=request.user, can=Can.SUBMIT_DATA)
    collection = fetch_visible(Collection.objects.select_related("scale"), pk=pk)
    try:
        template = services.make_template(actor=request.user, school=school, collection=collection)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:asked-list")
    return xlsx_response(template.file_name, template.content)


def _start(
    request: SignedInRequest, school: School, collection: Collection, form: StartForm
) -> HttpResponse:
    try:
        draft = services.start_draft(
            actor=request.user, school=school, collection=collection, **form.cleaned_data
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:asked-list")
    return redirect(to_prepare(draft), school.urn, draft.receipt)


def to_prepare(draft: Submission) -> str:
    """The page on which a draft of this kind is worked on."""
    is_grid = draft.way == Way.GRID
    return "monitoring:submission-grid" if is_grid else "monitoring:submission-prepare"
