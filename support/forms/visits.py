"""A visit as it is typed, with what was agreed on it."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from banding.models import ActivityType, OfferLine
from core.units import show_days
from schools.models import School
from support.forms.kinds import ActivityField, OfferLineField
from support.models import NoteTemplate, Visit
from support.rules import Agreed

QUARTER_DAYS = [(quarters, show_days(quarters)) for quarters in range(1, 13)]


DATE_INPUT = {"type": "date"}


HALF_A_DAY = 2


ROWS_FOR_ACTIONS = 5


ROWS_SHOWN = 1


class VisitForm(forms.Form):
    """A visit as it was made. Nothing but the school is settled until the note is shared."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    template = forms.ModelChoiceField(
        NoteTemplate.objects.all(), widget=forms.HiddenInput, required=False
    )
    school = forms.ModelChoiceField(
        School.objects.none(),
        empty_label="Choose a school",
        error_messages={"required": "Choose the school you visited."},
    )
    activity = ActivityField(
        ActivityType.objects.none(),
        label="Kind of visit",
        empty_label="Choose what kind of visit it was",
        error_messages={"required": "Choose what kind of visit it was."},
    )
    on = forms.DateField(
        label="Date of the visit",
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages={
            "required": "Give the date of the visit.",
            "invalid": "Write the date like 31/01/2027.",
        },
    )
    quarter_days = forms.TypedChoiceField(
        label="Days it took",
        choices=QUARTER_DAYS,
        coerce=int,
    )
    offer_line = OfferLineField(
        OfferLine.objects.none(),
        label="Days count for",
        empty_label="What the kind of visit says",
        required=False,
        error_messages={"required": "Choose the activity the days count for."},
    )
    purpose = forms.CharField(
        max_length=200, error_messages={"required": "Say what the visit was for."}
    )
    findings = forms.CharField(
        label="What you found (needed before you share)",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self,
        *args: Any,
        schools: QuerySet[School],
        activities: QuerySet[ActivityType],
        offer_lines: QuerySet[OfferLine],
        visit: Visit | None = None,
        is_settled: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["school"]).queryset = schools
        self._offer_kinds(activities, offer_lines)
        if is_settled:
            for name in {"school", "activity"} & self.fields.keys():
                if self.initial.get(name):
                    self.fields[name].widget = forms.HiddenInput()
        if visit:
            del self.fields["school"]
            self.initial.update({name: getattr(visit, name) for name in SAID})
            self.initial.update(activity=visit.activity_id, offer_line=_chosen_line(visit))
        else:
            self.initial.setdefault("on", timezone.localdate())
            self.initial.setdefault("quarter_days", HALF_A_DAY)
            self.initial.setdefault("form_token", uuid4())

    @property
    def about(self) -> list[forms.BoundField]:
        """Everything but what was found, which comes after the questions."""
        return [one for one in self.visible_fields() if one.name != "findings"]

    def _offer_kinds(
        self, activities: QuerySet[ActivityType], offer_lines: QuerySet[OfferLine]
    ) -> None:
        """An edition without kinds of visit asks for a line of its offer instead, and one without
        an offer asks for none."""
        line = cast(forms.ModelChoiceField, self.fields["offer_line"])
        cast(forms.ModelChoiceField, self.fields["activity"]).queryset = activities
        line.queryset = offer_lines
        if not activities.exists():
            del self.fields["activity"]
            line.required, line.empty_label = True, "Choose an activity"
        elif not offer_lines.exists():
            del self.fields["offer_line"]


def _chosen_line(visit: Visit) -> int | None:
    """The line that was chosen, and none where it is the one that the kind of visit names."""
    named = visit.activity.offer_line_id if visit.activity else None
    return None if visit.offer_line_id == named else visit.offer_line_id


SAID = ["version", "on", "quarter_days", "purpose", "findings"]


class ActionForm(forms.Form):
    """One agreed action. A row left empty is no action."""

    what = forms.CharField(label="What", max_length=300, required=False)
    owner = forms.CharField(
        label="Who, by post", max_length=120, required=False,
        widget=forms.TextInput(attrs={"placeholder": "Maths lead"}),
    )  # fmt: skip
    due_on = forms.DateField(
        label="By",
        required=False,
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the date like 31/01/2027."},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        missing = [name for name in self.fields if not typed.get(name) and name not in self.errors]
        if len(missing) < len(self.fields):
            for name in missing:
                self.add_error(name, WHAT_IS_MISSING[name])
        return typed

    @property
    def agreed(self) -> Agreed | None:
        typed = self.cleaned_data
        if not typed.get("what"):
            return None
        return Agreed(typed["what"], typed["owner"], typed["due_on"])


WHAT_IS_MISSING = {
    "what": "Say what is to be done.",
    "owner": "Say which post does it.",
    "due_on": "Say by when.",
}


class ActionRows(forms.BaseFormSet):
    """Rows of actions. The page keeps all but the first closed until they are used."""

    @property
    def first_ones(self) -> list[ActionForm]:
        return self.forms[:ROWS_SHOWN]

    @property
    def rest(self) -> list[ActionForm]:
        return self.forms[ROWS_SHOWN:]

    @property
    def rest_is_used(self) -> bool:
        return any(any(field.value() for field in row) for row in self.rest)

    @property
    def agreed(self) -> list[Agreed]:
        return [row.agreed for row in self.forms if row.agreed]


def action_rows(data: Any = None, *, visit: Visit | None = None) -> ActionRows:
    """Five rows, those already agreed first; always at least one empty row."""
    agreed = list(visit.actions.values("what", "owner", "due_on")) if visit else []
    rows = forms.formset_factory(
        ActionForm,
        formset=ActionRows,
        extra=max(ROWS_FOR_ACTIONS - len(agreed), 1),
        max_num=20,
        absolute_max=25,
    )
    return cast(ActionRows, rows(data, initial=agreed, prefix="actions"))
