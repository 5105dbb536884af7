"""The governors' cycle: which priority they look at when, with questions to ask."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_school, fetch_visible, needs, schools_for
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from core.years import AcademicYear
from planning.forms.governors import LookForm, LookNoteForm
from planning.models import GovernorLook
from planning.policies import governors as policies
from planning.policies.plans import why_not
from planning.selectors.governors import LookShown, cycle_of, look_shown
from planning.services.governors import change_look, make_cycle, note_look, remove_look
from planning.views.fetching import CONFLICT, try_to
from planning.views.shown import links


@require_GET
@needs(Can.VIEW_PLANS)
def cycle_school(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_PLANS)
    if why_not(policies.check_can_read, request.user, school):
        raise PermissionDenied
    today = timezone.localdate()
    year = AcademicYear.of(today)
    cycle = cycle_of(request.user, school, year.start_year, today)
    context = {
        "school": school,
        "year": year,
        "cycle": cycle,
        "links": links(school, request.user, "planning:cycle-school"),
        "may_keep": not why_not(policies.check_can_keep, request.user, school),
        "may_note": not why_not(policies.check_can_note, request.user, school),
    }
    return TemplateResponse(request, "planning/cycle_school.html", context)


@require_POST
@needs(Can.WRITE_PLANS)
def cycle_make(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.WRITE_PLANS)
    today = timezone.localdate()
    plan = cycle_of(request.user, school, AcademicYear.of(today).start_year, today).plan
    if plan is None:
        messages.error(request, "Start the improvement plan first: the cycle is made from it.")
    else:
        try_to(
            request,
            lambda: make_cycle(actor=request.user, plan_id=plan.pk),
            "Each priority is in the cycle once a term.",
        )
    return redirect("planning:cycle-school", urn=school.urn)


@require_http_methods(["GET", "POST"])
@needs(Can.WRITE_PLANS)
def look_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk, Can.WRITE_PLANS)
    form = LookForm(posted(request), shown=shown)
    return _save(
        request, shown, form, LookForm, change_look, f"What governors look at: {shown.title}"
    )


@require_http_methods(["GET", "POST"])
@needs(Can.COMMENT_PLANS)
def look_note(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk, Can.COMMENT_PLANS)
    form = LookNoteForm(posted(request), shown=shown)
    return _save(
        request, shown, form, LookNoteForm, note_look, f"What governors heard: {shown.title}"
    )


@require_POST
@needs(Can.WRITE_PLANS)
def look_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    look = _fetch(request, pk, Can.WRITE_PLANS).look
    version = request.POST.get("version", "")
    stamp = int(version) if version.isdecimal() else 0
    try_to(
        request,
        lambda: remove_look(actor=request.user, look_id=look.pk, version=stamp),
        "Taken out of the cycle.",
    )
    return redirect("planning:cycle-school", urn=look.priority.plan.school.urn)


def _fetch(request: SignedInRequest, pk: int, can: Can) -> LookShown:
    """A line that this person reads: a governor's is of a priority that was issued."""
    found = GovernorLook.objects.standing().filter(
        priority__plan__school__in=schools_for(request.user, can)
    )
    look = fetch_visible(found.select_related("priority__plan__school"), pk=pk)
    shown = look_shown(request.user, look)
    if shown is None:
        raise Http404
    return shown


def _save(
    request: SignedInRequest, shown: LookShown, form: Any, form_of: Any, save: Any, title: str
) -> HttpResponse:
    school = shown.look.priority.plan.school
    context = {"form": form, "school": school, "title": title, "shown": shown}
    if form.is_valid():
        try:
            save(actor=request.user, look_id=shown.look.pk, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("planning:cycle-school", urn=school.urn)
        except EditedMeanwhile as refusal:
            typed = request.POST.copy()
            typed["version"] = str(shown.look.version)
            context |= {
                "why": str(refusal),
                "form": form_of(typed, shown=shown),
                "saved": "planning/partials/look.html",
            }
            return TemplateResponse(request, "planning/two_versions.html", context, status=CONFLICT)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "planning/activity_form.html", context)
