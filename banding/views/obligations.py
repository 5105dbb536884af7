"""What is due: a person's own list, all that is asked of a school, and saying that it is done."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Can
from banding import services
from banding.filters import ObligationFilter
from banding.models import Obligation
from banding.places import edition_for
from banding.policies import obligations as policies
from banding.rules.obligations import ESCALATED, state_on, told_late, with_whom
from banding.selectors.obligations import (
    DONE,
    LATE,
    LATER,
    SOON,
    concerning,
    in_groups,
    school_days_late,
    visible_to,
    with_level_named,
)
from core.errors import DomainError
from core.htmx import page_or_partial

PER_PAGE = 25
TOLD = {
    "today": ("Due today", "watch"),
    "soon": ("Due soon", "watch"),
    "upcoming": ("Later", "neutral"),
    "done": ("Done", "good"),
}
GROUPS = {LATE: "Late", SOON: "Due soon", LATER: "Later", DONE: "Done"}


@require_GET
@needs(Can.VIEW_OBLIGATIONS)
def obligation_list(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    found = in_groups(with_level_named(concerning(request.user, today)), today)
    filtered = ObligationFilter(request.GET, queryset=found, edition=edition_for(request.user))
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="banding/obligation_list.html",
        partial="banding/partials/obligation_table.html",
        context={
            "filter": filtered,
            "page": page,
            "rows": _rows(page, request.user),
        },
    )


@require_GET
@needs(Can.VIEW_OBLIGATIONS)
def obligation_school(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_OBLIGATIONS)
    edition = edition_for(request.user)
    asked = with_level_named(visible_to(request.user)).filter(
        school=school, start_year=edition.start_year if edition else 0
    )
    found = in_groups(asked, timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"school": school, "page": page, "rows": _rows(page, request.user)}
    return TemplateResponse(request, "banding/obligation_school.html", context)


@require_POST
@needs(Can.VIEW_OBLIGATIONS)
def obligation_done(request: SignedInRequest, pk: int) -> HttpResponse:
    one = fetch_visible(visible_to(request.user), pk=pk)
    try:
        if request.POST.get("undo"):
            services.undo_done(actor=request.user, obligation_id=one.pk)
            messages.success(request, f"{one.duty} is to be done again.")
        else:
            note = request.POST.get("note", "")
            services.mark_done(actor=request.user, obligation_id=one.pk, note=note)
            messages.success(request, f"{one.duty} is done.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:obligation-list")


def _rows(page: Any, user: User) -> list[dict[str, Any]]:
    today = timezone.localdate()
    days_late = school_days_late(page, today)
    return [_row(one, user, today, days_late.get(one.pk, 0)) for one in page]


def _row(one: Obligation, user: User, today: date, days_late: int) -> dict[str, Any]:
    state = state_on(
        today,
        due_on=one.due_on,
        remind_on=one.remind_on,
        escalate_on=one.escalate_on,
        is_done=one.done_at is not None,
    )
    words, tone = TOLD.get(state) or (told_late(days_late, one.due_on), "urgent")
    return {
        "one": one,
        "group": GROUPS[one.group],  # type: ignore[attr-defined]
        "words": words,
        "tone": tone,
        "come_to": with_whom(_others(one), one.escalate_on) if state == ESCALATED else "",
        "reason": policies.reason_for(user, one),
        "may_mark": not policies.why_not_mark(user, one),
    }


def _others(one: Obligation) -> list[str]:
    """Approver and overseer by name, each once."""
    return list(dict.fromkeys(str(p) for p in (one.duty.approver, one.duty.overseer) if p))
