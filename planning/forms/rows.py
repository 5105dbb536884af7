"""One line of a section. A new line left empty is no line; one that is there can be taken out."""

from typing import Any, ClassVar, cast

from django import forms

from accounts.models import User
from planning.forms.fields import DayField, LongField, PoundsField, choice, short
from planning.models import Funding, HalfTermCode, MonitoringKind, Tier
from planning.rules.premium import why_not_answers

HALF_TERMS = HalfTermCode.choices


class RowForm(forms.Form):
    """`needs` says what each line must have, once anything of it is typed."""

    needs: ClassVar[dict[str, str]] = {}
    decided: ClassVar[frozenset[str]] = frozenset()  # always have a value, so say nothing
    is_blank = True  # until it is cleaned: a new line nobody touched never is
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["id"].value():
            self.fields["remove"] = forms.BooleanField(label="Take this out", required=False)

    @property
    def is_there(self) -> bool:
        return bool(self["id"].value())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.is_blank = not said.get("id") and not any(
            value for name, value in said.items() if name not in self.decided
        )
        if not self.is_blank and not said.get("remove"):
            for name, sentence in self.needs.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return said

    @property
    def given(self) -> dict[str, Any] | None:
        """What the line says; None where it is no line, or is taken out."""
        said = dict(self.cleaned_data)
        if self.is_blank or said.pop("remove", False):
            return None
        return said


class RequiredRow(RowForm):
    text = LongField(label="What the school does", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remove", None)


class CriterionRow(RowForm):
    needs = {"text": "Say by what success is seen."}
    text = short("Success criterion", length=400)
    is_appraisal_target = forms.BooleanField(
        label="Serves as a target in appraisal", required=False
    )


class MilestoneRow(RowForm):
    needs = {"text": "Say what will have been reached.", "half_term": "Say by when."}
    text = short("Milestone", length=400)
    half_term = choice("By the end of", HALF_TERMS, empty="Choose")


class WeekRow(RowForm):
    needs = {"text": "Say what will have been reached.", "week": "Say by which week."}
    text = short("Milestone", length=400)
    week = forms.IntegerField(label="By the end of week", required=False, min_value=1, max_value=60)


class ActionRow(RowForm):
    needs = {"what": "Say what is to be done.", "owner": "Say which post does it."}
    decided = frozenset({"funding"})
    what = short("What", length=400)
    owner = short("Who, by post")
    doer = forms.ModelChoiceField(
        User.objects.none(), label="Who marks it as done (optional)", required=False,
        empty_label="The headteacher",
    )  # fmt: skip
    starts_on = DayField(label="From (optional)", required=False)
    due_on = DayField(label="By", required=False)
    cost_pence = PoundsField(label="Cost in £ (optional)")
    funding = choice("Paid from", Funding.choices)
    cpd_need = short("What staff must learn (optional)", length=200)

    def __init__(self, *args: Any, doers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["doer"])
        field.queryset = User.objects.filter(pk__in=[one.pk for one in doers])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("starts_on"), said.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", "It is due before it starts.")
        return said


class MonitoringRow(RowForm):
    needs = {
        "kind": "Say how it is monitored.",
        "who": "Say who looks.",
        "half_term": "Say in which half-term.",
    }
    kind = choice("How", MonitoringKind.choices, empty="Choose")
    focus = short("Looking at (optional)", length=200)
    who = short("Who looks")
    half_term = choice("In", HALF_TERMS, empty="Choose")


class PointRow(RowForm):
    needs = {"text": "Say what is to get better."}
    text = short("Area for development", length=400)
    action = short("What is being done (optional)", length=400)


class ChallengeRow(RowForm):
    needs = {"number": "Give it a number.", "text": "Say what the challenge is."}
    number = forms.IntegerField(label="Number", required=False, min_value=1, max_value=99)
    text = LongField(label="Challenge", rows=2)


class OutcomeRow(RowForm):
    needs = {"text": "Say what is intended."}
    text = short("Intended outcome", length=400)
    criteria = LongField(label="How the school will know", rows=2)


class ActivityRow(RowForm):
    needs = {"text": "Say what is done."}
    decided = frozenset({"tier"})
    tier = choice("Tier", Tier.choices)
    text = short("Activity", length=400)
    evidence = LongField(label="Evidence that supports it", rows=2)
    cost_pence = PoundsField(label="Cost in £")
    answers = short("Challenges it answers, by number", length=60)

    def clean_answers(self) -> str:
        answers = str(self.cleaned_data["answers"])
        if wrong := why_not_answers(answers):
            raise forms.ValidationError(wrong)
        return answers


ROWS: dict[str, type[RowForm]] = {
    "required_fields": RequiredRow,
    "criteria": CriterionRow,
    "milestones": MilestoneRow,
    "actions": ActionRow,
    "monitoring": MonitoringRow,
    "points": PointRow,
    "challenges": ChallengeRow,
    "outcomes": OutcomeRow,
    "activities": ActivityRow,
}
HEADINGS = {
    "required_fields": "What the trust asks of this school's plan",
    "criteria": "Success criteria",
    "milestones": "Milestones",
    "actions": "Actions",
    "monitoring": "Monitoring",
    "points": "Areas for development",
    "challenges": "Challenges",
    "outcomes": "Intended outcomes",
    "activities": "Activities",
}
EMPTY_ROWS = 3
MOST_ROWS = 60
