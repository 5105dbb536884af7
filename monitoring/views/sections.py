"""A head shares the parts of a draft out, and takes them back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from monitoring import services
from monitoring.forms import AskForm
from monitoring.models import SectionAsked, Submission
from monitoring.rules.sections import name_of
from monitoring.selectors.sections import asked_in, staff_of, subjects_in
from monitoring.selectors.submissions import draft_of
from monitoring.views.asked import to_prepare
from monitoring.views.drafts import own_draft, own_submission, to_receipt


@require_http_methods(["GET", "POST"])
@needs(Can.SUBMIT_DATA)
def section_ask(request: SignedInRequest, urn: int, receipt: UUID, subject: str) -> HttpResponse:
    """Ask one of the school's staff to look after a part."""
    submission = own_draft(request, urn, receipt)
    if submission is None:
        return to_receipt(own_submission(request, urn, receipt))
    if subject not in subjects_in(submission):
        raise Http404
    people = staff_of(submission.school)
    form = AskForm(posted(request), people=people)
    if form.is_valid() and _is_asked(request, submission, subject, form):
        return redirect(to_prepare(submission), urn, receipt)
    context = {
        "form": form,
        "submission": submission,
        "school": submission.school,
        "collection": submission.collection,
        "label": name_of(subject),
        "asked": asked_in(submission.school, submission.collection).get(subject),
        "is_anybody_there": people.exists(),
        "back": to_prepare(submission),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "monitoring/section_ask.html", context, status=status)


def _is_asked(
    request: SignedInRequest, submission: Submission, subject: str, form: AskForm
) -> bool:
    try:
        asked = services.ask_for_section(
            actor=request.user, submission_id=submission.pk, subject=subject, **form.cleaned_data
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    said = f"{asked.label} is asked of {asked.person}."
    messages.success(request, f"{said} They find it under “Asked of you” and in their letter.")
    return True


@require_POST
@needs(Can.SUBMIT_DATA)
def section_take_back(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    asked = fetch(
        SectionAsked.objects.select_related("school", "collection", "person"),
        user=request.user,
        can=Can.SUBMIT_DATA,
        pk=pk,
        school__urn=urn,
    )
    services.take_section_back(actor=request.user, asked_id=asked.pk)
    messages.success(request, f"{asked.label} is not asked of {asked.person} any more.")
    draft = draft_of(asked.school, asked.collection)
    if draft is None:
        return redirect("monitoring:asked-list")
    return redirect(to_prepare(draft), urn, draft.receipt)
