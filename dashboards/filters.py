from typing import Any

import django_filters
from django.http import QueryDict

from dashboards.models import Figure
from monitoring.models import Collection, PupilGroup, cohort_label
from schools.models import Phase, School

COMBINED = "rwm"
END_OF_PRIMARY = "6"
SHOWN_GROUPS = ("ALL", "DIS", "NOT_DIS", "SEN_K", "SEN_E", "EAL", "F", "M")


class FigureFilter(django_filters.FilterSet):
    """Term, year group, subject and pupils, kept in the address. What is not said has a default."""

    term = django_filters.ModelChoiceFilter(
        field_name="collection",
        queryset=Collection.objects.newest_first(),
        empty_label=None,
        label="Term",
    )
    cohort = django_filters.ChoiceFilter(empty_label=None, label="Year group")
    subject = django_filters.ChoiceFilter(empty_label="All of them", label="Subject or measure")
    group = django_filters.ChoiceFilter(
        choices=[(code, PupilGroup(code).label) for code in SHOWN_GROUPS],
        empty_label=None,
        label="Pupils",
    )

    class Meta:
        model = Figure
        fields = ["term", "cohort", "subject", "group"]

    def __init__(self, data: QueryDict, *args: Any, collection: Collection, **kwargs: Any) -> None:
        """`collection` is the one shown; it decides which year groups there are to choose from."""
        years = collection.cohorts
        self.first = {
            "term": str(collection.pk),
            "cohort": END_OF_PRIMARY if END_OF_PRIMARY in years else years[-1],
            "group": PupilGroup.ALL.value,
        }
        said = {name: value for name, value in data.items() if value}
        if said.get("cohort", "") not in years:
            said.pop("cohort", None)
        if said.get("subject", "") not in {line.code for line in collection.lines}:
            said.pop("subject", None)
        super().__init__(self.first | said, *args, queryset=Figure.objects.none(), **kwargs)
        self.filters["cohort"].extra["choices"] = [(c, cohort_label(c)) for c in years]
        lines = [(line.code, line.label) for line in collection.lines]
        self.filters["subject"].extra["choices"] = lines


class SchoolFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    phase = django_filters.ChoiceFilter(
        choices=Phase.choices, empty_label="Any phase", label="Phase"
    )

    class Meta:
        model = School
        fields = ["name", "phase"]
