from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from monitoring.models import SubmissionState
from monitoring.selectors import targets, weekly
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


def _school_name() -> django_filters.CharFilter:
    return django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label="School",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


class ChosenFilter(django_filters.FilterSet):
    """A filter of which one field says what the list is about and always has a value.

    `chosen` is that value, `choices` what else there is; an unknown one falls back to it.
    """

    about: str

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, chosen: str, choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        said = {name: value for name, value in data.items() if name != self.about}
        super().__init__({self.about: chosen} | said, **kwargs)
        self.filters[self.about].extra["choices"] = list(choices)

    def as_chosen(self, schools: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The schools are annotated for it already."""
        return schools


class TargetFilter(ChosenFilter):
    """Filters schools annotated by `selectors.targets.with_targets`."""

    about = "year"
    year = django_filters.ChoiceFilter(method="as_chosen", label="Year", empty_label=None)
    school = _school_name()
    status = django_filters.ChoiceFilter(
        method="in_status",
        label="Status",
        empty_label="Any",
        choices=[
            (targets.MISSING, "Not set"),
            (targets.INCOMPLETE, "Some year groups not set"),
            (targets.TO_AGREE, "To be agreed"),
            (targets.AGREED, "Agreed"),
        ],
    )

    def in_status(self, schools: QuerySet[Any], name: str, status: str) -> QuerySet[Any]:
        return schools.filter(targets.IN_STATUS[status])


class WeekFilter(ChosenFilter):
    """Filters schools annotated by `selectors.weekly.with_week`."""

    about = "week"
    week = django_filters.ChoiceFilter(method="as_chosen", label="Week", empty_label=None)
    school = _school_name()
    status = django_filters.ChoiceFilter(
        method="in_status",
        label="Status",
        empty_label="Any",
        choices=[(weekly.GIVEN, "Given"), (weekly.NOT_GIVEN, "Not given")],
    )

    def in_status(self, schools: QuerySet[Any], name: str, status: str) -> QuerySet[Any]:
        return schools.filter(weekly.IN_STATUS[status])
