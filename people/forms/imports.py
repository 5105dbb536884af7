"""A register as a file or as pasted text, and the answers it asks for."""

from collections.abc import Iterator
from typing import Any

from django import forms

from core.errors import DomainError
from core.forms import helper
from core.spreadsheets import check_size
from people.rules.answers import AliasAnswer, Answers, SameAnswer
from people.rules.preview import Question
from people.rules.spellings import KnownSchool, Proposal
from people.services.reading import Reading

LONGEST_PASTE = 1_000_000
CENTRE, ASK_AGAIN = "centre", ""
MOST_SHOWN = 200  # of schools and of questions on one page; the rest come after these are answered


class SheetForm(forms.Form):
    """One of the two: a file, or what was copied out of a document."""

    file = forms.FileField(
        label="A file (optional)",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        help_text="Excel (.xlsx), CSV or text, at most 5 MB. It may be a whole document.",
    )
    pasted = forms.CharField(
        label="Or paste the table (optional)",
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="With its row of headings: Name, School, and a column for each kind of "
        "expertise.",
    )
    is_cp1252 = forms.BooleanField(
        label="It is an older Windows text file (only if we said a letter could not be read)",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Read it")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        file = told.get("file")
        if bool(file) == bool((told.get("pasted") or "").strip()) and not self.errors:
            raise forms.ValidationError("Choose a file or paste the table: one of the two.")
        if file:
            try:
                check_size(file.size)
            except DomainError as refusal:
                self.add_error("file", str(refusal))
        return told


class AnswersForm(forms.Form):
    """A choice for each label that is no school's name, and for each pair of names alike."""

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = reading.preview.proposals[:MOST_SHOWN]
        self.questions = reading.preview.questions[:MOST_SHOWN]
        self.schools = list(reading.known.schools)
        for at, proposal in enumerate(self.proposals):
            self.fields[f"alias-{at}"] = _school_field(proposal, self.schools)
        for at, question in enumerate(self.questions):
            self.fields[f"same-{at}"] = _same_field(question)

    @property
    def alias_rows(self) -> Iterator[tuple[Proposal, forms.BoundField]]:
        return ((one, self[f"alias-{at}"]) for at, one in enumerate(self.proposals))

    @property
    def same_rows(self) -> Iterator[tuple[Question, forms.BoundField]]:
        return ((one, self[f"same-{at}"]) for at, one in enumerate(self.questions))

    @property
    def answers(self) -> Answers:
        """The labels are those that were shown, so that an answer cannot be given for another."""
        said = self.cleaned_data
        return Answers(
            [
                AliasAnswer(one.label, said[f"alias-{at}"])
                for at, one in enumerate(self.proposals)
                if said[f"alias-{at}"]
            ],
            [
                SameAnswer(one.a, one.b, one.school, said[f"same-{at}"] == "one")
                for at, one in enumerate(self.questions)
                if said[f"same-{at}"]
            ],
        )


def _school_field(proposal: Proposal, schools: list[KnownSchool]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"“{proposal.label}” is",
        required=False,
        choices=[
            (ASK_AGAIN, "Leave it as it is written"),
            *((str(school.urn), school.name) for school in schools),
            (CENTRE, "The central team"),
        ],
        initial=str(proposal.school.urn) if proposal.school else ASK_AGAIN,
    )


def _same_field(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Are {question.a} and {question.b} one person?",
        required=False,
        choices=[(ASK_AGAIN, "Not sure: keep two"), ("one", "One person"), ("two", "Two people")],
        initial=ASK_AGAIN,
    )
