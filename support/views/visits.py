"""Visits: the list, one note, and writing one. Two windows on one draft lose nobody's words."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_visible, needs, schools_for
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile, WrongState
from core.htmx import page_or_partial
from support import selectors, services
from support.filters import VisitFilter
from support.forms import ActionRows, VisitForm, action_rows
from support.models import NOTES, NoteState, Visit
from support.views.notes import note_page
from support.views.places import places_for

PER_PAGE = 25
CONFLICT = 409
LOOK_AT_ACTIONS = "One of the actions is not complete: look at the rows below."


@require_GET
@needs(Can.READ_VISITS)
def visit_list(request: SignedInRequest) -> HttpResponse:
    visible = selectors.visible_visits(request.user)
    filtered = VisitFilter(request.GET, queryset=visible.for_listing(), viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="support/visit_list.html",
        partial="support/partials/visit_table.html",
        context={
            "filter": filtered,
            "page": page,
            "places": places_for(request.user, "support:visit-list"),
            "may_log": schools_for(request.user, Can.LOG_VISIT).exists(),
        },
    )


@require_GET
@needs(Can.READ_VISITS)
def visit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return note_page(request, fetch_visit(request, pk))


@require_http_methods(["GET", "POST"])
@needs(Can.LOG_VISIT)
def visit_log(request: SignedInRequest) -> HttpResponse:
    schools = schools_for(request.user, Can.LOG_VISIT).order_by("name")
    activities, lines = selectors.activities_for_visits(), selectors.offer_lines_for_visits()
    asked = request.GET.get("school", "")
    chosen = schools.filter(urn=asked).first() if asked.isdecimal() else None
    form = VisitForm(
        posted(request),
        initial={"school": chosen},
        schools=schools,
        activities=activities,
        offer_lines=lines,
    )
    rows = action_rows(posted(request))
    if is_complete(form, rows):
        try:
            said = form.cleaned_data | {"actions": rows.agreed}
            said["form_token"] = said["form_token"] or uuid4()
            del said["version"]
            visit = services.log_visit(actor=request.user, **said)
            messages.success(request, "Saved as your draft. Nobody else sees it yet.")
            return redirect("support:visit-detail", pk=visit.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "rows": rows, "has_activities": activities.exists() or lines.exists()}
    return TemplateResponse(request, "support/visit_log.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.LOG_VISIT)
def visit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    drafts = Visit.objects.filter(
        author=request.user, state__in=NOTES, school__in=schools_for(request.user, Can.LOG_VISIT)
    )
    visit = fetch_visible(
        drafts.select_related("school", "activity__edition", "offer_line__edition"), pk=pk
    )
    form = edit_form(request.POST if request.method == "POST" else None, visit)
    rows = action_rows(posted(request), visit=visit)
    if request.method == "GET" and visit.state != NoteState.DRAFT:
        messages.error(request, "This note has been shared, so it can no longer be changed.")
        return redirect("support:visit-detail", pk=visit.pk)
    if is_complete(form, rows):
        try:
            said = form.cleaned_data | {"actions": rows.agreed}
            del said["form_token"]
            services.edit_visit(actor=request.user, visit_id=visit.pk, **said)
            messages.success(request, "Saved.")
            return redirect("support:visit-detail", pk=visit.pk)
        except (EditedMeanwhile, WrongState) as refusal:
            return conflict(request, visit, str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "rows": rows, "visit": visit, "school": visit.school}
    return TemplateResponse(request, "support/visit_edit.html", context)


def is_complete(form: VisitForm, rows: ActionRows) -> bool:
    if not form.is_bound:
        return False
    typed_well = form.is_valid()
    if rows.is_valid():
        return typed_well
    form.add_error(None, LOOK_AT_ACTIONS)
    return False


def edit_form(data: QueryDict | None, visit: Visit) -> VisitForm:
    return VisitForm(
        data,
        visit=visit,
        schools=schools_for(visit.author, Can.LOG_VISIT),
        activities=selectors.activities_for_visits(also=visit.activity),
        offer_lines=selectors.offer_lines_for_visits(also=visit.offer_line),
    )


def conflict(request: SignedInRequest, visit: Visit, why: str) -> HttpResponse:
    """Both texts side by side. What was typed is a form again, now against what is saved."""
    visit.refresh_from_db()
    typed = request.POST.copy()
    typed["version"] = str(visit.version)
    context: dict[str, Any] = {
        "visit": visit,
        "school": visit.school,
        "why": why,
        "is_draft": visit.state == NoteState.DRAFT,
        "form": edit_form(typed, visit),
        "rows": action_rows(typed, visit=visit),
    }
    return TemplateResponse(request, "support/visit_conflict.html", context, status=CONFLICT)


def fetch_visit(request: SignedInRequest, pk: int) -> Visit:
    return fetch_visible(selectors.visible_visits(request.user).for_listing(), pk=pk)
