from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core.years import AcademicYear
from people.models import Area
from schools.models import School, Term
from schools.selectors import terms_of
from support.models import (
    NOTES,
    ActionState,
    Deployment,
    DeploymentState,
    RequestState,
    SupportRequest,
    Visit,
    VisitAction,
)
from support.policies.requests import brokers
from support.selectors.bookings import DIARY


def recent_terms() -> list[Term]:
    """This year's terms and last year's, the latest first; a term not begun has no visits."""
    today = timezone.localdate()
    this_year = AcademicYear.of(today).start_year
    terms = [*terms_of(start_year=this_year - 1), *terms_of(start_year=this_year)]
    return [term for term in reversed(terms) if term.starts_on <= today]


class VisitFilter(django_filters.FilterSet):
    school = django_filters.ModelChoiceFilter(queryset=School.objects.none(), empty_label="Any")
    author = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(), label="By", empty_label="Anybody"
    )
    term = django_filters.ChoiceFilter(method="in_term", label="Term", empty_label="Any")
    state = django_filters.ChoiceFilter(
        choices=[(state, state.label) for state in NOTES], label="Note", empty_label="Any"
    )

    class Meta:
        model = Visit
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {str(term.pk): term for term in recent_terms()}
        self.filters["school"].queryset = schools_for(viewer, Can.READ_VISITS)
        authors = self.queryset.order_by().values("author")
        self.filters["author"].queryset = User.objects.filter(pk__in=authors)
        self.filters["term"].extra["choices"] = [(pk, str(t)) for pk, t in self.terms.items()]

    def in_term(self, visits: QuerySet[Visit], name: str, pk: str) -> QuerySet[Visit]:
        term = self.terms[pk]
        return visits.filter(on__range=(term.starts_on, term.ends_on))


class DiaryFilter(django_filters.FilterSet):
    school = django_filters.ModelChoiceFilter(queryset=School.objects.none(), empty_label="Any")
    who = django_filters.CharFilter(method="goes", label="Who goes")
    state = django_filters.ChoiceFilter(
        choices=[(state, state.label) for state in DIARY], label="State", empty_label="Any"
    )

    class Meta:
        model = Visit
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["school"].queryset = schools_for(viewer, Can.READ_VISITS)

    def goes(self, visits: QuerySet[Visit], name: str, written: str) -> QuerySet[Visit]:
        named = Q(person__name__icontains=written)
        return visits.filter(named | Q(person=None, author__name__icontains=written))


class RequestFilter(django_filters.FilterSet):
    school = django_filters.ModelChoiceFilter(queryset=School.objects.none(), empty_label="Any")
    area = django_filters.ModelChoiceFilter(queryset=Area.objects.all(), empty_label="Any")
    state = django_filters.ChoiceFilter(choices=RequestState, label="State", empty_label="Any")

    class Meta:
        model = SupportRequest
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = School.objects.members()
        mine = ours if brokers(viewer) else schools_for(viewer, Can.ASK_SUPPORT)
        self.filters["school"].queryset = mine.order_by("name")


class DeploymentFilter(django_filters.FilterSet):
    person = django_filters.CharFilter(
        field_name="person__name", lookup_expr="icontains", label="Person"
    )
    area = django_filters.ModelChoiceFilter(queryset=Area.objects.all(), empty_label="Any")
    state = django_filters.ChoiceFilter(choices=DeploymentState, label="State", empty_label="Any")

    class Meta:
        model = Deployment
        fields: list[str] = []


class ActionFilter(django_filters.FilterSet):
    """By where an action stands, the post that does it, and where it is from."""

    STANDS = (
        ("waiting", "Open"),
        ("overdue", "Overdue"),
        (ActionState.DONE, ActionState.DONE.label),
        (ActionState.NOT_NEEDED, ActionState.NOT_NEEDED.label),
    )
    stands = django_filters.ChoiceFilter(
        choices=STANDS, method="that_stands", label="Stands", empty_label="Any"
    )
    owner = django_filters.ChoiceFilter(label="Who", empty_label="Anybody")
    source = django_filters.ChoiceFilter(
        choices=[("visits", "Visits and reviews"), ("others", "Added by hand")],
        method="from_source",
        label="From",
        empty_label="Anywhere",
    )

    class Meta:
        model = VisitAction
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = self.queryset.order_by("owner").values_list("owner", flat=True).distinct()
        self.filters["owner"].extra["choices"] = [(owner, owner) for owner in owners]

    def that_stands(
        self, actions: QuerySet[VisitAction], name: str, stands: str
    ) -> QuerySet[VisitAction]:
        if stands == "overdue":
            today = timezone.localdate()
            return actions.filter(state=ActionState.OPEN, due_on__lt=today)
        return actions.filter(state=ActionState.OPEN if stands == "waiting" else stands)

    def from_source(
        self, actions: QuerySet[VisitAction], name: str, source: str
    ) -> QuerySet[VisitAction]:
        return actions.filter(visit__isnull=source == "others")
