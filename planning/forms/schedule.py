"""Planning one look at a school's work, and recording it."""

from itertools import chain
from typing import Any, cast

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.models import User
from core.forms import helper
from monitoring.models import YearGroup
from monitoring.selectors.targets import years_taught
from planning.models import MonitoringActivity, MonitoringKind, Priority
from planning.rules.second_looks import second_looks
from planning.selectors.plans import doers_at
from planning.selectors.schedule import priorities_of
from planning.services.records import Seen
from planning.services.schedule import Planned
from schools.models import School

NO_PRIORITY = "None of the plan's priorities"
WARNED_OF = ("strengths", "next_steps")
WHEN = [("yes", "Any day of that week"), ("no", "On that day")]


def day_field(label: str, required: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": "Write the day like 31/01/2027."},
    )


class OfASchool(forms.Form):
    """The priorities and year groups there are at one school."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    priority = forms.ModelChoiceField(
        Priority.objects.none(),
        label="Priority of the plan (optional)",
        required=False,
        empty_label=NO_PRIORITY,
    )
    focus = forms.CharField(label="What to look at (optional)", max_length=200, required=False)
    year_groups = forms.MultipleChoiceField(
        label="Year groups (optional)", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, school: School, start_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_plan = cast(forms.ModelChoiceField, self.fields["priority"])
        of_plan.queryset = priorities_of(school, start_year)
        years = cast(forms.MultipleChoiceField, self.fields["year_groups"])
        years.choices = [(year, YearGroup(year).label) for year in years_taught(school)]


class PlanForm(OfASchool):
    kind = forms.ChoiceField(
        label="What it is", choices=[("", "Choose one"), *MonitoringKind.choices],
        error_messages={"required": "Choose what it is, such as a book look."},
    )  # fmt: skip
    who = forms.CharField(
        label="Who, by post",
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "English lead"}),
        error_messages={"required": "Say who looks, by post or body."},
    )
    doer = forms.ModelChoiceField(
        User.objects.none(),
        label="Who signs in for that post (optional)",
        required=False,
        empty_label="Nobody named",
        help_text="Has it on their list and may record it.",
    )
    planned_on = day_field("Day", "Choose a school day.")
    is_any_day = forms.TypedChoiceField(
        label="When",
        choices=WHEN,
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        activity: MonitoringActivity | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, school=school, **kwargs)
        people = cast(forms.ModelChoiceField, self.fields["doer"])
        there = doers_at(school, timezone.localdate())
        people.queryset = User.objects.filter(pk__in=[one.pk for one in there])
        if activity:
            self.initial = {**_said(activity, PLANNED), **self.initial}
        self.helper = helper(button="Save" if activity else "Add it to the schedule")
        self.helper.layout = Layout(
            "version", "kind", "focus", "priority", "who", "doer",
            "planned_on", "is_any_day", InlineCheckboxes("year_groups"),
        )  # fmt: skip

    @property
    def planned(self) -> Planned:
        said = {name: self.cleaned_data[name] for name in PLANNED if name != "version"}
        return Planned(**said)


class RecordForm(OfASchool):
    """`warned` holds the warnings that were shown: saving again means that they were read.

    `known` are the names of the school's pupils, for who may see them.
    """

    on = day_field("Day it was done", "Give the day on which it was done.")
    observers = forms.CharField(
        label="Who looked, by post",
        max_length=200,
        help_text="Posts and no names, such as English lead and headteacher.",
        error_messages={"required": "Say who looked, by post."},
    )
    strengths = forms.CharField(
        label="Strengths",
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text="What was seen across rooms and books. No grade of a lesson, no child's name.",
    )
    next_steps = forms.CharField(
        label="Next steps", required=False, max_length=4000, widget=forms.Textarea
    )
    warned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        school: School,
        activity: MonitoringActivity,
        known: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.known = known
        self.typed = data.copy() if data is not None else None
        super().__init__(self.typed, school=school, start_year=activity.start_year, **kwargs)
        self.initial = {**_said(activity, SEEN), **self.initial}
        self.fields["focus"].label = "What was looked at (optional)"
        self.helper = helper(button="Save the record")
        self.helper.layout = Layout(
            "version", "warned", "on", "observers", "focus", "priority",
            InlineCheckboxes("year_groups"),
            Field("strengths", rows=5), Field("next_steps", rows=4),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        read = said.get("warned", "")
        found = {name: second_looks(said.get(name, ""), known=self.known) for name in WARNED_OF}
        for name, warnings in found.items():
            for warning in warnings:
                if warning not in read:
                    self.add_error(name, warning)
        if self.typed is not None:
            self.typed["warned"] = " ".join(chain.from_iterable(found.values()))
        return said

    @property
    def seen(self) -> Seen:
        said = self.cleaned_data
        return Seen(**{name: said[name] for name in SEEN if name != "version"})


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label="Why does it not take place?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is cancelled, so that a reader of the plan knows."},
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Cancel this monitoring")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"


PLANNED = (
    "version", "kind", "focus", "priority", "who", "doer", "planned_on", "is_any_day",
    "year_groups",
)  # fmt: skip
SEEN = (
    "version", "on", "observers", "focus", "priority", "year_groups", "strengths", "next_steps",
)  # fmt: skip


def _said(activity: MonitoringActivity, names: tuple[str, ...]) -> dict[str, Any]:
    """What a form about it shows first: its record where there is one, else its plan."""
    record = getattr(activity, "record", None)
    found = {
        name: getattr(record if hasattr(record, name) else activity, name, "") for name in names
    }
    if "is_any_day" in found:
        found["is_any_day"] = "yes" if activity.is_any_day else "no"
    if "observers" in found and record is None:
        found["observers"] = activity.who
    return found
