"""The doors to a draft: whose it is, and what every page about it starts from."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import fetch
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from monitoring.models import Submission, SubmissionState


def own_submission(request: SignedInRequest, urn: int, receipt: UUID) -> Submission:
    """A school's own version, for those who give its data."""
    return fetch(
        Submission.objects.select_related("school", "collection__scale"),
        user=request.user,
        can=Can.SUBMIT_DATA,
        receipt=receipt,
        school__urn=urn,
    )


def own_draft(request: SignedInRequest, urn: int, receipt: UUID) -> Submission | None:
    """The same while it is a draft, or None once it has been sent."""
    submission = own_submission(request, urn, receipt)
    return submission if submission.state == SubmissionState.DRAFT else None


def to_receipt(submission: Submission) -> HttpResponse:
    return redirect("monitoring:submission-receipt", submission.school.urn, submission.receipt)


def done(
    request: SignedInRequest, submission: Submission, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do it, say so or say why not, and go back to the page of the draft."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("monitoring:submission-prepare", submission.school.urn, submission.receipt)
