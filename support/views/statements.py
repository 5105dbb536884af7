"""A statement of support that was issued: read, downloaded, answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core import files
from core.errors import DomainError
from core.years import AcademicYear
from support import policies, services
from support.forms.statements import StatementReplyForm
from support.models import SupportStatement
from support.rules.printing import blocks_of
from support.selectors.issued import visible_statements


@require_POST
@needs(Can.ISSUE_STATEMENT)
def statement_issue(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.ISSUE_STATEMENT)
    year = AcademicYear.of(timezone.localdate()).start_year
    try:
        issued = services.issue_statement(actor=request.user, school=school, start_year=year)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("support:statement-detail", urn=school.urn)
    messages.success(request, "Issued. The school can read and answer it, and a PDF is being made.")
    return redirect("support:statement-version", pk=issued.pk)


@require_GET
@needs(Can.READ_VISITS)
def statement_version(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk))


@require_POST
@needs(Can.REPLY_TO_VISIT)
def statement_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    issued = _fetch(request, pk)
    form = StatementReplyForm(request.POST, statement=issued)
    if not form.is_valid():
        return _page(request, issued, form)
    try:
        services.reply_to_statement(actor=request.user, statement_id=issued.pk, **form.cleaned_data)
        messages.success(request, "Your answer is kept with this version.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:statement-version", pk=issued.pk)


@require_GET
@needs(Can.READ_VISITS)
def statement_download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    issued = _fetch(request, pk)
    if not issued.stored_as:
        messages.error(request, "The PDF is still being made: try again in a moment.")
        return redirect("support:statement-version", pk=issued.pk)
    year = str(issued.academic_year).replace("/", "-")
    name = f"statement-of-support-{issued.school.urn}-{year}-version-{issued.number}.pdf"
    return files.response_for(issued.stored_as, name)


def _page(
    request: SignedInRequest, issued: SupportStatement, form: StatementReplyForm | None = None
) -> HttpResponse:
    may_reply = not issued.reply and not policies.why_not_reply_to_statement(request.user, issued)
    context = {
        "statement": issued,
        "school": issued.school,
        "blocks": blocks_of(issued.said),
        "form": (form or StatementReplyForm(statement=issued)) if may_reply else None,
    }
    return TemplateResponse(request, "support/statement_version.html", context)


def _fetch(request: SignedInRequest, pk: int) -> SupportStatement:
    return fetch_visible(visible_statements(request.user), pk=pk)
