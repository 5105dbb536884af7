"""What a school is asked for, and how it starts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_school, fetch_visible, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from monitoring import policies, services
from monitoring.forms import StartForm
from monitoring.models import Collection, CollectionState, Submission, Way
from monitoring.selectors.moderation import news_of
from monitoring.selectors.returns import request_to, requests_to
from schools.models import School


@require_GET
@needs(Can.SUBMIT_DATA)
def asked_list(request: SignedInRequest) -> HttpResponse:
    schools = schools_for(request.user, Can.SUBMIT_DATA).order_by("name")
    return TemplateResponse(
        request,
        "monitoring/asked_list.html",
        {
            "asked": requests_to(schools),
            "many_schools": len(schools) > 1,
            "news": news_of(schools),
        },
    )


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
    context = {"school": school, "asked": asked, "collection": collection, "form": form}
    return TemplateResponse(request, "monitoring/submission_start.html", context)


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
