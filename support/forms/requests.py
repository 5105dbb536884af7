"""Asking for help."""

from typing import Any, cast
from uuid import uuid4

from django import forms

from core.forms import helper
from people.models import Area, KeyStage
from planning.models import Priority
from schools.models import School, SchoolQuerySet
from support.forms.days import DayField, QuarterDaysField
from support.models import Visit
from support.selectors import requests as selectors


class PriorityField(forms.ModelChoiceField):
    def label_from_instance(self, priority: Any) -> str:
        return f"{priority.plan.school}: {priority.title}"


class VisitField(forms.ModelChoiceField):
    def label_from_instance(self, visit: Any) -> str:
        return f"{visit}: {visit.purpose}"


class RequestForm(forms.Form):
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    school = forms.ModelChoiceField(
        School.objects.none(),
        empty_label="Choose a school",
        error_messages={"required": "Choose the school."},
    )
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label="What with",
        empty_label="Choose an area",
        error_messages={"required": "Choose what you need help with."},
    )
    key_stage = forms.ChoiceField(
        label="Key stage (optional)", required=False, choices=[("", "Any"), *KeyStage.choices]
    )
    purpose = forms.CharField(
        label="What it is for",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences: who is to be helped, and to do what better.",
        error_messages={"required": "Say what it is for."},
    )
    quarter_days = QuarterDaysField(label="How many days")
    needed_by = DayField(label="By when")
    priority = PriorityField(
        Priority.objects.none(), required=False, empty_label="None",
        label="The priority of the plan it helps with (optional)",
    )  # fmt: skip
    visit = VisitField(
        Visit.objects.none(), required=False, empty_label="None",
        label="The visit it comes from (optional)",
    )  # fmt: skip

    def __init__(self, *args: Any, schools: SchoolQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        priorities = [one.pk for one in selectors.priorities_to_serve(schools)]
        self._choose("school", schools)
        self._choose(
            "priority",
            Priority.objects.filter(pk__in=priorities)
            .select_related("plan__school")
            .order_by("plan__school__name", "position"),
        )
        self._choose("visit", selectors.visits_to_follow(schools))
        self.initial.setdefault("form_token", uuid4())
        self.initial.setdefault("school", schools.first() if schools.count() == 1 else None)
        self.helper = helper(button="Ask for help")

    def _choose(self, name: str, rows: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows
