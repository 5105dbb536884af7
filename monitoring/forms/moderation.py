"""What people fill in to plan a moderation, name who judges, and judge."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from accounts.models import User
from core.forms import helper
from monitoring.forms.giving import ASKED_YEARS
from monitoring.models import Collection, Judgement, Outcome, Spread, Subject, YearGroup
from monitoring.selectors.moderation import Choosable
from monitoring.services import Judged
from monitoring.services.moderation import LONGEST_REASON, MOST_IN_A_SAMPLE
from schools.models import School


class FocusForm(forms.Form):
    """What an event is about. It is asked first, because it decides who can be looked at."""

    collection = forms.ModelChoiceField(
        Collection.objects.termly().newest_first(), empty_label=None
    )
    subject = forms.ChoiceField(choices=Subject, initial=Subject.WRITING)
    year_group = forms.ChoiceField(label="Year group", choices=ASKED_YEARS, initial=YearGroup.Y6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Show the schools", method="get")
        self.helper.form_class = "filters"
        self.helper.inputs[0].field_classes = "btn btn-outline"


class PlanForm(forms.Form):
    """The rest of an event: the day, the spread, and how many pupils of each school."""

    held_on = forms.DateField(
        label="Day of the event",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Write the day like 16/06/2026."},
    )
    spread = forms.ChoiceField(label="How the sample is spread", choices=Spread)
    focus = forms.CharField(
        label="What to look at closely (optional)", max_length=200, required=False
    )

    def __init__(self, *args: Any, schools: Sequence[Choosable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {one.school: one for one in schools if not one.why_not}
        for school, one in self.schools.items():
            self.fields[size_of(school)] = forms.IntegerField(
                label=school.name,
                required=False,
                min_value=1,
                max_value=MOST_IN_A_SAMPLE,
                help_text=f"of {one.eligible}",
                widget=forms.NumberInput(attrs={"class": "form-control count", "min": 1}),
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    f"{school}: write a number from 1 to {MOST_IN_A_SAMPLE}, or nothing.",
                ),
            )
        self.helper = helper(button="Draw the samples")
        self.helper.form_tag = False
        self.helper.inputs = []
        self.helper.layout = Layout("held_on", "spread", "focus")

    @property
    def sizes(self) -> dict[School, int]:
        given = {school: self.cleaned_data[size_of(school)] for school in self.schools}
        return {school: size for school, size in given.items() if size}

    def lines(self) -> list[tuple[Choosable, forms.BoundField]]:
        return [(one, self[size_of(school)]) for school, one in self.schools.items()]


def size_of(school: School) -> str:
    return f"size-{school.urn}"


class ModeratorForm(forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person."},
    )
    accreditation = forms.CharField(
        max_length=200,
        help_text="Which, given by whom, for which year.",
        error_messages={"required": "Say which accreditation they hold."},
    )
    accredited_until = forms.DateField(
        label="Until (optional)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = people  # type: ignore[attr-defined]
        self.helper = helper(button="Name as moderator")
        self.helper.form_action = action


class JudgementForm(forms.Form):
    """What is said of one pupil. Left alone it says nothing yet."""

    outcome = forms.ChoiceField(choices=[("", "Not judged yet"), *Outcome.choices], required=False)
    settled_code = forms.ChoiceField(required=False)
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"placeholder": "Why, unless agreed"}),
    )

    def __init__(self, data: Any, *, judgement: Judgement, grades: Sequence[str]) -> None:
        said = {name: getattr(judgement, name) for name in ("outcome", "settled_code", "reason")}
        super().__init__(data, prefix=f"pupil-{judgement.pk}", initial=said)
        self.judgement = judgement
        other = [(code, code) for code in grades if code != judgement.code]
        self.fields["settled_code"] = forms.ChoiceField(
            required=False, choices=[("", "Which grade?"), *other]
        )
        labels = {"outcome": "Judgement", "settled_code": "Grade it should be", "reason": "Why"}
        for bound in self:
            bound.field.widget.attrs["aria-label"] = (
                f"{labels[bound.name]}, pupil {judgement.place}"
            )
            shape = "form-control" if bound.name == "reason" else "form-select"
            bound.field.widget.attrs["class"] = shape

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        outcome, number = told.get("outcome"), self.judgement.place
        if outcome == Outcome.CHANGED and not told.get("settled_code"):
            self.add_error("settled_code", f"Pupil {number}: choose the grade it should be.")
        if outcome in (Outcome.CHANGED, Outcome.UNRESOLVED) and not told.get("reason", "").strip():
            self.add_error("reason", f"Pupil {number}: say why.")
        return told

    @property
    def judged(self) -> Judged | None:
        told = self.cleaned_data
        if not told["outcome"]:
            return None
        return Judged(told["outcome"], told["settled_code"], told["reason"])
