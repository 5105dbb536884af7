from typing import Any, cast

from crispy_forms.layout import Field, Hidden, Layout
from django import forms
from django.utils import timezone

from banding.models import Edition, Level
from banding.policies.route import approvers
from core.forms import helper


class ProposeForm(forms.Form):
    level = forms.ModelChoiceField(Level.objects.none(), empty_label=None, widget=forms.RadioSelect)
    reason = forms.CharField(
        max_length=4000,
        widget=forms.Textarea,
    )
    from_date = forms.DateField(
        label="From",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choose the day it counts from.",
            "invalid": "Write the day like 31/01/2027.",
        },
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, word = edition, edition.word("level").lower()
        level = cast(forms.ModelChoiceField, self.fields["level"])
        from_date = self.fields["from_date"]
        who, reason = approvers(edition), self.fields["reason"]
        reason.help_text = f"What {who} should weigh: evidence, what was tried, what is expected."
        reason.error_messages["required"] = f"Say why this is right, so that {who} can decide."
        level.queryset = edition.levels.prefetch_related("criteria")
        level.label = f"Which {word} fits best?"
        level.error_messages = {
            "required": f"Choose a {word}.",
            "invalid_choice": f"Choose a {word} of {edition.academic_year}.",
        }
        year = edition.academic_year
        from_date.help_text = f"A day in {year}. Days of support change in step with it."
        self.initial.setdefault(
            "from_date", min(max(timezone.localdate(), year.starts_on), year.ends_on)
        )
        self.helper = helper(button="Check your answers")
        self.helper.add_input(Hidden("step", "check"))
        self.helper.layout = Layout(
            Field("level", template="banding/partials/level_radios.html"),
            Field("reason", rows=5),
            "from_date",
        )

    def clean_from_date(self) -> Any:
        chosen, year = self.cleaned_data["from_date"], self.edition.academic_year
        if chosen not in year:
            raise forms.ValidationError(
                f"Choose a day from 1 Sep {year.start_year} to 31 Aug {year.end_year}."
            )
        return chosen


class ReturnForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="What should be put right?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you return it, so that it can be put right."},
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Return it")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"  # approving is the page's main act
