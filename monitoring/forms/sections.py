"""What people fill in to share a school's data out, and to answer for a part of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from core.forms import helper
from monitoring.models import SectionAnswer

LONGEST_NOTE = 300
LONGEST_BECAUSE = 500


class AskForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Who",
        empty_label="Choose a person",
        help_text="Your school's staff, as they are invited here.",
        error_messages={
            "required": "Choose a person.",
            "invalid_choice": "Choose somebody on the school's staff.",
        },
    )
    note = forms.CharField(
        label="A note to them (optional)",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"At most {LONGEST_NOTE} characters."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.helper = helper(button="Ask")


class AnswerForm(forms.Form):
    """`seen` is the content that was on the page; a reason is asked for where it is not right."""

    answer = forms.ChoiceField(choices=SectionAnswer)
    seen = forms.CharField(max_length=64, required=False)
    because = forms.CharField(
        label="This is not right, because…",
        required=False,
        max_length=LONGEST_BECAUSE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"max_length": f"At most {LONGEST_BECAUSE} characters."},
    )
