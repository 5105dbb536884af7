"""Independent reviewers: named by whoever organises the review, writing each their own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile, WrongState
from support import selectors, services
from support.forms.questions import NoteForms, note_forms
from support.forms.reviews import ReviewForm
from support.models import Reviewer, ReviewerState
from support.selectors.templates import answers_of, sections_for
from support.views.notes import reviewers_form

CONFLICT, REFUSED = 409, 422
NOT_READ = "One of the answers cannot be read: look at the questions below."


@require_GET
@needs(Can.WRITE_REVIEW)
def review_list(request: SignedInRequest) -> HttpResponse:
    """The reviews in which one is named."""
    context = {"reviews": selectors.reviews_of(request.user)}
    return TemplateResponse(request, "support/review_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.WRITE_REVIEW)
def review_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own answers. Nobody else reads them before all have submitted."""
    reviewer = _own(request, pk)
    visit, data = reviewer.visit, posted(request)
    form = ReviewForm(data, reviewer=reviewer)
    sections = sections_for(visit.template, visit.school)
    note = note_forms(data, sections, answers_of(visit, reviewer))
    status = 200
    if _is_complete(form, note):
        try:
            kept = services.write_review(
                actor=request.user,
                reviewer_id=reviewer.pk,
                answers=note.answers,
                **form.cleaned_data,
            )
            return _kept(request, kept)
        except (EditedMeanwhile, WrongState) as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
    if form.errors and _is_autosave(request):
        why = next(iter(form.errors.values()))[0]
        return JsonResponse({"why": str(why)}, status=CONFLICT if status == CONFLICT else REFUSED)
    context: dict[str, Any] = {
        "reviewer": reviewer,
        "visit": visit,
        "form": form,
        "note": note,
        "is_writing": reviewer.state == ReviewerState.WRITING,
        "reviews": selectors.side_by_side(request.user, visit),
    }
    return TemplateResponse(request, "support/review_edit.html", context, status=status)


@require_POST
@needs(Can.WRITE_REVIEW)
def review_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = _own(request, pk)
    version = request.POST.get("version", "")
    try:
        services.submit_review(
            actor=request.user,
            reviewer_id=reviewer.pk,
            version=int(version) if version.isdecimal() else 0,
        )
        messages.success(request, "Submitted. The answers are shown side by side once all have.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:review-edit", pk=reviewer.pk)


@require_POST
@needs(Can.LOG_VISIT)
def reviewer_name(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = fetch_visible(selectors.visible_visits(request.user).for_listing(), pk=pk)
    form = reviewers_form(visit, request.POST)
    if not form.is_valid():
        messages.error(request, "Choose at least one person.")
        return redirect("support:visit-detail", pk=visit.pk)
    try:
        services.name_reviewers(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
        messages.success(request, "Named. Each writes alone until all have submitted.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def reviewer_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = selectors.visible_visits(request.user).filter(author=request.user)
    reviewer = fetch_visible(Reviewer.objects.filter(visit__in=mine), pk=pk)
    try:
        services.withdraw_reviewer(actor=request.user, reviewer_id=reviewer.pk)
        messages.success(request, "The review goes on without them.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=reviewer.visit_id)


def _is_complete(form: ReviewForm, note: NoteForms) -> bool:
    if not form.is_bound:
        return False
    if note.is_valid():
        return form.is_valid()
    form.add_error(None, NOT_READ)
    return False


def _is_autosave(request: SignedInRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _own(request: SignedInRequest, pk: int) -> Reviewer:
    return fetch_visible(selectors.reviews_of(request.user), pk=pk)


def _kept(request: SignedInRequest, reviewer: Reviewer) -> HttpResponse:
    if _is_autosave(request):
        edit = reverse("support:review-edit", args=[reviewer.pk])
        return JsonResponse({"version": reviewer.version, "edit": edit})
    messages.success(request, "Saved. Only you can read it until all have submitted.")
    return redirect("support:review-edit", pk=reviewer.pk)
