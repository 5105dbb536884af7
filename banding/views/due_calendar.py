"""The trust's calendar of what falls due, a month on a page."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding.rules.months import month_after, month_before, month_named
from banding.selectors.due_calendar import Falling, falling_in


@require_GET
@needs(Can.VIEW_OBLIGATIONS)
def calendar_month(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    first = month_named(request.GET.get("month", "")) or today.replace(day=1)
    context = {
        "month": first,
        "before": month_before(first),
        "after": month_after(first),
        "rows": [_row(one, today) for one in falling_in(request.user, first, today)],
    }
    return TemplateResponse(request, "banding/calendar_month.html", context)


def _row(one: Falling, today: date) -> dict[str, Any]:
    words, tone = _state(one, today)
    everywhere = f"All {len(one.bodies)} schools"
    return {
        "one": one,
        "monday": one.monday,
        "where": everywhere if one.is_everywhere else ", ".join(one.bodies),
        "words": words,
        "tone": tone,
        "late_at": ", ".join(one.late_at) if 0 < len(one.late_at) < len(one.bodies) else "",
    }


def _state(one: Falling, today: date) -> tuple[str, str]:
    if one.done == len(one.bodies):
        return "Done", "good"
    if one.late_at:
        return ("Late" if len(one.bodies) == 1 else f"Late at {len(one.late_at)}"), "urgent"
    if one.done:
        return f"{one.done} of {len(one.bodies)} done", "neutral"
    return ("Due today", "watch") if one.due_on == today else ("To do", "neutral")
