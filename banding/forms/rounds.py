"""Opening a round, a head's comment, a status, and a school outside the trust."""

from typing import Any, cast

from crispy_forms.layout import Field, Hidden, Layout
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from banding.forms.judgements import DayField
from banding.models import Edition, LevyEffect
from core.forms import helper
from schools.models import School


class RoundForm(forms.Form):
    name = forms.CharField(
        max_length=120, error_messages={"required": "Name the round, such as Autumn 2026."}
    )
    from_date = DayField(label="From")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = edition.word("levels").lower()
        self.fields["from_date"].help_text = f"The day its {levels} count from."
        self.initial.setdefault("from_date", edition.academic_year.starts_on)
        self.helper = helper(button="Open the round")
        self.helper.layout = Layout("name", "from_date")


class CommentForm(forms.Form):
    comment = forms.CharField(
        label="Your comment on the facts",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What is wrong or missing. If everything is right, say so.",
        error_messages={"required": "Write your comment, or say that the facts are right."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Send your comment")
        self.helper.layout = Layout("comment")


class StatusForm(forms.Form):
    is_supported = forms.TypedChoiceField(
        label="Is it a Supported School?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a Supported School."},
    )
    levy_effect = forms.ChoiceField(
        choices=LevyEffect,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    from_date = DayField(label="From")
    reason = forms.CharField(
        max_length=4000,
        widget=forms.Textarea,
        help_text="The school reads this.",
        error_messages={"required": "Say why, so that the school can read it."},
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        charge = edition.word("central_charge").lower()
        self.fields["levy_effect"].label = f"What becomes of its {charge}?"
        self.initial.setdefault("from_date", timezone.localdate())
        self.helper = helper(button="Check your answers")
        self.helper.add_input(Hidden("step", "check"))
        self.helper.layout = Layout(
            "is_supported", "levy_effect", "from_date", Field("reason", rows=4)
        )

    @property
    def levy_words(self) -> str:
        return str(LevyEffect(self.cleaned_data["levy_effect"]).label)


class ProspectForm(forms.Form):
    school = forms.ModelChoiceField(
        School.objects.none(),
        empty_label="Choose a school",
        error_messages={"required": "Choose the school that may join."},
    )
    from_date = DayField(label="From")

    def __init__(
        self, *args: Any, edition: Edition, schools: QuerySet[School], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        level = edition.word("level").lower()
        self.fields["from_date"].help_text = f"The day its {level} would count from."
        cast(forms.ModelChoiceField, self.fields["school"]).queryset = schools
        self.initial.setdefault("from_date", timezone.localdate())
        self.helper = helper(button="Start")
        self.helper.layout = Layout("school", "from_date")
