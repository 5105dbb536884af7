"""The header every page of a school carries, for the person who is looking at it."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.places import facts_for, tabs_for
from schools.models import School, TrustMembership

register = template.Library()


@register.inclusion_tag("components/school_header.html", takes_context=True)
def school_header(context: template.Context, school: School) -> dict[str, Any]:
    """The line above its name, its name, and the badges other rooms add. Needs `request`."""
    membership = _membership_today(school)
    return {
        "school": school,
        "joined": membership.starts_on if membership else None,
        "facts": facts_for(context["request"].user, school),
    }


@register.inclusion_tag("components/tabs.html", takes_context=True)
def school_tabs(context: template.Context, school: School) -> dict[str, Any]:
    request = context["request"]
    links = tabs_for(request.user, school, request.path)
    return {"links": links, "label": f"Pages of {school}"}


def _membership_today(school: School) -> TrustMembership | None:
    started = school.memberships.filter(starts_on__lte=timezone.localdate())
    return started.order_by("-starts_on").first()
