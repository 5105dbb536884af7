from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import holds_anywhere
from accounts.models import RoleAssignment, User
from accounts.places import Link, nav_for
from accounts.roles import Can, Role
from accounts.words import role_name
from schools.models import Trust


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What base.html shows around every page. Worked out once, however often a request renders."""
    if not hasattr(request, "_navigation"):
        request._navigation = _around_the_page(request)  # type: ignore[attr-defined]
    return request._navigation  # type: ignore[attr-defined]


def _around_the_page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    trust = Trust.objects.first()
    trust_name = trust.name if trust else ""
    everybody = {"trust_name": trust_name, "notice": trust.notice if trust else ""}
    if not isinstance(user, User):
        return everybody | {"navigation": [], "account_links": [], "role_line": ""}
    return everybody | {
        "navigation": nav_for(user, request.path),
        "account_links": _account_links(user, request.path),
        "role_line": role_line(user.roles_today(), trust_name or "Whole trust", user),
    }


def _account_links(user: User, path: str) -> list[Link]:
    places = [("Your account", "accounts:account-detail", True)]
    invites = holds_anywhere(user, Can.INVITE_PEOPLE)
    places.append(("Invitations", "accounts:invitation-list", invites))
    places.append(("Administration", "admin:index", holds_anywhere(user, Can.USE_ADMIN)))
    urls = [(label, reverse(route)) for label, route, allowed in places if allowed]
    return [Link(label, url, path == url) for label, url in urls]


def role_line(held: list[RoleAssignment], trust_name: str, reader: User | None = None) -> str:
    """Headteacher · Elm Grove, or Specialist · 5 schools: the furthest-reaching role first."""
    if not held:
        return ""
    order = [str(role) for role in Role]
    first = min(held, key=lambda assignment: order.index(assignment.role))
    places = [assignment for assignment in held if assignment.role == first.role]
    where = f"{len(places)} schools" if len(places) > 1 else str(first.school or first.hub or "")
    others = len({assignment.role for assignment in held}) - 1
    more = f" · and {others} more" if others else ""
    return f"{role_name(first.role, reader)} · {where or trust_name}{more}"
