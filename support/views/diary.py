"""The diary: visits that are planned. Once written up a visit is a note, and leaves it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs, schools_for
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from support import policies, services
from support.filters import DiaryFilter
from support.forms.diary import CancelForm, MoveForm, PlanForm
from support.models import NoteState, Visit
from support.selectors import bookings
from support.views.places import places_for

PER_PAGE = 25


@require_GET
@needs(Can.READ_VISITS)
def diary_list(request: SignedInRequest) -> HttpResponse:
    visible = bookings.visible_plans(request.user).for_listing().order_by("on", "pk")
    asked = request.GET.copy()
    asked.setdefault("state", NoteState.PLANNED)
    filtered = DiaryFilter(asked, queryset=visible, viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/diary_list.html",
        partial="support/partials/diary_table.html",
        context={
            "places": places_for(request.user, "support:diary-list"),
            "filter": filtered,
            "page": page,
            "today": timezone.localdate(),
            "may_plan": schools_for(request.user, Can.LOG_VISIT).exists(),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.LOG_VISIT)
def booking_plan(request: SignedInRequest) -> HttpResponse:
    form = _plan_form(request)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        said["form_token"] = said["form_token"] or uuid4()
        try:
            visit = services.plan_visit(actor=request.user, **said)
            messages.success(request, "Planned. Its days are spoken for in the school's statement.")
            _tell(request, visit)
            return redirect("support:booking-detail", pk=visit.pk)
        except services.TooMuchAsked as refusal:
            form.ask_why(str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    places = places_for(request.user, "support:diary-list")
    return TemplateResponse(request, "support/booking_plan.html", {"form": form, "places": places})


@require_GET
@needs(Can.READ_VISITS)
def booking_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk))


@require_POST
@needs(Can.LOG_VISIT)
def booking_move(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    form = MoveForm(request.POST, visit=visit, people=bookings.people_to_send(request.user))
    if not form.is_valid():
        return _page(request, visit, move=form)
    try:
        visit = services.move_visit(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
    except services.TooMuchAsked as refusal:
        form.ask_why(str(refusal))
        return _page(request, visit, move=form)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, visit, move=form)
    messages.success(request, "Moved. The ledger keeps where it was, and why.")
    _tell(request, visit)
    return redirect("support:booking-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def booking_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    form = CancelForm(request.POST, visit=visit)
    if not form.is_valid():
        return _page(request, visit, cancel=form)
    try:
        services.cancel_planned(actor=request.user, visit_id=visit.pk, **form.cleaned_data)
        messages.success(request, "Cancelled. Its days are free again.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:booking-detail", pk=visit.pk)


@require_POST
@needs(Can.LOG_VISIT)
def booking_write(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = _fetch(request, pk)
    try:
        services.write_up(actor=request.user, visit_id=visit.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("support:booking-detail", pk=visit.pk)
    messages.success(request, "It is your draft now. Its days stay planned until you share it.")
    return redirect("support:visit-edit", pk=visit.pk)


def _page(
    request: SignedInRequest,
    visit: Visit,
    *,
    move: MoveForm | None = None,
    cancel: CancelForm | None = None,
) -> HttpResponse:
    """One planned visit, with what its reader may do to it now."""
    may_change = not policies.why_not_log(request.user, visit.school)
    context: dict[str, Any] = {
        "visit": visit,
        "school": visit.school,
        "lines": visit.ledger.for_listing(),
        "today": timezone.localdate(),
        "may_change": may_change,
        "is_due": visit.on <= timezone.localdate(),
    }
    if may_change and visit.state == NoteState.PLANNED:
        people = bookings.people_to_send(request.user)
        context["move_form"] = move or MoveForm(visit=visit, people=people)
        context["cancel_form"] = cancel or CancelForm(visit=visit)
    return TemplateResponse(request, "support/booking_detail.html", context)


def _plan_form(request: SignedInRequest) -> PlanForm:
    schools = schools_for(request.user, Can.LOG_VISIT).order_by("name")
    asked = request.GET.get("school", "")
    today = timezone.localdate()
    return PlanForm(
        posted(request),
        initial={"school": schools.filter(urn=asked).first() if asked.isdecimal() else None},
        schools=schools,
        activities=bookings.kinds_to_plan(today),
        offer_lines=bookings.lines_to_plan(today),
        people=bookings.people_to_send(request.user),
        priorities=bookings.priorities_to_serve(schools, today),
    )


def _tell(request: SignedInRequest, visit: Visit) -> None:
    for sentence in bookings.worth_knowing(visit):
        messages.warning(request, sentence)


def _fetch(request: SignedInRequest, pk: int) -> Visit:
    return fetch_visible(bookings.visible_plans(request.user).for_listing(), pk=pk)
