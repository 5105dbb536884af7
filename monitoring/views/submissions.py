"""A draft as its school sees it, up to the receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import holds, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from monitoring import policies, services
from monitoring.forms import ExplainForm, UploadForm, WithdrawForm
from monitoring.models import Pupil, Submission, SubmissionState, Upload, UploadState, Way
from monitoring.selectors import preparing
from monitoring.selectors.collections import last_day, years_of
from monitoring.selectors.moderation import made_by
from monitoring.selectors.moves import MovesSince, moves_of
from monitoring.selectors.scales import answers_of
from monitoring.selectors.sections import sections_of
from monitoring.selectors.submissions import columns_were_remembered, restored_by, upload_of
from monitoring.selectors.versions import asked_in_words, asked_of_draft, before_it
from monitoring.views.asked import to_prepare
from monitoring.views.drafts import done, own_submission, to_receipt


@require_GET
@needs(Can.SUBMIT_DATA)
def submission_prepare(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """All that is left to do before a file can be sent, on one page."""
    submission = own_submission(request, urn, receipt)
    if submission.state != SubmissionState.DRAFT:
        return to_receipt(submission)
    if submission.way == Way.GRID:
        return redirect("monitoring:submission-grid", urn, receipt)
    return prepare_page(request, submission)


def prepare_page(
    request: SignedInRequest, submission: Submission, *, status: int = 200
) -> HttpResponse:
    """The page of a draft that is made from a file, with what there is to say about it."""
    to_upload = reverse(
        "monitoring:upload-receive", args=[submission.school.urn, submission.receipt]
    )
    upload = upload_of(submission)
    context = page_of(submission, upload) | {
        "upload_form": UploadForm(action=to_upload),
        "moves": _moves(request, submission, upload),
    }
    return TemplateResponse(request, "monitoring/submission_prepare.html", context, status=status)


def page_of(submission: Submission, upload: Upload | None) -> dict[str, Any]:
    """What the pages about a draft have in common: steps, differences, counts and the button."""
    remembered = upload is not None and columns_were_remembered(upload)
    counts = _counts(submission)
    sections = sections_of(submission, upload, counts["compared"])
    return {
        "submission": submission,
        "school": submission.school,
        "collection": submission.collection,
        "upload": upload,
        "steps": preparing.steps_of(submission, upload, was_remembered=remembered),
        "explain_form": ExplainForm(
            differences=submission.differences, initial=submission.explanations
        ),
        "open_differences": policies.unexplained(submission),
        "why_not": policies.why_not_send(submission, upload),
        "saved": preparing.saved(submission),
        "asked": asked_of_draft(submission),
        "sections": sections,
        "unfinished": [section.warning for section in sections if section.warning],
        **counts,
        **_problems(submission, upload),
    }


def _moves(
    request: SignedInRequest, submission: Submission, upload: Upload | None
) -> MovesSince | None:
    """Names, so only for those who see them, and only of a file that was read."""
    if upload is None or not holds(request.user, Can.VIEW_PUPILS, submission.school):
        return None
    return moves_of(submission)


def _counts(submission: Submission) -> dict[str, Any]:
    compared = preparing.compared_with(submission)
    lines = preparing.lines_of(submission, compared)
    return {
        "lines": lines,
        "subjects": preparing.subject_names(submission),
        "compared": compared if any(line.pupils.before for line in lines) else None,
    }


def _problems(submission: Submission, upload: Upload | None) -> dict[str, Any]:
    if upload is None or upload.state != UploadState.CHECKED:
        return {}
    scale = answers_of(submission.collection)
    years = years_of(submission.collection, submission.school)
    errors = preparing.troubles(upload.problems, "error", scale, years)
    warnings = preparing.troubles(upload.problems, "warning", scale, years)
    return {
        "errors": errors,
        "warnings": warnings,
        "more_in_list": preparing.SHOWN in (len(errors), len(warnings))
        or upload.problems_found > len(upload.problems),
        "rows_wrong": policies.blocking(submission, upload),
    }


@require_POST
@needs(Can.SUBMIT_DATA)
def submission_explain(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    form = ExplainForm(request.POST, differences=submission.differences)
    if not form.is_valid():
        messages.error(request, "Explain each in at most 500 characters.")
        return redirect(to_prepare(submission), urn, receipt)
    told = {code: text for code, text in form.cleaned_data.items() if text}
    return done(
        request,
        submission,
        lambda: services.explain(
            actor=request.user, submission_id=submission.pk, explanations=told
        ),
        "Your explanations are saved.",
    )


@require_POST
@needs(Can.SUBMIT_DATA)
def submission_send(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """Send what was on the page, once: the content's hash is the form's token."""
    submission = own_submission(request, urn, receipt)
    try:
        sent = services.submit(
            actor=request.user, submission_id=submission.pk, seen=request.POST.get("seen", "")
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(to_prepare(submission), urn, receipt)
    return to_receipt(sent)


@require_POST
@needs(Can.SUBMIT_DATA)
def submission_discard(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    try:
        services.discard_draft(actor=request.user, submission_id=submission.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(to_prepare(submission), urn, receipt)
    messages.success(request, "The draft is gone. What you sent before is as it was.")
    return redirect("monitoring:submission-start", urn, submission.collection_id)


@require_GET
@needs(Can.SUBMIT_DATA)
def submission_receipt(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    if submission.state == SubmissionState.DRAFT:
        return redirect(to_prepare(submission), urn, receipt)
    context = {
        "submission": submission,
        "school": submission.school,
        "collection": submission.collection,
        **_counts(submission),
        "explained": _explained(submission),
        "cells": asked_in_words(submission),
        "earlier": before_it(submission),
        "made_by": made_by(submission),
        "why_not_withdraw": policies.why_not_withdraw(request.user, submission),
    }
    return TemplateResponse(request, "monitoring/submission_receipt.html", context)


@require_POST
@needs(Can.VIEW_PUPILS)
def pupils_tell_apart(
    request: SignedInRequest, urn: int, receipt: UUID, one: int, other: int
) -> HttpResponse:
    """Two entries that look alike are two children: it is not asked again."""
    submission = own_submission(request, urn, receipt)
    ours = Pupil.objects.filter(school=submission.school, pk__in={one, other})
    if ours.count() != len({one, other}) or one == other:
        raise Http404
    return done(
        request,
        submission,
        lambda: services.tell_apart(
            actor=request.user, school=submission.school, pupils=(one, other)
        ),
        "They are two children, and you will not be asked again.",
    )


@require_http_methods(["GET", "POST"])
@needs(Can.SUBMIT_DATA)
def submission_withdraw(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """Undo what was sent by mistake, after saying what will count then."""
    submission = own_submission(request, urn, receipt)
    why_not = policies.why_not_withdraw(request.user, submission)
    if why_not:
        messages.error(request, why_not)
        return to_receipt(submission)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            services.withdraw(actor=request.user, submission_id=submission.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Version {submission.version} is taken back.")
            return redirect("monitoring:submission-start", urn, submission.collection_id)
    context = {
        "form": form,
        "submission": submission,
        "school": submission.school,
        "collection": submission.collection,
        "earlier": restored_by(submission),
        "due_on": last_day(submission.collection, submission.school),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "monitoring/submission_withdraw.html", context, status=status)


def _explained(submission: Submission) -> list[tuple[str, str]]:
    return [
        (difference["text"], submission.explanations.get(difference["code"], ""))
        for difference in submission.differences
    ]
