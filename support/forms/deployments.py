"""The brief of a deployment, its days, and its review."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from banding.models import OfferLine
from core.forms import helper
from monitoring.models import PupilGroup, YearGroup
from people.models import Person
from planning.models import Impact
from planning.readings import MEASURES, term_name
from planning.selectors.plans import terms_for_baseline
from support.forms.days import DayField, QuarterDaysField
from support.forms.visits import OfferLineField
from support.models import Deployment, SupportRequest
from support.services.deployments import Brief

PARTS_OF_A_DAY = [(4, "A day"), (2, "Half a day"), (1, "A quarter of a day"), (3, "Three quarters")]


def terms(start_year: int) -> list[tuple[str, str]]:
    return [
        (f"{year}-{term}", term_name(year, term)) for year, term in terms_for_baseline(start_year)
    ]


def term_of(value: str) -> tuple[int, int] | None:
    year, _, term = value.partition("-")
    return (int(year), int(term)) if term else None


class BriefForm(forms.Form):
    purpose = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is for."},
    )
    quarter_days = QuarterDaysField(label="Days in all")
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day")
    offer_line = OfferLineField(
        OfferLine.objects.none(),
        label="Activity its days count for",
        error_messages={"required": "Choose the activity the days count for."},
    )
    measure = forms.ChoiceField(
        label="Figure that should change (optional)",
        required=False,
        choices=[("", "None"), *MEASURES.items()],
    )
    cohort = forms.ChoiceField(
        label="Of which year group", required=False, choices=[("", "None"), *YearGroup.choices]
    )
    group = forms.ChoiceField(label="Of which pupils", required=False, choices=PupilGroup)
    baseline = forms.ChoiceField(label="Where it starts: the figure of", required=False)
    target_percent = forms.IntegerField(
        label="Where it should be, in per cent (optional)",
        required=False, min_value=0, max_value=100,
    )  # fmt: skip
    worded_measure = forms.CharField(
        label="How else you will know, in words (optional if there is a figure)",
        required=False,
        max_length=300,
        help_text="Such as: every teacher of year 4 plans from the same sequence.",
    )
    shows_figures = forms.BooleanField(label="The school's figures", required=False)
    shows_priority = forms.BooleanField(label="The priority it comes from", required=False)
    shows_visit = forms.BooleanField(label="The visit note it comes from", required=False)
    override_reason = forms.CharField(
        label="Why this person, if not the first of the ranking",
        required=False, max_length=300,
    )  # fmt: skip
    capacity_reason = forms.CharField(
        label="Why more days than are left, if it is more", required=False, max_length=300
    )

    def __init__(
        self,
        *args: Any,
        asked: SupportRequest,
        offer_lines: QuerySet[OfferLine],
        start_year: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lines = cast(forms.ModelChoiceField, self.fields["offer_line"])
        lines.queryset, lines.required = offer_lines, offer_lines.exists()
        cast(forms.ChoiceField, self.fields["baseline"]).choices = [
            ("", "None"), *terms(start_year)
        ]  # fmt: skip
        for name, source in (("shows_priority", asked.priority), ("shows_visit", asked.visit)):
            if source is None:
                del self.fields[name]
        self.helper = helper(button="Propose it to both schools")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("measure") and not typed.get("cohort"):
            self.add_error("cohort", "Say of which year group the figure is.")
        if typed.get("measure") and not typed.get("baseline"):
            self.add_error("baseline", "Say of which term the figure is that it starts from.")
        if not typed.get("measure"):
            typed["cohort"] = typed["baseline"] = ""
        return typed

    def brief(self, person: Person) -> Brief:
        said = dict(self.cleaned_data)
        said["baseline"] = term_of(said["baseline"])
        said["group"] = said["group"] or PupilGroup.ALL
        return Brief(person=person, **said)


class DayForm(forms.Form):
    on = DayField(label="Day")
    quarter_days = forms.TypedChoiceField(label="How long", choices=PARTS_OF_A_DAY, coerce=int)
    done = forms.CharField(
        label="What was done (leave empty to plan the day)",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_step = forms.CharField(label="What is next (optional)", required=False, max_length=300)

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Save the day")
        self.helper.form_action = action


class ReviewForm(forms.Form):
    after = forms.ChoiceField(label="Where the figure is now: the figure of", required=False)
    measured = forms.CharField(label="Where it stands now", required=False, max_length=300)
    impact = forms.ChoiceField(label="What it changed", choices=Impact)
    words = forms.CharField(
        label="In your own words",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what it changed, in your own words."},
    )
    would_again = forms.TypedChoiceField(
        label="Would you ask for this again?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you would ask for it again."},
    )

    def __init__(self, *args: Any, deployment: Deployment, start_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["after"]).choices = [
            ("", "The newest"), *terms(start_year)
        ]  # fmt: skip
        if not deployment.measure:
            del self.fields["after"]
        if deployment.worded_measure:
            self.fields["measured"].label = f"Where it stands now: {deployment.worded_measure}"
        else:
            del self.fields["measured"]
        self.helper = helper(button="Save the review")

    @property
    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"after": term_of(said.pop("after", ""))}
