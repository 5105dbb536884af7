"""What is typed for a triad's meeting: its day, notes, the report and comments."""

from typing import Any, cast

from django import forms
from django.urls import reverse

from accounts.models import User
from core.forms import helper
from schools.models import School
from support.forms.visits import DATE_INPUT, ActionForm, ActionRows
from support.models import PeerReview, PeerReviewer, PeerSection, Triad

ROWS = 4
BAD_DATE = {"invalid": "Write the day like 31/01/2027.", "required": "Give the day."}


class MeetingForm(forms.Form):
    on = forms.DateField(
        label="Day", widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages=BAD_DATE,
    )  # fmt: skip
    host = forms.ModelChoiceField(
        School.objects.none(),
        label="Host",
        empty_label="Choose a school",
        error_messages={"required": "Choose the school that hosts."},
    )
    reviewers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who reviews",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each writes notes alone. They see each other's once all have submitted.",
        error_messages={"required": "Name at least two people."},
    )

    def __init__(
        self,
        *args: Any,
        triad: Triad,
        review: PeerReview | None,
        people: Any,
        heads: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        schools = cast(forms.ModelChoiceField, self.fields["host"])
        schools.queryset = School.objects.filter(pk__in=triad.places.values("school"))
        cast(forms.ModelMultipleChoiceField, self.fields["reviewers"]).queryset = people
        if review:
            named = list(review.reviewers.values_list("person", flat=True))
            self.initial = {"on": review.on, "host": review.host_id, "reviewers": named}
        else:
            self.initial = {"reviewers": [head.pk for head in heads]}
        self.helper = helper(button="Save")


class NotesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    notes = forms.CharField(
        label="Your notes on the schools",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Where does each self-evaluation convince you, and where not? Name no pupil.",
    )

    def __init__(self, *args: Any, own: PeerReviewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"version": own.version, "notes": own.notes})


class PartForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label="In brief",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Two or three sentences. The school's governors read these and nothing else.",
        error_messages={"required": "Say in brief what you found."},
    )
    strengths = forms.CharField(
        label="What convinced us",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what convinced you."},
    )
    challenges = forms.CharField(
        label="What we challenged",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what you challenged."},
    )

    def __init__(self, *args: Any, section: PeerSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("version", "summary", "strengths", "challenges"):
            self.initial[name] = getattr(section, name)


class PeerCommentForm(forms.Form):
    comment = forms.CharField(
        label="Your comment on this part",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is published with the report, and can be sent once.",
        error_messages={"required": "Write your comment, then send it."},
    )

    def __init__(self, *args: Any, section: PeerSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Send your comment")
        self.helper.form_action = reverse("support:triad-comment", args=[section.pk])


def part_rows(data: Any = None, *, section: PeerSection) -> ActionRows:
    """Four rows for actions, those already there first; always at least one empty row."""
    agreed = list(section.actions.values("what", "owner", "due_on"))
    rows = forms.formset_factory(
        ActionForm,
        formset=ActionRows,
        extra=max(ROWS - len(agreed), 1),
        max_num=20,
        absolute_max=25,
    )
    return cast(ActionRows, rows(data, initial=agreed, prefix="actions"))
