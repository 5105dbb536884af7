"""What came in, for the trust and on a school's own tab; accepting and returning it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch, fetch_school, holds, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from monitoring import policies, services
from monitoring.filters import ReturnFilter
from monitoring.forms import ReturnForm
from monitoring.models import (
    Collection,
    CollectionState,
    Submission,
    YearGroup,
)
from monitoring.selectors.agreement import SampleRate, rates_of
from monitoring.selectors.moderation import made_by, made_by_moderation, of_school
from monitoring.selectors.preparing import asked_names
from monitoring.selectors.returns import coverage, own_versions, returns_of
from monitoring.selectors.versions import Sight, asked_in_words, before_it, compared
from schools.models import School

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_RETURNS)
def return_list(request: SignedInRequest) -> HttpResponse:
    """Who is in, who is missing and who was late, for one collection."""
    collections = list(Collection.objects.newest_first()[:12])
    chosen = request.GET.get("collection", "")
    collection = next(
        (c for c in collections if str(c.pk) == chosen), next(iter(collections), None)
    )
    context: dict[str, Any] = {"collection": collection, "collections": collections}
    if collection:
        context |= _listed(request, collection)
    return page_or_partial(
        request,
        page="monitoring/return_list.html",
        partial="monitoring/partials/return_swap.html",
        context=context,
    )


def _listed(request: SignedInRequest, collection: Collection) -> dict[str, Any]:
    schools = schools_for(request.user, Can.VIEW_RETURNS)
    filtered = ReturnFilter(request.GET, queryset=returns_of(collection, schools))
    return {
        "filter": filtered,
        "page": Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page")),
        "coverage": coverage(collection, schools),
        "may_extend": _to_extend(request, collection),
    }


def _to_extend(request: SignedInRequest, collection: Collection) -> set[int]:
    """The schools to which this reader may give more time."""
    if collection.state != CollectionState.OPEN:
        return set()
    return set(schools_for(request.user, Can.REVIEW_DATA).values_list("pk", flat=True))


@require_GET
@needs(Can.VIEW_RETURNS)
def return_school(request: SignedInRequest, urn: int) -> HttpResponse:
    """The school's tab: every version it sent."""
    school = fetch_school(urn, user=request.user, can=Can.VIEW_RETURNS)
    page = Paginator(own_versions(school), PER_PAGE).get_page(request.GET.get("page"))
    may_send = holds(request.user, Can.SUBMIT_DATA, school)
    context = {
        "school": school,
        "page": page,
        "may_send": may_send,
        "moderated": made_by_moderation(page.object_list),
        "moderations": _moderations(request, school),
    }
    return TemplateResponse(request, "monitoring/return_school.html", context)


def _moderations(request: SignedInRequest, school: School) -> list[SampleRate]:
    """The school's part of the latest events, each with its rate as the reader may see it."""
    found = rates_of(request.user, of_school(school)[:PER_PAGE])
    return [one for rates in found.values() for one in rates.samples]


@require_GET
@needs(Can.VIEW_RETURNS)
def return_detail(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """One version in numbers of pupils; attainment is on the figures pages, withheld if small."""
    return _detail(request, _sent(request, urn, receipt))


def _detail(
    request: SignedInRequest,
    submission: Submission,
    filled: QueryDict | None = None,
    status: int = 200,
) -> HttpResponse:
    told = [
        (difference["text"], submission.explanations.get(difference["code"], ""))
        for difference in submission.differences
    ]
    to_send_back = reverse(
        "monitoring:return-send-back", args=[submission.school.urn, submission.receipt]
    )
    context = {
        "submission": submission,
        "school": submission.school,
        "subjects": asked_names(submission),
        "lines": _completeness(submission),
        "explained": told,
        "form": ReturnForm(filled, collection=submission.collection, action=to_send_back),
        "cells": asked_in_words(submission),
        "earlier": before_it(submission),
        "made_by": made_by(submission),
        "why_not_return": policies.why_not_return(submission),
        "may_review": holds(request.user, Can.REVIEW_DATA, submission.school),
        "why_not": policies.why_not_review(request.user, submission),
        "may_send": holds(request.user, Can.SUBMIT_DATA, submission.school),
    }
    return TemplateResponse(request, "monitoring/return_detail.html", context, status=status)


@require_GET
@needs(Can.VIEW_RETURNS)
def return_compare(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """What changed since the version before, as far as the reader may see."""
    submission = _sent(request, urn, receipt)
    context = {
        "submission": submission,
        "school": submission.school,
        "subjects": asked_names(submission),
        "compared": compared(submission, Sight.of(request.user, submission)),
        "made_by": made_by(submission),
    }
    return TemplateResponse(request, "monitoring/return_compare.html", context)


def _completeness(submission: Submission) -> list[tuple[str, int, list[int]]]:
    """Year group, pupils, and how many of them have a result that counts, by subject."""
    summary, subjects = submission.summary, submission.collection.subjects
    return [
        (
            YearGroup(year).label,
            summary[year]["pupils"],
            [summary[year][subject]["of"] for subject in subjects],
        )
        for year in reversed(YearGroup.values)
        if year in summary
    ]


def _sent(request: SignedInRequest, urn: int, receipt: UUID) -> Submission:
    return fetch(
        Submission.objects.sent().select_related(
            "school", "collection__scale", "submitted_by", "reviewed_by"
        ),
        user=request.user,
        can=Can.VIEW_RETURNS,
        receipt=receipt,
        school__urn=urn,
    )


@require_POST
@needs(Can.REVIEW_DATA)
def return_accept(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = _sent(request, urn, receipt)
    try:
        services.accept(actor=request.user, submission_id=submission.pk)
        messages.success(request, f"Accepted. {submission.school}'s data is settled.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:return-detail", urn, receipt)


@require_POST
@needs(Can.REVIEW_DATA)
def return_send_back(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = _sent(request, urn, receipt)
    form = ReturnForm(request.POST, collection=submission.collection)
    if "more" in request.POST:
        return _detail(request, submission, request.POST)
    if not form.is_valid():
        return _detail(request, submission, request.POST, status=422)
    try:
        services.return_to_school(
            actor=request.user,
            submission_id=submission.pk,
            reason=form.cleaned_data["reason"],
            cells=form.cells,
        )
    except DomainError as refusal:
        messages.error(request, f"{refusal} What you wrote is below.")
        return _detail(request, _sent(request, urn, receipt), request.POST, status=409)
    messages.success(request, f"Returned. {submission.school} sees your reason now.")
    return redirect("monitoring:return-detail", urn, receipt)
