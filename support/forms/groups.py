"""What is chosen and typed for a group and its meetings."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from core.forms import helper
from people.models import Person
from support.forms.visits import DATE_INPUT, ActionForm, ActionRows
from support.models import GroupKind, GroupMeeting, Meets, SupportGroup

ROWS = 4
BAD_DATE = {"invalid": "Write the day like 31/01/2027.", "required": "Give the day."}


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, error_messages=BAD_DATE,
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
    )  # fmt: skip


def _person(label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Person.objects.none(),
        label=label,
        empty_label="Choose somebody of the register",
        error_messages={"required": "Choose somebody."},
    )


class GroupForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=GroupKind)
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Give the group a name."}
    )
    purpose = forms.CharField(
        label="Purpose", max_length=300, error_messages={"required": "Say what it is for."}
    )
    leader = _person("Who leads it")
    meets = forms.ChoiceField(
        label="Meets",
        choices=Meets,
        help_text="Its days for the rest of the year come from the calendar. Each can be moved.",
    )
    deadline = _day("Finishes by (a focus group)", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["leader"]).queryset = people
        self.helper = helper(button="Start the group")


class MemberForm(forms.Form):
    person = _person("Who joins")

    def __init__(
        self, *args: Any, group: SupportGroup, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = people
        self.helper = helper(button="Add to the group")
        self.helper.form_action = reverse("support:group-join", args=[group.pk])


class DayForm(forms.Form):
    on = _day("Another day")

    def __init__(self, *args: Any, group: SupportGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Add the day")
        self.helper.form_action = reverse("support:group-meet", args=[group.pk])


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label="What came of it",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what came of the group."},
    )

    def __init__(self, *args: Any, group: SupportGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Close the group")
        self.helper.form_action = reverse("support:group-close", args=[group.pk])


class MeetingNotesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = _day("Day")
    came = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="Who came (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label="Notes (optional)",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(
        self, *args: Any, meeting: GroupMeeting, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["came"]).queryset = people
        self.initial = {name: getattr(meeting, name) for name in ("version", "on", "notes")}
        self.initial["came"] = list(meeting.came.values_list("pk", flat=True))


def meeting_rows(data: Any = None, *, meeting: GroupMeeting) -> ActionRows:
    agreed = list(meeting.actions.values("what", "owner", "due_on"))
    rows = forms.formset_factory(
        ActionForm, formset=ActionRows, extra=max(ROWS - len(agreed), 1), max_num=20,
        absolute_max=25,
    )  # fmt: skip
    return cast(ActionRows, rows(data, initial=agreed, prefix="actions"))
