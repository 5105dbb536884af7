"""The head's answer to a statement of support."""

from typing import Any

from django import forms
from django.urls import reverse

from core.forms import helper
from support.models import StatementReply, SupportStatement


class StatementReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label="Is this how you see it?",
        choices=StatementReply,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether this is how you see it."},
    )
    text = forms.CharField(
        label="How you see it, or anything to add (optional if agreed)",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, statement: SupportStatement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Send your answer")
        self.helper.form_action = reverse("support:statement-reply", args=[statement.pk])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        is_not_so = typed.get("reply") == StatementReply.NOT_AS_WE_SEE_IT
        if is_not_so and not typed.get("text", "").strip():
            self.add_error("text", "Say how you see it, so that it can be put right.")
        return typed
