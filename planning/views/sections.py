"""Writing one section: saved when it collides with nobody, kept unsaved while it is typed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile, WrongState
from planning import services
from planning.forms.sections import SectionForm
from planning.models import DevelopmentPoint, Plan, PlanState, Priority, UnsavedText
from planning.policies import plans as policies
from planning.policies.plans import why_not
from planning.presenters.conflict import conflict_of
from planning.presenters.warnings import name_warning
from planning.rules.sections import marks_of, shape_of
from planning.rules.words import length_of
from planning.selectors.plans import doers_at
from planning.selectors.sections import AnySection, section_at, texts_of, values_of
from planning.services import Typed
from planning.views.fetching import CONFLICT, fetch_in_plan, fetch_plan, to_plan, try_to

NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def section_edit(request: SignedInRequest, pk: int, place: str) -> HttpResponse:
    plan = fetch_plan(request, pk)
    section = _section(plan, place)
    if refusal := why_not(policies.check_can_write_section, request.user, plan, section):
        messages.error(request, refusal)
        return to_plan(plan)
    if request.method == "GET":
        return _fresh(request, plan, section, place)
    form = _form(plan, section, place, request.POST)
    if not form.is_valid():
        return _page(request, plan, section, place, form)
    try:
        saved = services.save_section(
            actor=request.user, plan_id=plan.pk, place=place, typed=form.typed, seen=form.seen
        )
    except (EditedMeanwhile, WrongState) as refused:
        return _conflict(request, plan, place, form, str(refused))
    except DomainError as refused:
        form.main.add_error(None, str(refused))
        return _page(request, plan, section, place, form)
    _say_saved(request, plan, place, saved)
    return to_plan(plan, place)


def _say_saved(request: SignedInRequest, plan: Plan, place: str, saved: services.Saved) -> None:
    if not saved.changed:
        messages.info(request, "Nothing had changed, so nothing was saved.")
        return
    plan.refresh_from_db()
    again = " It is a draft again: what was approved stands until the next version is."
    was_approved = plan.state == PlanState.DRAFT and plan.versions.filter(state="standing").exists()
    messages.success(request, f"Saved.{again if was_approved else ''}")
    texts = texts_of(saved.section, shape_of(place, plan.kind))
    if warning := name_warning(request.user, plan, texts):
        messages.warning(request, warning)


def _section(plan: Plan, place: str) -> AnySection:
    try:
        return section_at(plan, place)
    except DomainError as missing:
        raise Http404 from missing


def _fresh(request: SignedInRequest, plan: Plan, section: AnySection, place: str) -> HttpResponse:
    """From what is saved; or, when asked, from what this person typed and did not save."""
    kept = UnsavedText.objects.filter(plan=plan, place=place, user=request.user).first()
    if kept and "unsaved" in request.GET:
        data = QueryDict(mutable=True)
        data.update(kept.typed)
        return _page(request, plan, section, place, _form(plan, section, place, data))
    form = _form(plan, section, place, None)
    return _page(request, plan, section, place, form, kept=kept)


def _form(
    plan: Plan, section: AnySection, place: str, data: Any, values: Typed | None = None
) -> SectionForm:
    shape = shape_of(place, plan.kind)
    return SectionForm(
        data,
        plan=plan,
        section=section,
        place=place,
        values=values or Typed(*values_of(section, shape)),
        seen=marks_of(texts_of(section, shape)),
    )


def _page(
    request: SignedInRequest,
    plan: Plan,
    section: AnySection,
    place: str,
    form: SectionForm,
    kept: UnsavedText | None = None,
) -> HttpResponse:
    context = _context(plan, section, place, form) | {"kept": kept}
    status = 422 if form.main.is_bound and form.main.errors and request.method == "POST" else 200
    return TemplateResponse(request, "planning/section_edit.html", context, status=status)


def _context(plan: Plan, section: AnySection, place: str, form: SectionForm) -> dict[str, Any]:
    return {
        "plan": plan,
        "school": plan.school,
        "section": section,
        "place": place,
        "form": form,
        "is_removable": isinstance(section, Priority) and section.removed_at is None,
        "was_approved": plan.state == PlanState.APPROVED,
        "keep_url": reverse("planning:section-keep", args=[plan.pk, place]),
    }


def _conflict(
    request: SignedInRequest, plan: Plan, place: str, form: SectionForm, why: str
) -> HttpResponse:
    """Both texts side by side. What was typed is a form again, now against what is saved."""
    plan.refresh_from_db()
    section, shape = section_at(plan, place), shape_of(place, plan.kind)
    labels = {name: str(field.label) for name, field in form.main.fields.items()}
    found = conflict_of(section, shape, form.typed, form.seen, labels)
    is_gone = isinstance(section, Priority) and section.removed_at is not None
    context = _context(plan, section, place, _form(plan, section, place, None, found.values)) | {
        "why": why,
        "apart": found.apart,
        "can_save_again": not is_gone and plan.state in {PlanState.DRAFT, PlanState.APPROVED},
        "typed": _lines(form, labels),
    }
    return TemplateResponse(request, "planning/section_conflict.html", context, status=CONFLICT)


def _lines(form: SectionForm, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Everything that was typed, to be copied."""
    said = [(labels.get(name, name), str(value or "")) for name, value in form.typed.fields.items()]
    for rows in form.rows:
        for row in rows.given:
            texts = [str(value) for name, value in row.items() if name != "id" and value]
            said.append((rows.heading, " · ".join(texts)))
    return [one for one in said if one[1]]


@require_POST
@needs(Can.READ_PLANS)
def section_keep(request: SignedInRequest, pk: int, place: str) -> HttpResponse:
    """What is in the form now, for when the page is closed by accident."""
    plan = fetch_plan(request, pk)
    typed = {name: text for name, text in typed_by(request).items() if name not in NOT_TYPED}
    context: dict[str, Any] = {"at": timezone.now(), "lengths": _lengths(typed)}
    try:
        services.keep_unsaved(actor=request.user, plan_id=plan.pk, place=place, typed=typed)
        texts = {name: text for name, text in typed.items() if name != "seen"}
        context["warning"] = name_warning(request.user, plan, texts)
    except DomainError as refusal:
        context["why"] = str(refusal)
    return TemplateResponse(request, "planning/partials/kept.html", context)


def _lengths(typed: dict[str, str]) -> list[str]:
    found = [length_of(name, text) for name, text in typed.items()]
    return [str(one) for one in found if one and one.is_long]


@require_POST
@needs(Can.READ_PLANS)
def section_forget(request: SignedInRequest, pk: int, place: str) -> HttpResponse:
    plan = fetch_plan(request, pk)
    services.drop_unsaved(actor=request.user, plan_id=plan.pk, place=place)
    return redirect("planning:section-edit", pk=plan.pk, place=place)


@require_POST
@needs(Can.READ_PLANS)
def priority_add(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    title = typed_by(request).get("title", "")
    try:
        priority = services.add_priority(actor=request.user, plan_id=plan.pk, title=title)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to_plan(plan)
    return redirect("planning:section-edit", pk=plan.pk, place=f"priority-{priority.pk}")


@require_POST
@needs(Can.READ_PLANS)
def priority_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    priority: Priority = fetch_in_plan(request, Priority.objects.standing(), "plan", pk)
    version = typed_by(request).get("version", "")
    try_to(
        request,
        lambda: services.remove_priority(
            actor=request.user,
            priority_id=priority.pk,
            version=int(version) if version.isdecimal() else 0,
        ),
        "Taken out of the plan. Versions that were put forward keep it.",
    )
    return to_plan(priority.plan)


@require_POST
@needs(Can.READ_PLANS)
def priority_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up or down, for everybody and without dragging."""
    priority: Priority = fetch_in_plan(request, Priority.objects.standing(), "plan", pk)
    order = list(priority.plan.priorities.standing().values_list("pk", flat=True))
    at = order.index(priority.pk)
    to = at - 1 if typed_by(request).get("to") == "up" else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    try_to(
        request,
        lambda: services.order_priorities(
            actor=request.user, plan_id=priority.plan_id, order=order
        ),
        "Moved.",
    )
    return to_plan(priority.plan, f"priority-{priority.pk}")


@require_POST
@needs(Can.READ_PLANS)
def point_promote(request: SignedInRequest, pk: int) -> HttpResponse:
    point: DevelopmentPoint = fetch_in_plan(
        request, DevelopmentPoint.objects.select_related("area"), "area__plan", pk
    )
    try:
        priority = services.make_priority(actor=request.user, point_id=point.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to_plan(point.area.plan)
    messages.success(request, "It is a priority of the improvement plan now.")
    return redirect("planning:section-edit", pk=priority.plan_id, place=f"priority-{priority.pk}")


@require_POST
@needs(Can.READ_PLANS)
def subject_add(request: SignedInRequest, pk: int) -> HttpResponse:
    priority: Priority = fetch_in_plan(request, Priority.objects.standing(), "plan", pk)
    said = typed_by(request)
    doers = doers_at(priority.plan.school, timezone.localdate())
    writer = next((one for one in doers if str(one.pk) == said.get("writer")), None)
    try_to(
        request,
        lambda: services.add_subject_plan(
            actor=request.user,
            priority_id=priority.pk,
            subject=said.get("subject", ""),
            leader=said.get("leader", ""),
            writer=writer,
        ),
        "Added. Its leader writes the rest.",
    )
    return to_plan(priority.plan, f"priority-{priority.pk}")
