"""The words of one line of the governors' cycle, and the note of what they heard."""

from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms

from core.forms import helper
from planning.forms.schedule import day_field
from planning.selectors.governors import LookShown


class LookForm(forms.Form):
    """Left as they are suggested, words stay suggestions and follow the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    look_at = forms.CharField(
        label="What governors look at", max_length=1000, required=False, widget=forms.Textarea
    )
    questions = forms.CharField(
        label="Questions to ask",
        max_length=1500,
        required=False,
        widget=forms.Textarea,
        help_text="One a line. Left empty, questions are suggested from the plan.",
    )

    def __init__(self, *args: Any, shown: LookShown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.initial = {
            "version": shown.look.version,
            "look_at": shown.look_at,
            "questions": shown.questions,
        }
        self.helper = helper(button="Save")
        self.helper.layout = Layout("version", Field("look_at", rows=4), Field("questions", rows=6))

    def clean_look_at(self) -> str:
        return self._unless_suggested("look_at", self.shown.look.look_at)

    def clean_questions(self) -> str:
        return self._unless_suggested("questions", self.shown.look.questions)

    def _unless_suggested(self, name: str, written: str) -> str:
        typed: str = self.cleaned_data[name].replace("\r\n", "\n")
        is_as_suggested = not written and typed == self.initial[name]
        return "" if is_as_suggested else typed


class LookNoteForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    done_on = day_field("Day on which governors looked at it", "Give the day.")
    words = forms.CharField(
        label="What was asked and answered",
        max_length=2000,
        widget=forms.Textarea,
        help_text="A line or two. No child's name, and no judgement of a teacher.",
        error_messages={"required": "Write what was asked and answered, in a line or two."},
    )

    def __init__(self, *args: Any, shown: LookShown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        look = shown.look
        self.initial = {"version": look.version, "done_on": look.done_on, "words": look.note}
        self.helper = helper(button="Save the note")
        self.helper.layout = Layout("version", "done_on", Field("words", rows=5))
