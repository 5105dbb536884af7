from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from monitoring.models import SubmissionState
from schools.models import School

MISSING, LATE, PREPARING = "missing", "late", "preparing"


class ReturnFilter(django_filters.FilterSet):
    """Filters schools annotated by `selectors.returns.returns_of`."""

    school = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label="School",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    status = django_filters.ChoiceFilter(
        method="in_status",
        label="Status",
        empty_label="Any",
        choices=[
            (MISSING, "Not sent"),
            (PREPARING, "Being prepared"),
            (LATE, "Sent late"),
            (SubmissionState.SUBMITTED, "Submitted"),
            (SubmissionState.ACCEPTED, "Accepted"),
            (SubmissionState.RETURNED, "Returned"),
        ],
    )

    class Meta:
        model = School
        fields: list[str] = []

    def in_status(self, schools: QuerySet[Any], name: str, status: str) -> QuerySet[Any]:
        if status == MISSING:
            return schools.filter(sent_state=None)
        if status == PREPARING:
            return schools.filter(has_draft=True)
        if status == LATE:
            return schools.filter(is_late=True)
        return schools.filter(sent_state=status)
