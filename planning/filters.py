from typing import Any

import django_filters

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core.years import AcademicYear
from planning.models import Plan, PlanKind, PlanState
from schools.models import School


class PlanFilter(django_filters.FilterSet):
    school = django_filters.ModelChoiceFilter(queryset=School.objects.none(), empty_label="Any")
    kind = django_filters.ChoiceFilter(choices=PlanKind, empty_label="Any")
    state = django_filters.ChoiceFilter(choices=PlanState, label="State", empty_label="Any")
    start_year = django_filters.ChoiceFilter(label="Year", empty_label="Any")

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["school"].queryset = schools_for(viewer, Can.VIEW_PLANS).order_by("name")
        years = self.queryset.order_by("-start_year").values_list("start_year", flat=True)
        self.filters["start_year"].extra["choices"] = [
            (year, str(AcademicYear(year))) for year in years.distinct()
        ]
