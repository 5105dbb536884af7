"""When somebody is away. Why is not asked."""

from typing import Any

from django import forms

from core.forms import helper
from people.models import Person
from support.forms.diary import BAD_DATE
from support.forms.visits import DATE_INPUT


class LeaveForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.order_by("name", "pk"),
        label="Who is away",
        empty_label="Choose",
        error_messages={"required": "Choose who is away."},
    )
    starts_on = forms.DateField(
        label="First day", error_messages=BAD_DATE,
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
    )  # fmt: skip
    ends_on = forms.DateField(
        label="Last day", error_messages=BAD_DATE,
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Record it")
