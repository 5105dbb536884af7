"""Saying how a plan goes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest, posted
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.errors import DomainError
from planning import services
from planning.forms.acts import CloseForm, ProgressForm, ReviewForm
from planning.models import Milestone, PlanAction, Priority
from planning.policies import plans as policies
from planning.policies.plans import why_not
from planning.presenters.warnings import name_warning
from planning.views.fetching import fetch_in_plan, fetch_plan, to_plan, try_to


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def priority_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    priority: Priority = fetch_in_plan(request, Priority.objects.standing(), "plan", pk)
    plan = priority.plan
    if refusal := why_not(policies.check_can_report, request.user, plan):
        messages.error(request, refusal)
        return to_plan(plan)
    now = {"rag": priority.rag, "impact": priority.impact}
    form = ProgressForm(posted(request), initial=now)
    if form.is_bound and form.is_valid():
        try:
            said = services.set_rag(
                actor=request.user, priority_id=priority.pk, **form.cleaned_data
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. Earlier notes stay beside it.")
            texts = {"words": said.words, "impact": said.impact_words}
            if warning := name_warning(request.user, plan, texts):
                messages.warning(request, warning)
            return to_plan(plan, f"priority-{priority.pk}")
    notes = priority.notes.select_related("by")
    context = {
        "plan": plan, "school": plan.school, "priority": priority, "form": form, "notes": notes,
    }  # fmt: skip
    return TemplateResponse(request, "planning/priority_progress.html", context)


@require_POST
@needs(Can.READ_PLANS)
def action_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    action: PlanAction = fetch_in_plan(request, PlanAction.objects.all(), "priority__plan", pk)
    words = typed_by(request).get("words", "")
    try_to(
        request,
        lambda: services.finish_action(actor=request.user, action_id=action.pk, words=words),
        "Marked as done.",
    )
    return _back(request, action)


@require_POST
@needs(Can.READ_PLANS)
def action_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    action: PlanAction = fetch_in_plan(request, PlanAction.objects.all(), "priority__plan", pk)
    try_to(
        request,
        lambda: services.reopen_action(actor=request.user, action_id=action.pk),
        "It is still to do.",
    )
    return _back(request, action)


def _back(request: SignedInRequest, action: PlanAction) -> HttpResponse:
    return to_plan(action.priority.plan, f"priority-{action.priority_id}")


@require_POST
@needs(Can.READ_PLANS)
def milestone_reach(request: SignedInRequest, pk: int) -> HttpResponse:
    milestone: Milestone = fetch_in_plan(request, Milestone.objects.all(), "priority__plan", pk)
    on = None if milestone.reached_on else timezone.localdate()
    try_to(
        request,
        lambda: services.reach_milestone(actor=request.user, milestone_id=milestone.pk, on=on),
        "Reached." if on else "Not reached yet.",
    )
    return to_plan(milestone.priority.plan, f"priority-{milestone.priority_id}")


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def plan_review(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    if refusal := why_not(policies.check_can_review, request.user, plan):
        messages.error(request, refusal)
        return to_plan(plan)
    form = ReviewForm(posted(request), initial={"on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            services.review_plan(actor=request.user, plan_id=plan.pk, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded.")
            return to_plan(plan, "reviews")
    context = {
        "plan": plan,
        "school": plan.school,
        "form": form,
        "reviews": plan.reviews.select_related("by"),
    }
    return TemplateResponse(request, "planning/plan_review.html", context)


@require_POST
@needs(Can.READ_PLANS)
def plan_close(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    form = CloseForm(request.POST, action=request.path)
    if not form.is_valid():
        messages.error(request, "Say what was achieved, then close the plan.")
        return to_plan(plan, "close")
    achieved = form.cleaned_data["achieved"]
    closed = try_to(
        request,
        lambda: services.close_plan(actor=request.user, plan_id=plan.pk, achieved=achieved),
        "The plan is closed.",
    )
    if not closed:
        return to_plan(plan)
    return redirect("planning:plan-list", urn=plan.school.urn)
