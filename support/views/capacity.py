"""How much time people have for schools, and when they are away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from support import services
from support.forms.leave import LeaveForm
from support.models import Leave
from support.selectors.overview import capacity_of_year
from support.views.places import places_for

PER_PAGE = 25


@require_GET
@needs(Can.VIEW_CAPACITY)
def capacity_detail(request: SignedInRequest) -> HttpResponse:
    start_year = AcademicYear.of(timezone.localdate()).start_year
    asked = request.GET.get("year", "")
    if asked.isdecimal() and int(asked) in (start_year, start_year + 1):
        start_year = int(asked)
    found = capacity_of_year(start_year)
    return TemplateResponse(
        request,
        "support/capacity_detail.html",
        {
            "places": places_for(request.user, "support:capacity-detail"),
            "year": found.year.year,
            "capacity": found,
            "page": Paginator(found.known, PER_PAGE).get_page(request.GET.get("page")),
            "unknown_booked": [one for one in found.unknown if one.is_booked],
            "unknown_number": len(found.unknown),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.VIEW_CAPACITY)
def leave_record(request: SignedInRequest) -> HttpResponse:
    form = LeaveForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            leave = services.record_leave(actor=request.user, **form.cleaned_data)
            messages.success(
                request, f"{leave.person} is away then, and has less time to plan for."
            )
            return redirect("support:capacity-detail")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    places = places_for(request.user, "support:capacity-detail")
    return TemplateResponse(request, "support/leave_record.html", {"form": form, "places": places})


@require_POST
@needs(Can.VIEW_CAPACITY)
def leave_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    leave = fetch_visible(Leave.objects.standing().select_related("person"), pk=pk)
    services.withdraw_leave(actor=request.user, leave_id=leave.pk)
    messages.success(request, f"{leave.person} can be planned for again.")
    return redirect("support:capacity-detail")
