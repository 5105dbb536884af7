"""A file on its way in: uploaded, its columns matched, its problems settled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from core.exports import csv_response
from monitoring import services
from monitoring.forms import CorrectForm, MatchForm, RowsForm
from monitoring.models import Submission, Upload, UploadState
from monitoring.rules import columns
from monitoring.selectors.submissions import upload_of
from monitoring.services.reading import is_transfer_file
from monitoring.services.uploads import NotMatched
from monitoring.views.drafts import done, own_submission

PROBLEM_HEADER = ("Row", "Pupil", "Column", "In the file", "What is wrong", "What to do", "Code")
SAID = ("row", "pupil", "column", "value", "problem", "fix")
NOT_KNOWN = "-"


@require_http_methods(["GET", "POST"])
@needs(Can.SUBMIT_DATA)
def upload_match(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """Say which column holds what. Remembered for the school's next file."""
    submission = own_submission(request, urn, receipt)
    upload = upload_of(submission)
    if upload is None or not upload.stored_as or upload.state == UploadState.REFUSED:
        return redirect("monitoring:submission-prepare", urn, receipt)
    form = _match_form(request, submission, upload)
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_columns(
                actor=request.user, submission_id=submission.pk, matched=form.matched
            )
            return redirect("monitoring:submission-prepare", urn, receipt)
        except NotMatched as refusal:
            for wanted in refusal.wanted:
                form.add_error(None, wanted)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    unused = [name for name in upload.header if name not in upload.columns.values()]
    context = {
        "submission": submission,
        "school": submission.school,
        "upload": upload,
        "is_transfer_file": is_transfer_file(upload.file_name),
    }
    return TemplateResponse(
        request,
        "monitoring/upload_match.html",
        {**context, "form": form, "unused": unused},
        status=422 if form.errors else 200,
    )


def _match_form(request: SignedInRequest, submission: Submission, upload: Upload) -> MatchForm:
    collection = submission.collection
    guessed = columns.guess(upload.header, collection.subjects, collection.term)
    because = {
        field: guess.because
        for field, guess in guessed.items()
        if upload.columns.get(field) == guess.header
    }
    return MatchForm(
        request.POST if request.method == "POST" else None,
        header=upload.header,
        subjects=collection.subjects,
        because=because,
        initial=upload.columns,
    )


@require_POST
@needs(Can.SUBMIT_DATA)
def upload_correct(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    form = CorrectForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what it should be first.")
        return redirect("monitoring:submission-prepare", urn, receipt)
    told = form.cleaned_data
    return done(
        request,
        submission,
        lambda: services.correct(actor=request.user, submission_id=submission.pk, **told),
        f"Row {told['row']} is read anew." if told["row"] else "All rows like it are read anew.",
    )


@require_POST
@needs(Can.SUBMIT_DATA)
def upload_leave_out(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    return _rows(request, urn, receipt, leave=True)


@require_POST
@needs(Can.SUBMIT_DATA)
def upload_take_back(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    return _rows(request, urn, receipt, leave=False)


def _rows(request: SignedInRequest, urn: int, receipt: UUID, *, leave: bool) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    form = RowsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose rows first.")
        return redirect("monitoring:submission-prepare", urn, receipt)
    rows = form.cleaned_data["rows"]
    service = services.leave_out if leave else services.take_back
    what = f"{len(rows)} rows" if len(rows) > 1 else f"Row {rows[0]}"
    said = f"{what} left out." if leave else f"{what} taken in again."
    return done(
        request,
        submission,
        lambda: service(actor=request.user, submission_id=submission.pk, rows=rows),
        said,
    )


@require_GET
@needs(Can.SUBMIT_DATA)
def upload_problems(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponseBase:
    """All problems as CSV, for whoever mends the school's own system."""
    submission = own_submission(request, urn, receipt)
    upload = upload_of(submission)
    found = services.every_problem(upload) if upload else []
    rows = ([*(problem[key] for key in SAID), problem.get("code", "")] for problem in found)
    return csv_response("problems.csv", PROBLEM_HEADER, rows)
