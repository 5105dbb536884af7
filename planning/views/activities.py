"""One monitoring activity: read, planned anew, cancelled, recorded. Two windows lose no words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.models import User
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from core.journal import sentence
from core.years import AcademicYear
from planning.forms.schedule import CancelForm, PlanForm, RecordForm
from planning.models import ActivityState, MonitoringActivity
from planning.policies import schedule as policies
from planning.policies.plans import why_not
from planning.selectors.plans import pupils_named_for
from planning.selectors.schedule import history_of, visible_activities
from planning.services.records import record_monitoring
from planning.services.schedule import add_activity, cancel_activity, replan_activity
from planning.views.shown import may_schedule, row

CONFLICT = 409


@require_GET
@needs(Can.READ_PLANS)
def activity_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, _fetch(request, pk))


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def activity_add(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_PLANS)
    if refusal := why_not(policies.check_can_schedule, request.user, school):
        messages.error(request, refusal)
        return redirect("planning:schedule-school", urn=school.urn)
    year = AcademicYear.of(timezone.localdate())
    form = PlanForm(posted(request), school=school, start_year=year.start_year)
    if form.is_valid():
        try:
            one = add_activity(actor=request.user, school=school, planned=form.planned)
            messages.success(request, f"{one} is on the schedule.")
            return redirect("planning:activity-detail", pk=one.pk)
        except DomainError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "school": school, "title": "Add monitoring"}
    return TemplateResponse(request, "planning/activity_form.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def activity_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _fetch(request, pk)
    if refused := _not_now(request, one, why_not(policies.check_can_plan, request.user, one)):
        return refused
    form = _plan_form(one, posted(request), request.user)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            replan_activity(
                actor=request.user, activity_id=one.pk, version=version, planned=form.planned
            )
            messages.success(request, "Planned anew. Making the schedule again leaves it so.")
            return redirect("planning:activity-detail", pk=one.pk)
        except EditedMeanwhile as refusal:
            return _conflict(request, _fetch(request, pk), _plan_form, str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "school": one.school, "title": f"Plan “{one}” anew"}
    return TemplateResponse(request, "planning/activity_form.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def activity_record(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _fetch(request, pk)
    if refused := _not_now(request, one, why_not(policies.check_can_record, request.user, one)):
        return refused
    form = _record_form(one, posted(request), request.user)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            record_monitoring(
                actor=request.user, activity_id=one.pk, version=version, seen=form.seen
            )
            messages.success(request, "The record is saved.")
            return redirect("planning:activity-detail", pk=one.pk)
        except EditedMeanwhile as refusal:
            return _conflict(request, _fetch(request, pk), _record_form, str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "school": one.school, "title": f"Record “{one}”"}
    return TemplateResponse(request, "planning/activity_form.html", context)


@require_POST
@needs(Can.READ_PLANS)
def activity_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _fetch(request, pk)
    form = _cancel_form(one, request.POST)
    if not form.is_valid():
        return _detail(request, one, cancelling=form)
    try:
        cancel_activity(actor=request.user, activity_id=one.pk, **form.cleaned_data)
        messages.success(request, "Cancelled. It stays on the schedule with its reason.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("planning:activity-detail", pk=one.pk)


def _fetch(request: SignedInRequest, pk: int) -> MonitoringActivity:
    found = visible_activities(request.user).for_listing()
    return fetch_visible(found.select_related("record__made_by", "doer", "cancelled_by"), pk=pk)


def _detail(
    request: SignedInRequest, one: MonitoringActivity, *, cancelling: CancelForm | None = None
) -> HttpResponse:
    may_plan = may_schedule(request.user, one.school)
    may_cancel = may_plan and one.state == ActivityState.PLANNED
    entries = [
        {"at": entry.at, "title": sentence(entry), "text": entry.after.get("because", "")}
        for entry in history_of(one)
    ]
    context = {
        **row(one, timezone.localdate()),
        "school": one.school,
        "history": [*entries, _began(one)] if one.is_from_plan else entries,
        "may_plan": may_plan and one.state != ActivityState.DONE,
        "may_record": one.state != ActivityState.CANCELLED
        and not why_not(policies.check_can_record, request.user, one),
        "cancel_form": (cancelling or _cancel_form(one)) if may_cancel else None,
    }
    return TemplateResponse(request, "planning/activity_detail.html", context)


def _began(one: MonitoringActivity) -> dict[str, Any]:
    return {"at": one.created_at, "title": "Put on the schedule from the plan", "text": ""}


def _not_now(
    request: SignedInRequest, one: MonitoringActivity, why: str
) -> HttpResponseRedirect | None:
    if not why:
        return None
    messages.error(request, why)
    return HttpResponseRedirect(reverse("planning:activity-detail", args=[one.pk]))


def _plan_form(one: MonitoringActivity, data: Any, _: User) -> PlanForm:
    return PlanForm(data, school=one.school, start_year=one.start_year, activity=one)


def _record_form(one: MonitoringActivity, data: Any, user: User) -> RecordForm:
    known = pupils_named_for(user, one.school) if data else None
    return RecordForm(data, school=one.school, activity=one, known=known)


def _cancel_form(one: MonitoringActivity, data: Any = None) -> CancelForm:
    action = reverse("planning:activity-cancel", args=[one.pk])
    return CancelForm(data, action=action, initial={"version": one.version})


def _conflict(
    request: SignedInRequest, one: MonitoringActivity, form_of: Any, why: str
) -> HttpResponse:
    """Both texts side by side. What was typed is a form again, now against what is saved."""
    typed = request.POST.copy()
    typed["version"] = str(one.version)
    context = {
        **row(one, timezone.localdate()),
        "school": one.school,
        "why": why,
        "saved": "planning/partials/activity.html",
        "form": form_of(one, typed, request.user),
    }
    return TemplateResponse(request, "planning/two_versions.html", context, status=CONFLICT)
