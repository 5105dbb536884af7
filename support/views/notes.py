"""What happens to a note once it is written: shared, answered, its days taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from accounts.words import word
from core.errors import DomainError
from core.years import AcademicYear
from planning.selectors.schedule import priorities_of
from support import policies, selectors, services
from support.forms import ReplyForm, ServesForm, TakeBackForm
from support.forms.actions import FileForm, ReviewersForm
from support.models import LedgerKind, NoteState, Visit
from support.selectors.reviews import may_review


@require_POST
@needs(Can.LOG_VISIT)
def visit_share(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    version = request.POST.get("version", "")
    try:
        shared = services.share_note(
            actor=request.user,
            visit_id=visit.pk,
            version=int(version) if version.isdecimal() else 0,
        )
        head = word("headteacher", request.user).lower()
        days = "; its days count" if shared.offer_line else ""
        messages.success(request, f"Shared. The {head} can read it and answer{days}.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def visit_serve(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    form = _serves_form(visit, request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the priorities in the list.")
        return redirect("support:visit-detail", pk=visit.pk)
    try:
        services.serve_priority(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
        messages.success(request, "Saved. The plan shows what was done for each priority.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def visit_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    version = request.POST.get("version", "")
    try:
        made = services.propose_actions(
            actor=request.user,
            visit_id=visit.pk,
            version=int(version) if version.isdecimal() else 0,
        )
        many = f"{len(made)} action" if len(made) == 1 else f"{len(made)} actions"
        messages.success(request, f"{many} proposed. Say who does each, and by when.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-edit", pk=visit.pk)


@require_POST
@needs(Can.REPLY_TO_VISIT)
def visit_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    form = _reply_form(visit, request.POST)
    if not form.is_valid():
        return note_page(request, visit, reply=form)
    try:
        services.reply_to_visit(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
        messages.success(request, "Your answer is on the note.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def visit_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    form = _take_back_form(visit, request.POST)
    if not form.is_valid():
        return note_page(request, visit, take_back=form)
    try:
        services.take_days_back(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
        messages.success(request, "The days are taken back. The note stays.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:visit-detail", pk=visit.pk)


def note_page(
    request: SignedInRequest,
    visit: Visit,
    *,
    reply: ReplyForm | None = None,
    take_back: TakeBackForm | None = None,
    file: FileForm | None = None,
) -> HttpResponse:
    """One note, with what its reader may do to it now."""
    moves = list(visit.ledger.giving())
    is_author = not policies.why_not_write(request.user, visit)
    taken_back = next((move for move in moves if move.kind == LedgerKind.TAKEN_BACK), None)
    context: dict[str, Any] = {
        "visit": visit,
        "school": visit.school,
        "actions": visit.actions.all(),
        "is_author": is_author,
        "is_draft": visit.state == NoteState.DRAFT,
        "taken_back": taken_back,
        "answers": selectors.answered(visit),
        "follow_ups": visit.follow_ups.select_related("action"),
        "files": visit.files.filter(removed_at=None),
    }
    if is_author:
        context |= _organising(request, visit, file)
    if visit.state == NoteState.SHARED and not policies.why_not_reply(request.user, visit):
        context["reply_form"] = reply or _reply_form(visit)
    serves = _serves_form(visit) if is_author else None
    if serves and serves.has_choice:
        context["serves_form"] = serves
    if is_author and moves and not taken_back:
        context["take_back_form"] = take_back or _take_back_form(visit)
    return TemplateResponse(request, "support/visit_detail.html", context)


def _organising(request: SignedInRequest, visit: Visit, file: FileForm | None) -> dict[str, Any]:
    """What the author sees beside the note; until all have submitted, of reviewers only who has."""
    is_draft = visit.state == NoteState.DRAFT
    people = reviewers_form(visit) if is_draft and visit.template else None
    return {
        "reviewers": selectors.reviewers_of(visit),
        "reviews": selectors.side_by_side(request.user, visit),
        "unmet": selectors.without_action(visit) if is_draft else [],
        "file_form": (file or file_form(visit)) if is_draft else None,
        "reviewers_form": people,
    }


def file_form(visit: Visit, *sent: Any) -> FileForm:
    return FileForm(*sent, action=reverse("support:file-add", args=[visit.pk]))


def reviewers_form(visit: Visit, data: Any = None) -> ReviewersForm:
    return ReviewersForm(data, visit=visit, people=may_review(visit))


def _fetch(request: SignedInRequest, pk: int) -> Visit:
    return fetch_visible(selectors.visible_visits(request.user).for_listing(), pk=pk)


def _reply_form(visit: Visit, data: Any = None) -> ReplyForm:
    return ReplyForm(data, action=reverse("support:visit-reply", args=[visit.pk]))


def _serves_form(visit: Visit, data: Any = None) -> ServesForm:
    start_year = AcademicYear.of(visit.on).start_year
    return ServesForm(data, visit=visit, priorities=priorities_of(visit.school, start_year))


def _take_back_form(visit: Visit, data: Any = None) -> TakeBackForm:
    return TakeBackForm(data, action=reverse("support:visit-cancel", args=[visit.pk]))
