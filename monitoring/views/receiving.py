"""The door for a school's file. Whatever is wrong with it is said at once, on the draft's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError, TooMuch, UnreadableFile
from core.files import CannotKeep
from monitoring import services
from monitoring.forms import UploadForm
from monitoring.models import Submission, SubmissionState, Upload, UploadState, Way
from monitoring.views.drafts import own_submission, to_receipt
from monitoring.views.submissions import prepare_page

UNREADABLE, BUSY, FULL, OTHERWISE = 422, 429, 507, 409
STATUSES = {"E-SIZE": 413, "E-TYPE": 415}


@require_POST
@needs(Can.SUBMIT_DATA)
def upload_receive(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    """Take a file in, and go on to its columns or back to the draft.

    The answer is 400, 413, 415 or 422 when it cannot be used, and 429 when too much was sent.
    """
    submission = own_submission(request, urn, receipt)
    if submission.state != SubmissionState.DRAFT:
        return to_receipt(submission)
    if submission.way != Way.UPLOAD:
        return redirect("monitoring:submission-grid", urn, receipt)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _said(request, submission, form.sentence, form.status)
    try:
        upload = _received(request, submission, form)
    except DomainError as refusal:
        return _refused(request, submission, refusal)
    if upload.state == UploadState.REFUSED:
        return prepare_page(request, submission, status=_status(upload.refused_as))
    page = "upload-match" if upload.state == UploadState.MAPPING else "submission-prepare"
    return redirect(f"monitoring:{page}", urn, receipt)


def _received(request: SignedInRequest, submission: Submission, form: UploadForm) -> Upload:
    file = form.cleaned_data["file"]
    return services.receive_upload(
        actor=request.user,
        submission_id=submission.pk,
        file_name=file.name,
        content=file.read(),
        is_cp1252=form.cleaned_data["is_cp1252"],
    )


def _status(code: str) -> int:
    return STATUSES.get(code, UNREADABLE)


def _refused(
    request: SignedInRequest, submission: Submission, refusal: DomainError
) -> HttpResponse:
    if isinstance(refusal, TooMuch):
        return _wait(request, submission, refusal)
    if isinstance(refusal, UnreadableFile):
        said = f"{refusal} ({refusal.code}) Your earlier file is still here."
        return _said(request, submission, said, _status(refusal.code))
    status = FULL if isinstance(refusal, CannotKeep) else OTHERWISE
    return _said(request, submission, str(refusal), status)


def _said(
    request: SignedInRequest, submission: Submission, sentence: str, status: int
) -> HttpResponse:
    messages.error(request, sentence)
    return prepare_page(request, submission, status=status)


def _wait(request: SignedInRequest, submission: Submission, refusal: TooMuch) -> HttpResponse:
    context = {"submission": submission, "school": submission.school, "refusal": refusal}
    answer = TemplateResponse(request, "monitoring/upload_wait.html", context, status=BUSY)
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer
