"""What is typed about a what-if: its name, and the changes that are not a school's level."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from crispy_forms.layout import Div, Hidden, Layout
from django import forms
from django.http import QueryDict
from django.utils import timezone

from banding.models import Edition, Level, OfferLine, OfferPart, Post
from core.forms import helper
from core.units import quarters_from_days, show_days
from schools.models import School

FIELD, WAS = "level-", "was-"
MOST_FTE, MOST_DAYS = 99, 200


class ScenarioForm(forms.Form):
    name = forms.CharField(
        max_length=120,
        help_text="What you try, such as Two schools that need more.",
        error_messages={"required": "Give it a name, so that you find it again."},
    )
    from_date = forms.DateField(
        label="Levels would count from",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choose the day changed levels would count from.",
            "invalid": "Write the day like 31/01/2027.",
        },
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, year = edition, edition.academic_year
        word = edition.word("levels")
        self.fields["from_date"].label = f"{word} would count from"
        self.fields["from_date"].help_text = f"A day in {year}. Days of support follow pro rata."
        self.initial.setdefault(
            "from_date", min(max(timezone.localdate(), year.starts_on), year.ends_on)
        )
        self.helper = helper(button="Begin")

    def clean_from_date(self) -> Any:
        chosen, year = self.cleaned_data["from_date"], self.edition.academic_year
        if chosen not in year:
            raise forms.ValidationError(
                f"Choose a day from 1 Sep {year.start_year} to 31 Aug {year.end_year}."
            )
        return chosen


class RenameForm(forms.Form):
    name = forms.CharField(
        max_length=120, error_messages={"required": "Give it a name, so that you find it again."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Rename")


class ChangeForm(forms.Form):
    """One kind of change; several stand on one page, so each names itself."""

    kind = ""
    button = ""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": self.kind})
        self.edition = edition
        self.helper = helper(button=self.button)
        self.helper.add_input(Hidden("kind", self.kind))
        self.helper.inputs[0].field_classes = "btn btn-outline"
        self.offer()

    def offer(self) -> None:
        """Fill the lists to choose from."""

    def choices_as(self, name: str, words: Callable[[Any], str]) -> None:
        cast(Any, self.fields[name]).label_from_instance = words

    def choose(self, name: str, queryset: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = queryset


def _line_now(line: OfferLine) -> str:
    return f"{line}, now {show_days(line.quarter_days or 0)} {line.get_unit_display()}"


def _post_now(post: Post) -> str:
    if post.fte is None or post.deployable_percent is None:
        return f"{post}, nothing entered yet"
    return f"{post}, now {post.fte} and {post.deployable_percent}%"


class AddSchoolForm(ChangeForm):
    kind, button = "add_school", "Add the school"
    urn = forms.IntegerField(
        label="URN (optional)",
        required=False,
        help_text="Of a school that is known here. Otherwise give a name.",
        error_messages={"invalid": "A URN is a number of six digits."},
    )
    name = forms.CharField(label="Name (optional)", required=False, max_length=120)
    level = forms.ModelChoiceField(
        Level.objects.none(), required=False, empty_label="None yet", label="Level (optional)"
    )

    def offer(self) -> None:
        self.choose("level", self.edition.levels.all())
        self.fields["level"].label = f"{self.edition.word('level')} (optional)"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        urn, said["school"] = said.pop("urn", None), None
        if urn:
            said["school"] = School.objects.filter(urn=urn).first()
            if said["school"] is None and not said.get("name"):
                self.add_error("urn", "No school with this URN is known here: give its name too.")
        elif not said.get("name") and not self.errors:
            self.add_error("name", "Give the school's URN or a name.")
        return said


class RemoveSchoolForm(ChangeForm):
    kind, button = "remove_school", "Take the school out"
    school = forms.ModelChoiceField(
        School.objects.none(),
        empty_label="Choose",
        error_messages={
            "required": "Choose a school.",
            "invalid_choice": "Choose a school of the trust.",
        },
    )

    def offer(self) -> None:
        self.choose("school", School.objects.members().order_by("name", "urn"))


class OfferForm(ChangeForm):
    kind, button = "offer", "Set the days"
    line = forms.ModelChoiceField(
        OfferLine.objects.none(),
        label="Activity",
        empty_label="Choose",
        error_messages={"required": "Choose an activity."},
    )
    days = forms.DecimalField(
        min_value=0,
        max_value=MOST_DAYS,
        help_text="For each school, in steps of a quarter.",
        widget=forms.NumberInput(attrs={"step": "0.25"}),
        error_messages={"required": "Say how many days.", "invalid": "Write a number like 2.5."},
    )

    def offer(self) -> None:
        lines = OfferLine.objects.filter(edition=self.edition).exclude(part=OfferPart.BESPOKE)
        self.choose("line", lines)
        self.choices_as("line", _line_now)

    def clean_days(self) -> int:
        try:
            return quarters_from_days(self.cleaned_data["days"])
        except ValueError:
            raise forms.ValidationError("Days go in steps of a quarter, such as 2.25.") from None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "days" in said:
            said["quarter_days"] = said.pop("days")
        return said


class CapacityForm(ChangeForm):
    kind, button = "capacity", "Set the capacity"
    post = forms.ModelChoiceField(
        Post.objects.none(), empty_label="Choose", error_messages={"required": "Choose a post."}
    )
    fte = forms.DecimalField(
        label="Full-time equivalent of each place",
        min_value=0,
        max_value=MOST_FTE,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        error_messages={
            "required": "Say how much of full time each place is.",
            "invalid": "Write a number like 0.6.",
        },
    )
    deployable_percent = forms.IntegerField(
        label="Share for other schools, %",
        min_value=0,
        max_value=100,
        error_messages={
            "required": "Say how much of the time is for other schools.",
            "invalid": "Write a whole number from 0 to 100.",
        },
    )

    def offer(self) -> None:
        self.choose("post", self.edition.posts.all())
        self.choices_as("post", _post_now)
        self.helper.layout = Layout("post", Div("fte", "deployable_percent", css_class="cards"))


CHANGE_FORMS: dict[str, type[ChangeForm]] = {
    form.kind: form for form in (AddSchoolForm, RemoveSchoolForm, OfferForm, CapacityForm)
}


class ProposeAllForm(forms.Form):
    """One reason for all, or a school's own beside it. `version` is exactly what was read."""

    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason for every school that has none of its own",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Trustees read it with each proposal.",
    )

    def __init__(self, *args: Any, schools: Iterable[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = list(schools)
        for school in self.schools:
            self.fields[f"reason-{school.pk}"] = forms.CharField(
                label=f"Reason for {school} (optional)",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.helper = helper(button=f"Propose {len(self.schools)} to trustees")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["reasons"] = {s.pk: said.pop(f"reason-{s.pk}", "") for s in self.schools}
        if not said.get("reason") and not all(said["reasons"].values()):
            self.add_error("reason", "Say why, once for all or for each school.")
        return said


def levels_asked(
    data: QueryDict, *, schools: Iterable[School], levels: Mapping[str, Level]
) -> dict[School, Level]:
    """What a person changed on the table of schools: a row left as it was shown is no change."""
    asked = {}
    for school in schools:
        chosen = data.get(f"{FIELD}{school.pk}", "")
        if chosen in levels and chosen != data.get(f"{WAS}{school.pk}"):
            asked[school] = levels[chosen]
    return asked


def schools_on(data: QueryDict) -> list[int]:
    """The ids of the schools that a table of levels sent."""
    sent = (name.removeprefix(FIELD) for name in data if name.startswith(FIELD))
    return [int(pk) for pk in sent if pk.isdecimal()]
