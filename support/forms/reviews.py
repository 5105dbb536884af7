"""What one reviewer writes, beside the questions."""

from typing import Any

from django import forms

from support.models import Reviewer


class ReviewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    findings = forms.CharField(
        label="What you found, in your own words (optional)",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any, *, reviewer: Reviewer) -> None:
        first = {"version": reviewer.version, "findings": reviewer.findings}
        super().__init__(data, initial=first)
