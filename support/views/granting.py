"""Days a school has beside its offer, as the chief executive decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import fetch_school, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from support import services
from support.forms.granting import AgreeDaysForm, CarryDaysForm
from support.selectors.granting import bespoke_menu, left_to_carry


@require_http_methods(["GET", "POST"])
@needs(Can.GRANT_DAYS)
def days_agree(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.GRANT_DAYS)
    today = timezone.localdate()
    menu = bespoke_menu(today)
    form = AgreeDaysForm(posted(request), lines=menu)
    if form.is_bound and form.is_valid():
        try:
            services.agree_bespoke(actor=request.user, school=school, on=today, **form.cleaned_data)
            messages.success(request, "Kept on the ledger of days, with why.")
            return redirect("support:statement-detail", urn=school.urn)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"school": school, "form": form, "has_any": menu.exists()}
    return TemplateResponse(request, "support/days_agree.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.GRANT_DAYS)
def days_carry(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.GRANT_DAYS)
    today = timezone.localdate()
    found = left_to_carry(school, today)
    form = CarryDaysForm(posted(request), found=found)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            services.carry_days(
                actor=request.user, school=school, on=today, reason=said["reason"],
                form_token=said["form_token"],
                from_line=said["what"].from_line, to_line=said["what"].to_line,
                quarter_days=said["quarter_days"],
            )  # fmt: skip
            messages.success(request, "Carried. Both years keep it on the ledger of days.")
            return redirect("support:statement-detail", urn=school.urn)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    last_year = AcademicYear(AcademicYear.of(today).start_year - 1)
    context = {"school": school, "form": form, "has_any": bool(found), "last_year": last_year}
    return TemplateResponse(request, "support/days_carry.html", context)
