import uuid
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.forms import helper
from monitoring.models import Collection


class HealthCheckForm(forms.Form):
    """Which term a health check is about. The token makes a double click ask once."""

    collection = forms.ModelChoiceField(
        queryset=Collection.objects.termly().newest_first(),
        empty_label=None,
        label="Term",
        error_messages={
            "required": "Choose the term the health check is about.",
            "invalid_choice": "That term is not there any more. Choose another.",
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Make the health check")
        self.helper.layout = Layout("collection", "token")
