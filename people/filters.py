from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from people.models import Area, Employment, Expertise, KeyStage, Person
from people.selectors.kinds import kind_choices, model_kinds
from people.selectors.register import schools_of_register
from schools.models import School

STANDINGS = [
    ("current", "Confirmed"),
    ("claimed", "Claimed"),
    ("legacy", "Legacy title"),
    ("lapsed", "Lapsed"),
]


class RegisterFilter(django_filters.FilterSet):
    """What is asked of expertise is asked of one claim: Maths, confirmed, at KS2."""

    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    school = django_filters.ModelChoiceFilter(
        queryset=School.objects.none(), method="at", label="School", empty_label="Any"
    )
    kind = django_filters.ChoiceFilter(method="later", label="Type", empty_label="Any")
    area = django_filters.ModelChoiceFilter(
        queryset=Area.objects.all(), method="later", label="Area", empty_label="Any"
    )
    key_stage = django_filters.ChoiceFilter(
        choices=KeyStage, method="later", label="Key stage", empty_label="Any"
    )
    status = django_filters.ChoiceFilter(
        choices=STANDINGS, method="later", label="Status", empty_label="Any"
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = model_kinds()
        self.filters["school"].queryset = schools_of_register(viewer).order_by("name")
        self.filters["kind"].extra["choices"] = kind_choices(self.kinds)

    def at(self, people: QuerySet[Person], _: str, school: School) -> QuerySet[Person]:
        work = Employment.objects.current().filter(person=OuterRef("pk"), school=school)
        return people.filter(Exists(work))

    def later(self, people: QuerySet[Person], _: str, __: Any) -> QuerySet[Person]:
        return people

    def filter_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        people = super().filter_queryset(queryset)
        asked = {name: self.form.cleaned_data.get(name) for name in ("kind", "area", "key_stage")}
        asked = {name: value for name, value in asked.items() if value}
        status = self.form.cleaned_data.get("status")
        if not (asked or status):
            return people
        if area := asked.pop("area", None):
            asked["area__in"] = [area, *area.covered_by.all()]
        claims = Expertise.objects.filter(person=OuterRef("pk"), **asked)
        return people.filter(Exists(claims.in_standing(status) if status else claims.usable()))
