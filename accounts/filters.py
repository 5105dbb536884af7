from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import RoleAssignment, User
from accounts.roles import Role
from accounts.words import role_name
from schools.models import School


class PersonFilter(django_filters.FilterSet):
    """Filters people; roles are called what the trust calls them."""

    name = django_filters.CharFilter(method="named", label="Name or e-mail address")
    role = django_filters.ChoiceFilter(method="holding", label="Role", empty_label="Any role")
    school = django_filters.ModelChoiceFilter(
        queryset=School.objects.members(), method="at", label="School", empty_label="Any school"
    )
    active = django_filters.ChoiceFilter(
        field_name="is_active",
        choices=[("True", "Open"), ("False", "Closed")],
        label="Account",
        empty_label="Open or closed",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(role.value, role_name(role, reader)) for role in Role]
        self.filters["role"].extra["choices"] = said

    def named(self, people: QuerySet[User], _: str, typed: str) -> QuerySet[User]:
        return people.filter(Q(name__icontains=typed) | Q(email__icontains=typed))

    def holding(self, people: QuerySet[User], _: str, role: str) -> QuerySet[User]:
        return people.filter(self._today(role=role))

    def at(self, people: QuerySet[User], _: str, school: School) -> QuerySet[User]:
        return people.filter(self._today(school=school))

    def _today(self, **held: object) -> Exists:
        return Exists(RoleAssignment.objects.current().filter(user=OuterRef("pk"), **held))
