"""A visit as it is planned, moved and cancelled."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from banding.models import ActivityType, OfferLine
from core.forms import helper
from people.models import Person
from planning.models import Priority
from schools.models import School
from support.forms.kinds import ActivityField, OfferLineField
from support.forms.visits import DATE_INPUT, HALF_A_DAY, QUARTER_DAYS
from support.models import Visit

BAD_DATE = {"required": "Give the day.", "invalid": "Write the date like 31/01/2027."}


class PriorityField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.plan.school}: {obj.title}"


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages=BAD_DATE,
    )


def _who(empty_label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Person.objects.none(), label="Who goes", required=False, empty_label=empty_label
    )


class AsksForTime(forms.Form):
    """Asks why somebody is booked past their time, once that was refused without a reason."""

    capacity_reason = forms.CharField(
        label="Why it is needed all the same",
        required=False,
        max_length=300,
        widget=forms.HiddenInput,
    )

    def ask_why(self, refusal: str) -> None:
        self.fields["capacity_reason"].widget = forms.Textarea(attrs={"rows": 2})
        self.add_error("capacity_reason", refusal)

    def _keep_asking(self) -> None:
        if self.is_bound and self.data.get("capacity_reason"):
            self.fields["capacity_reason"].widget = forms.Textarea(attrs={"rows": 2})


class PlanForm(AsksForTime):
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    school = forms.ModelChoiceField(
        School.objects.none(),
        empty_label="Choose a school",
        error_messages={"required": "Choose the school."},
    )
    activity = ActivityField(
        ActivityType.objects.none(),
        label="Kind of visit",
        empty_label="Choose what kind of visit it is",
        error_messages={"required": "Choose what kind of visit it is."},
    )
    on = _day("Day of the visit")
    quarter_days = forms.TypedChoiceField(
        label="Days it takes", choices=QUARTER_DAYS, coerce=int, initial=HALF_A_DAY
    )
    offer_line = OfferLineField(
        OfferLine.objects.none(),
        label="Days count for (optional)",
        empty_label="What the kind of visit says",
        required=False,
        error_messages={"required": "Choose the activity the days count for."},
    )
    person = _who("You")
    purpose = forms.CharField(
        max_length=200, error_messages={"required": "Say what the visit is for."}
    )
    serves = PriorityField(
        Priority.objects.none(),
        label="Priority it serves (optional)",
        required=False,
        empty_label="None of them",
    )

    field_order = [
        "school", "activity", "offer_line", "on", "quarter_days", "person", "purpose", "serves",
        "capacity_reason",
    ]  # fmt: skip

    def __init__(
        self,
        *args: Any,
        schools: QuerySet[School],
        activities: QuerySet[ActivityType],
        offer_lines: QuerySet[OfferLine],
        people: QuerySet[Person],
        priorities: QuerySet[Priority],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer(school=schools, person=people, serves=priorities)
        self._offer(activity=activities, offer_line=offer_lines)
        self.initial.setdefault("form_token", uuid4())
        self.initial.setdefault("on", timezone.localdate())
        if not activities.exists():
            line = cast(forms.ModelChoiceField, self.fields["offer_line"])
            del self.fields["activity"]
            line.required, line.label, line.empty_label = True, "Activity", "Choose an activity"
        elif not offer_lines.exists():
            del self.fields["offer_line"]
        self._keep_asking()
        self.helper = helper(button="Plan the visit")

    def _offer(self, **querysets: QuerySet[Any]) -> None:
        for name, queryset in querysets.items():
            cast(forms.ModelChoiceField, self.fields[name]).queryset = queryset


class MoveForm(AsksForTime):
    on = _day("New day")
    person = _who("The same person")
    reason = forms.CharField(
        label="Why is it moved?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the visit is moved."},
    )  # fmt: skip
    field_order = ["on", "person", "reason", "capacity_reason"]

    def __init__(self, *args: Any, visit: Visit, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", visit.on)
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = people
        self._keep_asking()
        self.helper = helper(button="Move the visit")
        self.helper.form_action = reverse("support:booking-move", args=[visit.pk])


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why is it cancelled?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the visit is cancelled."},
    )  # fmt: skip

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_cancel_%s"  # MoveForm is on the page too
        self.helper = helper(button="Cancel the visit")
        self.helper.form_action = reverse("support:booking-cancel", args=[visit.pk])
        self.helper.inputs[0].field_classes = "btn btn-outline"
