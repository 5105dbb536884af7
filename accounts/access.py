"""The only way a request turns an id into a school-owned object. Hidden is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase

from accounts.http import SignedInRequest
from accounts.models import AssignmentQuerySet, RoleAssignment, User
from accounts.roles import (
    GRANTS,
    NEEDS_SECOND_STEP,
    SCHOOL_ONLY,
    TRUST_WIDE_ONLY,
    Can,
    Role,
)
from schools.models import School, SchoolQuerySet

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponseBase]


def imagined(role: Role, school: School | None = None) -> User:
    """Somebody who holds just this role: to be asked what they may see, never to be kept.

    Without a school a role is held for the whole trust. ValueError where it must name a school.
    """
    if role in SCHOOL_ONLY and school is None:
        raise ValueError(f"{role.label} is a role at one school: name the school.")
    at = None if role in TRUST_WIDE_ONLY else school
    reader = User(name=role.label, email=f"{role}@nobody.example")
    reader.begin_request()
    reader.once("roles", lambda: [RoleAssignment(user=reader, role=role, school=at)])
    return reader


def roles_granting(can: Can) -> list[Role]:
    return [role for role, granted in GRANTS.items() if can in granted]


def holding(can: Can) -> AssignmentQuerySet:
    """Roles held today that grant this in full; one that a brief narrows counts for its own use."""
    return RoleAssignment.objects.current().filter(role__in=roles_granting(can), only="")


def _held(user: User, can: Can) -> list[RoleAssignment]:
    return [held for held in user.roles_today() if can in held.grants]


def holds_anywhere(user: User, can: Can) -> bool:
    return bool(_held(user, can))


def holds_trust_wide(user: User, can: Can) -> bool:
    return any(held.school_id is None and held.hub_id is None for held in _held(user, can))


def holds(user: User, can: Can, school: School) -> bool:
    """Whether `schools_for` would have this school, asked without a query of its own each time."""
    reaches = any(
        held.school_id == school.pk if held.school_id else held.hub_id in (None, school.hub_id)
        for held in _held(user, can)
    )
    return reaches and user.once(
        ("member", school.pk), lambda: School.objects.members().filter(pk=school.pk).exists()
    )


def schools_for(user: User, can: Can) -> SchoolQuerySet:
    """The schools of the trust for which this person holds the permission today."""
    ours = School.objects.members()
    if holds_trust_wide(user, can):
        return ours
    held = _held(user, can)
    schools = [assignment.school_id for assignment in held if assignment.school_id]
    hubs = [assignment.hub_id for assignment in held if assignment.hub_id]
    return ours.filter(Q(pk__in=schools) | Q(hub__in=hubs))


def fetch(queryset: QuerySet[M], *, user: User, can: Can, **lookup: Any) -> M:
    """Return one object the person may see, or 404: never reveal that a hidden one exists."""
    found = queryset.filter(school__in=schools_for(user, can), **lookup).first()
    if found is None:
        raise Http404
    return found


def fetch_visible(queryset: QuerySet[M], **lookup: Any) -> M:
    """Return one object of a queryset that holds only what the person may see, or 404."""
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def fetch_school(urn: int, *, user: User, can: Can) -> School:
    school = schools_for(user, can).filter(urn=urn).first()
    if school is None:
        raise Http404
    return school


def needs(can: Can) -> Callable[[View], View]:
    """Name the permission a view needs and refuse people who hold it nowhere."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not holds_anywhere(request.user, can):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = can  # type: ignore[attr-defined]
        return guarded

    return decorate


def for_everyone_signed_in(view: View) -> View:
    """Say that a view shows people only what is their own, so that it needs no permission."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def must_set_up_second_step(user: User) -> bool:
    """Whether this person's roles ask for a second step that has not been set up yet."""
    if not settings.REQUIRE_MFA:
        return False
    asked = any(held.role in NEEDS_SECOND_STEP for held in user.roles_today())
    return asked and not has_second_step(user)


def has_second_step(user: User) -> bool:
    return user.once("second step", lambda: is_mfa_enabled(user, [Authenticator.Type.TOTP]))
