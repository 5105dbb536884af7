from typing import Any

import django_filters
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from planning.models import ActivityQuerySet, MonitoringActivity, MonitoringKind
from planning.rules.scheduling import LABELS
from planning.selectors.schedule import in_status
from schools.models import School


class ActivityFilter(django_filters.FilterSet):
    school = django_filters.ModelChoiceFilter(queryset=School.objects.none(), empty_label="Any")
    kind = django_filters.ChoiceFilter(choices=MonitoringKind, label="Kind", empty_label="Any")
    state = django_filters.ChoiceFilter(
        method="in_state", label="When", empty_label="Any", choices=list(LABELS.items())
    )
    who = django_filters.CharFilter(lookup_expr="icontains", label="Who, by post")

    class Meta:
        model = MonitoringActivity
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["school"].queryset = schools_for(viewer, Can.READ_PLANS).order_by("name")

    def in_state(self, found: ActivityQuerySet, name: str, state: str) -> ActivityQuerySet:
        return in_status(found, state, timezone.localdate())
