"""A document on its way into a plan: the file, and what its columns and paragraphs hold."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core import spreadsheets
from core.errors import DomainError
from core.forms import helper
from core.years import AcademicYear
from planning.rules.importing.heads import CONTEXT, LEAVE, OF_WORDS, TARGETS
from planning.rules.importing.taken import Choice, Head, Mapping, Taken

MOST_CHOICES = 60  # paragraphs one by one; all others go together
REST = [(CONTEXT, "Taken into “Our school”"), (LEAVE, "Not taken, and listed")]


class DocumentForm(forms.Form):
    year = forms.TypedChoiceField(
        label="For which year",
        coerce=int,
        error_messages={"invalid_choice": "Choose one of the two years."},
    )
    file = forms.FileField(
        label="The plan (Word or Excel)",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx"}),
        help_text="At most 5 MB. Nothing is changed until you have seen what would be taken.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first.", "invalid": "Choose a file first."},
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(one, str(AcademicYear(one))) for one in (this_year, this_year + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.helper = helper(button="Read it")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            spreadsheets.check_size(file.size or 0)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file


class DocumentMatchForm(forms.Form):
    """A choice for each head, for each table without one, and for headings and labels."""

    def __init__(self, *args: Any, taken: Taken, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapped = mapping
        self.heads = list(taken.heads.values())
        self.headless = taken.without_header | {name: [] for name in mapping.header_rows}
        self.choices = [one for one in taken.choices if one.target != mapping.rest][:MOST_CHOICES]
        for number, head in enumerate(self.heads):
            self.fields[f"column-{number}"] = _of_head(head)
        for number, (name, rows) in enumerate(self.headless.items()):
            self.fields[f"table-{number}"] = _of_table(name, rows, mapping.header_rows.get(name))
        for one in self.choices:
            self.fields[f"words-{one.number}"] = _of_words(one)
        self.fields["rest"] = forms.ChoiceField(
            label="All other paragraphs outside tables", choices=REST, initial=mapping.rest
        )
        self.helper = helper(button="Show what would be taken")

    @property
    def mapping(self) -> Mapping:
        """What was chosen. A choice that is as it was guessed stays a guess."""
        said = self.cleaned_data
        columns = {head.name: said[f"column-{n}"] for n, head in enumerate(self.heads)}
        rows = {name: said[f"table-{n}"] for n, name in enumerate(self.headless)}
        words = dict(self.mapped.words) | {
            one.number: said[f"words-{one.number}"]
            for one in self.choices
            if said[f"words-{one.number}"] != one.target
        }
        header_rows = {name: int(row) for name, row in rows.items() if row}
        return Mapping(dict(self.mapped.columns) | columns, words, header_rows, said["rest"])


def _of_head(head: Head) -> forms.ChoiceField:
    where = ", ".join(head.tables[:4]) + (" and more" if len(head.tables) > 4 else "")
    example = f": “{head.example[:60]}”" if head.example else ""
    return forms.ChoiceField(
        label=head.name,
        choices=list(TARGETS.items()),
        initial=head.target,
        help_text=f"{where}{example}",
    )


def _of_table(name: str, rows: list[str], chosen: int | None) -> forms.ChoiceField:
    shown = [(str(number), f"{number}: {row[:80]}") for number, row in enumerate(rows, start=1)]
    if chosen and not shown:
        shown = [(str(chosen), f"{chosen}: as chosen before")]
    return forms.ChoiceField(
        label=f"{name}: which row names its columns?",
        choices=[("", "None: leave the table out"), *shown],
        initial=str(chosen or ""),
        required=False,
    )


def _of_words(one: Choice) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=one.text[:100], choices=list(OF_WORDS.items()), initial=one.target
    )
