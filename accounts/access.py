"""The only way a request turns an id into a school-owned object. Hidden is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpResponse

from accounts.http import SignedInRequest
from accounts.models import AssignmentQuerySet, User
from accounts.roles import GRANTS, Can, Role
from schools.models import School

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponse]


def roles_granting(can: Can) -> list[Role]:
    return [role for role, granted in GRANTS.items() if can in granted]


def _held(user: User, can: Can) -> AssignmentQuerySet:
    if not user.is_active:
        return user.assignments.none()
    return user.assignments.current().filter(role__in=roles_granting(can))


def holds_anywhere(user: User, can: Can) -> bool:
    return _held(user, can).exists()


def holds_trust_wide(user: User, can: Can) -> bool:
    return _held(user, can).filter(school=None, hub=None).exists()


def holds(user: User, can: Can, school: School) -> bool:
    return schools_for(user, can).filter(pk=school.pk).exists()


def schools_for(user: User, can: Can) -> QuerySet[School]:
    """The schools of the trust for which this person holds the permission today."""
    held = list(_held(user, can).values_list("school_id", "hub_id"))
    ours = School.objects.members()
    if (None, None) in held:
        return ours
    schools = [school for school, _ in held if school]
    hubs = [hub for _, hub in held if hub]
    return ours.filter(Q(pk__in=schools) | Q(hub__in=hubs))


def fetch(queryset: QuerySet[M], *, user: User, can: Can, **lookup: Any) -> M:
    """Return one object the person may see, or 404: never reveal that a hidden one exists."""
    found = queryset.filter(school__in=schools_for(user, can), **lookup).first()
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
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not holds_anywhere(request.user, can):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = can  # type: ignore[attr-defined]
        return guarded

    return decorate
