"""Starting a plan, saying how it goes, deciding on it, and talking about it."""

from typing import Any, cast

from django import forms

from accounts.roles import Role
from core.forms import helper
from core.years import AcademicYear
from planning.forms.fields import DayField, choice, short
from planning.models import (
    CommentKind,
    Direction,
    Impact,
    PlanKind,
    Priority,
    Rag,
    ReviewDecision,
)
from planning.rules.routes import CALLED
from schools.models import InspectionFramework


def _words(label: str, *, rows: int = 4, required: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} if required else None,
    )


class StartForm(forms.Form):
    """Days are for a rapid plan, a framework for a self-evaluation; the rest asks for neither."""

    start_year = forms.TypedChoiceField(label="School year", coerce=int)
    title = short("Title (optional)", length=200)
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day, 6 to 12 weeks later")
    framework = forms.ModelChoiceField(
        InspectionFramework.objects.order_by("-valid_from"),
        label="By the areas of",
        required=False,
        empty_label="The aspects of the trust's model",
    )
    carry = forms.ModelMultipleChoiceField(
        Priority.objects.none(),
        label="Go on with these priorities of last year",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, kind: str, year: int, left: list[Priority], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        years = [(one, str(AcademicYear(one))) for one in (year, year + 1)]
        cast(forms.TypedChoiceField, self.fields["start_year"]).choices = years
        if kind != PlanKind.RAP:
            del self.fields["starts_on"], self.fields["ends_on"]
        if kind != PlanKind.SEF:
            del self.fields["framework"]
        else:
            latest = InspectionFramework.objects.order_by("-valid_from").first()
            self.fields["framework"].initial = latest.pk if latest else None
        if left:
            field = cast(forms.ModelMultipleChoiceField, self.fields["carry"])
            field.queryset = Priority.objects.filter(pk__in=[one.pk for one in left])
            field.initial = [one.pk for one in left if one.rag != Rag.BLUE]
        else:
            del self.fields["carry"]
        self.helper = helper(button=f"Start the {CALLED[kind]}")

    @property
    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if "carry" in said:
            said["carry"] = [one.pk for one in said["carry"]]
        return said


class ProgressForm(forms.Form):
    rag = forms.ChoiceField(
        label="How does the work go?",
        choices=Rag,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the work goes."},
    )
    words = _words("In words", required="Say in words how it goes.")
    impact = forms.ChoiceField(
        label="What difference has it made? (apart from how the work goes)",
        choices=Impact,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is known of its impact."},
    )
    impact_words = _words("The impact, and how you know (not needed while it is too early)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Save")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("rag") == Rag.BLUE and said.get("impact") != Impact.EVIDENCED:
            self.add_error("impact", "A priority is complete once its impact is evidenced.")
        if said.get("impact") not in {None, Impact.NOT_YET} and not said.get("impact_words"):
            self.add_error("impact_words", "Say what the impact is and how you know.")
        return said


class ReviewForm(forms.Form):
    on = DayField(label="Held on")
    progress = _words("What has been achieved", rows=5, required="Say what has been achieved.")
    direction = forms.ChoiceField(
        label="Direction of travel",
        choices=Direction,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the direction of travel."},
    )
    decision = forms.ChoiceField(
        label="Decision",
        choices=ReviewDecision,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    words = _words("Why (not needed to go on as planned)", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Record the review")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") not in {None, ReviewDecision.CONTINUE} and not said.get("words"):
            self.add_error("words", "Say why this was decided.")
        return said


class ReturnForm(forms.Form):
    reason = _words("What must change", rows=3, required="Say what must change.")

    def __init__(self, *args: Any, action: str, content_hash: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content_hash"] = forms.CharField(
            widget=forms.HiddenInput, initial=content_hash, max_length=64
        )
        self.helper = helper(button="Return it")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"


class CheckForm(forms.Form):
    targets_match = forms.TypedChoiceField(
        label="Do the targets match the school's needs?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    words = _words("Why", rows=3, required="Say why the targets match, or why not.")

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Record the check")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"


class CloseForm(forms.Form):
    achieved = _words("What was achieved", required="Say what was achieved.")

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Close the plan")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"


class CommentForm(forms.Form):
    place = forms.ChoiceField(label="About")
    text = _words("Comment", rows=3, required="Write something, then send it.")
    mentions = choice(
        "For (optional)",
        [(role.value, role.label) for role in Role if role not in {Role.ADMIN, Role.SPECIALIST}],
        empty="Nobody in particular",
    )
    kind = forms.ChoiceField(label="Kind", choices=CommentKind)

    def __init__(
        self, *args: Any, action: str, places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = places
        self.helper = helper(button="Send")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"


class EvidenceForm(forms.Form):
    chosen = forms.MultipleChoiceField(
        label="What the product holds", required=False, widget=forms.CheckboxSelectMultiple
    )
    text = short("Other evidence: what it is, from when, of how many (optional)", length=300)
    url = forms.CharField(label="Where it is (optional)", required=False, max_length=200)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["chosen"]).choices = offered
        if not offered:
            del self.fields["chosen"]
        self.helper = helper(button="Link it")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if url and not url.startswith(("https://", "http://", "/")):
            raise forms.ValidationError("Start the address with https://.")
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("chosen") and not said.get("text"):
            self.add_error(None, "Choose some evidence, or write what it is.")
        return said
