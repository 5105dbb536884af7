"""What people fill in about themselves, and what a headteacher or a lead answers."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from core.forms import helper
from core.units import quarters_from_days
from people.models import Area, Expertise, KeyStage
from people.services.profiles import Said
from schools.models import Phase, School

DATE = {"type": "date"}
BAD_DATE = {"invalid": "Write the day like 31/01/2027.", "required": "Give the day."}
MOST_DAYS = 195  # of a school year


def _date(label: str, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label if required else f"{label} (optional)",
        required=required,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        error_messages=BAD_DATE,
    )


class ClaimForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What you are", error_messages={"required": "Choose what you are."}
    )
    area = forms.ModelChoiceField(
        Area.objects.all(), label="Area (optional)", required=False, empty_label="None"
    )
    key_stage = forms.ChoiceField(
        label="Key stage (optional)", required=False, choices=[("", "Any"), *KeyStage.choices]
    )
    phase = forms.ChoiceField(
        label="Phase (optional)", required=False, choices=[("", "Any"), *Phase.choices]
    )
    starts_on = _date("Since")
    ends_on = _date("Until")

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        claim: Expertise | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", "Choose"), *kinds]
        if claim:
            self.initial.update({name: getattr(claim, name) for name in SAID})
            self.initial["area"] = claim.area_id
        self.helper = helper(button="Save")

    @property
    def said(self) -> Said:
        return Said(**{name: self.cleaned_data[name] for name in Said.__dataclass_fields__})


SAID = ["version", "kind", "key_stage", "phase", "starts_on", "ends_on"]


class ReleaseForm(forms.Form):
    school = forms.ModelChoiceField(
        School.objects.none(), label="Home school", empty_label=None,
        error_messages={"required": "Choose the school that releases you."},
    )  # fmt: skip
    days = forms.DecimalField(
        label="Days you can give",
        min_value=Decimal("0.25"),
        max_value=MOST_DAYS,
        help_text="In all, between the two dates; quarters are possible: 4.5",
        error_messages={
            "required": "Say how many days.",
            "invalid": "Write the days as a number, such as 4.5.",
            "min_value": "Offer a quarter of a day or more.",
            "max_value": "That is more than a school year has.",
        },
    )
    starts_on = _date("From", required=True)
    ends_on = _date("To", required=True)
    note = forms.CharField(
        label="Anything to know (optional)",
        required=False,
        max_length=200,
        help_text="Such as: not on Fridays.",
    )

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["school"]).queryset = schools
        self.helper = helper(button="Ask the school")

    def clean_days(self) -> int:
        try:
            return quarters_from_days(self.cleaned_data["days"])
        except ValueError as refusal:
            raise forms.ValidationError("Give whole quarters of a day, such as 4.25.") from refusal


class ConflictForm(forms.Form):
    school = forms.ModelChoiceField(
        School.objects.none(), empty_label="Choose a school",
        error_messages={"required": "Choose the school."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Such as: my partner teaches there. Leads and your headteacher read it.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = School.objects.members().order_by("name")
        cast(forms.ModelChoiceField, self.fields["school"]).queryset = schools
        self.helper = helper(button="Declare it")


class LoginForm(forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(), label="Account", empty_label="Choose an account",
        error_messages={"required": "Choose an account."},
    )  # fmt: skip

    def __init__(self, *args: Any, users: QuerySet[User], action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["user"]).queryset = users
        self.helper = helper(button="Give this login")
        self.helper.form_action = action
