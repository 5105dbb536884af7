"""A triad's meeting: planned, reviewed alone, reported together, commented on and published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from support.forms.peer_reviews import (
    MeetingForm,
    NotesForm,
    PartForm,
    PeerCommentForm,
    part_rows,
)
from support.models import PeerReview, PeerReviewer, PeerSection, PeerState, Triad
from support.policies import peer_reviews as policies
from support.selectors import peer_reviews as selectors
from support.services import peer_reviews as services
from support.views.places import places_for

CONFLICT = 409
LOOK_AT_ACTIONS = "One of the actions is not complete: look at the rows below."


@require_GET
@needs(Can.VIEW_REVIEWS)
def triad_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk))


def _page(
    request: SignedInRequest, triad: Triad, *, comment: PeerCommentForm | None = None
) -> HttpResponse:
    page = selectors.page_of(request.user, triad)
    waiting = next((part for part in page.parts if part.may_comment), None)
    context: dict[str, Any] = {
        "page": page,
        "triad": triad,
        "places": places_for(request.user, "support:triad-list"),
        "may_publish": page.review and page.may_organise and page.review.state == PeerState.SHARED,
    }
    if waiting:
        context["comment_form"] = comment or PeerCommentForm(section=waiting.section)
        context["commented"] = waiting.section
    return TemplateResponse(request, "support/triad_detail.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.ORGANISE_REVIEWS)
def triad_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    triad = _fetch(request, pk)
    if not policies.may_organise(request.user, triad):
        raise PermissionDenied
    form = MeetingForm(
        posted(request),
        triad=triad,
        review=PeerReview.objects.filter(triad=triad).first(),
        people=selectors.reviewers_for(triad),
        heads=selectors.heads_of(triad),
    )
    if form.is_bound and form.is_valid():
        try:
            services.plan_meeting(actor=request.user, triad_id=triad.pk, **form.cleaned_data)
            messages.success(request, "Saved. Those who review see what they are asked for.")
            return redirect("support:triad-detail", pk=triad.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "support/triad_plan.html", {"triad": triad, "form": form})


@require_http_methods(["GET", "POST"])
@needs(Can.REVIEW_PEERS)
def triad_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own notes, kept or submitted. What was typed stays on the page whatever happens."""
    triad = _fetch(request, pk)
    own = _named(request, triad)
    if own is None:
        return _only_named(request, triad)
    form, status = NotesForm(posted(request), own=own), 200
    if form.is_bound and form.is_valid():
        try:
            services.write_notes(
                actor=request.user,
                review_id=own.review_id,
                submit="submit" in request.POST,
                **form.cleaned_data,
            )
            messages.success(
                request, "Submitted." if "submit" in request.POST else "Kept. Only you see them."
            )
            return redirect("support:triad-detail", pk=triad.pk)
        except EditedMeanwhile as refusal:
            own.refresh_from_db()
            form, status = _again(NotesForm, request, own.version, str(refusal), own=own), CONFLICT
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"triad": triad, "review": own.review, "own": own, "form": form}
    return TemplateResponse(request, "support/triad_note.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Can.REVIEW_PEERS)
def triad_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """A school's part of the report, by those who reviewed."""
    section = _fetch_section(request, pk)
    if _named(request, section.review.triad) is None:
        return _only_named(request, section.review.triad)
    form, status = PartForm(posted(request), section=section), 200
    rows = part_rows(posted(request), section=section)
    if form.is_bound and _is_complete(form, rows):
        try:
            services.write_part(
                actor=request.user,
                section_id=section.pk,
                actions=rows.agreed,
                **form.cleaned_data,
            )
            messages.success(request, f"Saved: {section.school}.")
            return redirect("support:triad-detail", pk=section.review.triad_id)
        except EditedMeanwhile as refusal:
            section.refresh_from_db()
            again = _again(PartForm, request, section.version, str(refusal), section=section)
            form, status = again, CONFLICT
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {
        "triad": section.review.triad,
        "section": section,
        "form": form,
        "rows": rows,
        "is_conflict": status == CONFLICT,
    }
    return TemplateResponse(request, "support/triad_report.html", context, status=status)


def _again(
    make: Callable[..., Any], request: SignedInRequest, version: int, why: str, **about: Any
) -> Any:
    """What was typed, now against what is saved."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    form = make(typed, **about)
    form.add_error(None, why)
    return form


def _is_complete(form: PartForm, rows: Any) -> bool:
    typed_well = form.is_valid()
    if rows.is_valid():
        return typed_well
    form.add_error(None, LOOK_AT_ACTIONS)
    return False


@require_POST
@needs(Can.REVIEW_PEERS)
def triad_share(request: SignedInRequest, pk: int) -> HttpResponse:
    triad = _fetch(request, pk)
    own = _named(request, triad)
    if own is None:
        return _only_named(request, triad)
    return _act(
        request,
        triad,
        lambda: services.share_report(actor=request.user, review_id=own.review_id),
        "Sent. Each headteacher can comment on the own school's part.",
    )


@require_POST
@needs(Can.ANSWER_REVIEWS)
def triad_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    section = _fetch_section(request, pk)
    form = PeerCommentForm(request.POST, section=section)
    if not form.is_valid():
        return _page(request, section.review.triad, comment=form)
    return _act(
        request,
        section.review.triad,
        lambda: services.comment_on_part(
            actor=request.user, section_id=section.pk, **form.cleaned_data
        ),
        "Your comment is on the report.",
    )


@require_POST
@needs(Can.ORGANISE_REVIEWS)
def triad_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    triad = _fetch(request, pk)
    review = fetch_visible(PeerReview.objects.filter(triad=triad))
    return _act(
        request,
        triad,
        lambda: services.publish_report(actor=request.user, review_id=review.pk),
        "Published. Its actions are on each school's list.",
    )


def _act(request: SignedInRequest, triad: Triad, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:triad-detail", pk=triad.pk)


def _named(request: SignedInRequest, triad: Triad) -> PeerReviewer | None:
    """This person's place among those who review, where there is one."""
    review = PeerReview.objects.filter(triad=triad).select_related("host").first()
    return policies.named(request.user, review) if review else None


def _only_named(request: SignedInRequest, triad: Triad) -> HttpResponse:
    messages.error(request, "Only those who are named as reviewers write here.")
    return redirect("support:triad-detail", pk=triad.pk)


def _fetch(request: SignedInRequest, pk: int) -> Triad:
    return fetch_visible(selectors.readable_triads(request.user), pk=pk)


def _fetch_section(request: SignedInRequest, pk: int) -> PeerSection:
    seen = PeerSection.objects.filter(review__triad__in=selectors.readable_triads(request.user))
    return fetch_visible(seen.select_related("review__triad__rota", "school"), pk=pk)
