from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from banding.models import DutyKind, Edition, Obligation, ObligationQuerySet
from banding.selectors.obligations import in_state
from schools.models import School

NONE_YET = "none"
WAITING = "waiting"


class StandingFilter(django_filters.FilterSet):
    """Filters schools annotated by `selectors.with_standing`."""

    school = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label="School",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    level = django_filters.ChoiceFilter(field_name="current_code", empty_label="Any")
    state = django_filters.ChoiceFilter(
        method="in_state",
        label="Decision",
        empty_label="Any",
        choices=[(WAITING, "A proposal is waiting"), (NONE_YET, "Nothing settled yet")],
    )

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = self.filters["level"]
        levels.label = edition.word("level")
        levels.extra["choices"] = [(level.code, level.label) for level in edition.levels.all()]

    def in_state(self, schools: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        if state == WAITING:
            return schools.filter(proposed_code__isnull=False)
        return schools.filter(current_code=None)


class ObligationFilter(django_filters.FilterSet):
    """Filters what is due to a person, by the kinds that are there, in the trust's words."""

    school = django_filters.CharFilter(
        field_name="school__name", lookup_expr="icontains", label="School",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(field_name="duty__kind", label="Kind", empty_label="Any")
    state = django_filters.ChoiceFilter(
        method="in_state",
        label="When",
        empty_label="Any",
        choices=[("late", "Late"), ("soon", "Due soon"), ("later", "Later"), ("done", "Done")],
    )

    class Meta:
        model = Obligation
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(self.queryset.order_by().values_list("duty__kind", flat=True).distinct())
        labels = dict(DutyKind.choices) | (_own_words(edition) if edition else {})
        self.filters["kind"].extra["choices"] = [
            (kind, label) for kind, label in labels.items() if kind in there
        ]

    def in_state(self, found: ObligationQuerySet, name: str, state: str) -> ObligationQuerySet:
        return in_state(found, state, timezone.localdate())


def _own_words(edition: Edition) -> dict[str, str]:
    return {
        DutyKind.JUDGEMENT.value: f"Judgement of each school's {edition.word('level').lower()}",
        DutyKind.PLAN.value: f"{edition.word('improvement_plan')} or its update",
        DutyKind.SELF_EVALUATION.value: edition.word("self_evaluation"),
        DutyKind.ACTION_PLAN.value: f"{edition.word('action_plan')} or its review",
    }
