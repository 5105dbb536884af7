"""What is typed under a note: an answer, a priority, a reason."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from core.forms import helper
from planning.models import Priority
from support.models import Reply, Visit


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label="Is this note accurate?",
        choices=Reply,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the note is accurate."},
    )
    text = forms.CharField(
        label="What is not accurate, or anything to add (optional if accurate)",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Send your answer")
        self.helper.form_action = action

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("reply") == Reply.NOT_ACCURATE and not typed.get("text", "").strip():
            self.add_error("text", "Say what is not accurate, so that it can be put right.")
        return typed


class ServesForm(forms.Form):
    priority = forms.ModelChoiceField(
        Priority.objects.none(),
        label="Priority of the school's plan",
        required=False,
        empty_label="None of them",
    )

    def __init__(
        self, *args: Any, visit: Visit, priorities: QuerySet[Priority], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["priority"] = visit.serves_id
        cast(forms.ModelChoiceField, self.fields["priority"]).queryset = priorities
        self.has_choice = priorities.exists()
        self.helper = helper(button="Save")
        self.helper.form_action = reverse("support:visit-serve", args=[visit.pk])
        self.helper.inputs[0].field_classes = "btn btn-outline"


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label="Why are the days taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the days are taken back."},
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Take the days back")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"
