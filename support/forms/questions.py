"""The questions of a note as they are typed, and how earlier actions stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from support.forms.visits import DATE_INPUT
from support.models import AnswerValue, NoteQuestion, Outcome, QuestionKind, VisitAction
from support.models.answers import CHECKED
from support.rules import FollowedUp, Said
from support.selectors.templates import AskedSection

ANSWERS = [
    (AnswerValue.YES, "Yes"),
    (AnswerValue.PARTLY, "Partly"),
    (AnswerValue.NO, "No"),
]
A_DATE = {"invalid": "Write the date like 31/01/2027."}


def _choice(choices: list[tuple[AnswerValue, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Answer", choices=choices, required=False, widget=forms.RadioSelect
    )


def _words(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _fields(kind: str) -> dict[str, forms.Field]:
    if kind == QuestionKind.TEXT:
        return {"text": _words("Answer", 3)}
    if kind == QuestionKind.NUMBER:
        invalid = {"invalid": "Write a number."}
        return {"number": forms.DecimalField(
            label="Number", required=False, max_digits=12, decimal_places=2,
            error_messages=invalid, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )}  # fmt: skip
    if kind in {QuestionKind.DATE, QuestionKind.SIGN_OFF}:
        widget = forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d")
        day = forms.DateField(label="Day", required=False, widget=widget, error_messages=A_DATE)
        if kind == QuestionKind.DATE:
            return {"on": day}
        return {"on": day, "edition": forms.CharField(
            label="Edition", required=False, max_length=60,
        )}  # fmt: skip
    note = _words("Note (optional)", 2)
    if kind == QuestionKind.YES_NO:
        return {"value": _choice(ANSWERS), "text": note}
    link = forms.URLField(
        label="Link (optional)", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "Copy the whole address, such as https://school.example/policy."},
    )  # fmt: skip
    return {"value": _choice(list(CHECKED.items())), "text": note, "url": link}


def _look(form: forms.Form) -> None:
    """As wide as the page, like every other field; choices have a look of their own."""
    for one in form.fields.values():
        if not isinstance(one.widget, forms.RadioSelect):
            one.widget.attrs["class"] = "form-control"


class QuestionForm(forms.Form):
    """One question. Left empty it has no answer."""

    def __init__(self, data: Any, *, question: NoteQuestion, said: Said | None) -> None:
        first = {name: getattr(said, name) for name in FIELDS} if said else {}
        super().__init__(data, prefix=f"q{question.pk}", initial=first)
        self.question = question
        self.fields.update(_fields(question.kind))
        _look(self)

    @property
    def answer(self) -> Said:
        typed = self.cleaned_data
        return Said(**{name: typed[name] for name in FIELDS if typed.get(name)})

    @property
    def main(self) -> list[forms.BoundField]:
        """What must be seen at once: a choice, words, a number, a day with its edition."""
        names = list(self.fields)
        is_choice = names[0] == "value"
        return [self[name] for name in (names[:1] if is_choice else names)]

    @property
    def beside(self) -> list[forms.BoundField]:
        """A note and a link, which open when they are wanted."""
        shown = {one.name for one in self.main}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def opens(self) -> bool:
        return any(one.value() or one.errors for one in self.beside)

    @property
    def typed(self) -> str:
        """What was typed, to be copied."""
        return "\n".join(str(one.value()) for one in self if one.value())


FIELDS = ("value", "text", "number", "on", "edition", "url")


class FollowUpForm(forms.Form):
    """An action of an earlier visit. Left unanswered it stays open."""

    outcome = forms.ChoiceField(
        label="How it stands", choices=Outcome, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="In words (optional, but say why it is no longer needed)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, action: VisitAction, before: FollowedUp | None) -> None:
        super().__init__(data, prefix=f"f{action.pk}", initial=vars(before) if before else None)
        self.action = action
        _look(self)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("outcome") == Outcome.NOT_NEEDED and not typed.get("words", "").strip():
            self.add_error("words", "Say why it is no longer needed.")
        return typed


@dataclass
class AskedForms:
    """A section with a form for each of its questions."""

    title: str
    guidance: str
    forms: list[QuestionForm]


@dataclass
class NoteForms:
    """What is asked beside the visit itself, filled in from what was said before."""

    sections: list[AskedForms] = field(default_factory=list)
    follow_ups: list[FollowUpForm] = field(default_factory=list)

    @property
    def each(self) -> list[forms.Form]:
        return [one for section in self.sections for one in section.forms] + list(self.follow_ups)

    def is_valid(self) -> bool:
        return all(one.is_valid() for one in self.each)

    @property
    def answers(self) -> dict[int, Said]:
        return {one.question.pk: one.answer for section in self.sections for one in section.forms}

    @property
    def followed_up(self) -> dict[int, FollowedUp]:
        return {
            one.action.pk: FollowedUp(one.cleaned_data["outcome"], one.cleaned_data["words"])
            for one in self.follow_ups
        }


def note_forms(
    data: Any,
    sections: Iterable[AskedSection],
    said: Mapping[int, Said],
    actions: Iterable[VisitAction] = (),
    followed: Mapping[int, FollowedUp] | None = None,
) -> NoteForms:
    before = followed or {}
    return NoteForms(
        sections=[
            AskedForms(
                section.title,
                section.guidance,
                [
                    QuestionForm(data, question=one, said=said.get(one.pk))
                    for one in section.questions
                ],
            )
            for section in sections
        ],
        follow_ups=[
            FollowUpForm(data, action=action, before=before.get(action.pk)) for action in actions
        ],
    )
