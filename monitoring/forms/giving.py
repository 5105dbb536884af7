"""What people fill in to ask for data, to give it and to hand it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from core.errors import DomainError
from core.forms import helper
from monitoring.models import (
    CORE_SUBJECTS,
    AssessmentScale,
    Collection,
    Subject,
    Way,
    YearGroup,
)
from monitoring.rules import terms
from monitoring.rules.columns import LABELS, LONG, PERSON
from monitoring.rules.kinds import ASKINGS, Kind
from monitoring.rules.measuring.definition import Stage
from monitoring.rules.returning import LONGEST_WORDS, MOST_CELLS, CellReason
from monitoring.services.collections import DEFAULT_PURPOSE, DEFAULT_SCALE, DEFAULT_YEARS
from monitoring.services.reading import check_file_size
from monitoring.services.submissions import LONGEST_EXPLANATION

FIRST_LINES = 3  # of reasons by cell
ASKED_YEARS = [(year.value, year.label) for year in YearGroup if year.value[0] in "R123456789"]


OF_TERMLY = ("subjects", "year_groups", "scale", "asks_special_schools")


class OpenCollectionForm(forms.Form):
    """Of one kind, which the page was opened for; what other kinds ask for is no field of it."""

    name = forms.CharField(
        label="Term",
        max_length=60,
        help_text="Such as Autumn 2026. The year is the one on the calendar.",
        error_messages={"required": "Write the term, such as Autumn 2026."},
    )
    opens_on = forms.DateField(
        label="Opens",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        help_text="Blank is today. Until a later day schools see it coming.",
        error_messages={"invalid": "Write the day like 11/12/2026."},
    )
    due_on = forms.DateField(
        label="Last day to send",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Write the day like 11/12/2026."},
    )
    purpose = forms.CharField(
        label="Why we ask",
        max_length=300,
        initial=DEFAULT_PURPOSE,
        help_text="Schools read this beside the request.",
        error_messages={"required": "Say what is decided from it."},
    )
    subjects = forms.MultipleChoiceField(
        choices=Subject,
        initial=list(CORE_SUBJECTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one subject."},
    )
    year_groups = forms.MultipleChoiceField(
        choices=ASKED_YEARS,
        initial=list(DEFAULT_YEARS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one year group."},
    )
    scale = forms.ModelChoiceField(
        AssessmentScale.objects.countable().order_by("name"),
        to_field_name="code",
        initial=DEFAULT_SCALE,
        empty_label=None,
    )
    asks_special_schools = forms.BooleanField(label="Ask special schools as well", required=False)
    special_only = forms.BooleanField(
        label="Ask special schools, and no other",
        required=False,
        help_text="Special schools are compared with special schools only, so they have a "
        "collection of their own.",
    )

    def __init__(self, *args: Any, kind: Kind = Kind.TERMLY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asking = ASKINGS.get(kind)
        for name in OF_TERMLY if asking else ():
            del self.fields[name]
        if asking is None or asking.special:
            del self.fields["special_only"]
        if asking:
            self.fields["purpose"].initial = ""
        self.helper = helper(button="Open the collection")
        self.helper.layout = Layout(*self.fields)

    def clean_name(self) -> str:
        try:
            return terms.name_of(*terms.parse(self.cleaned_data["name"]))
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        opens_on, due_on = told.get("opens_on"), told.get("due_on")
        if opens_on and due_on and opens_on > due_on:
            self.add_error("opens_on", "It opens after its last day. Choose an earlier day.")
        return told

    def clean_scale(self) -> str:
        return self.cleaned_data["scale"].code


class ExtendForm(forms.Form):
    due_on = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Write the day like 11/12/2026."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="The school reads this, such as: the assessment week was lost to flu.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Give more time")


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label="Why",
        max_length=300,
        help_text="The trust reads this, such as: it was last year's file.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Take it back")


class MeasureSearchForm(forms.Form):
    search = forms.CharField(
        label="Search", required=False, max_length=60, widget=forms.TextInput({"type": "search"})
    )
    stage = forms.ChoiceField(
        label="About",
        required=False,
        choices=[("", "Everything"), *((stage.name, stage.value) for stage in Stage)],
    )


class StartForm(forms.Form):
    way = forms.ChoiceField(choices=Way, error_messages={"required": "Choose one of the two."})
    copy = forms.BooleanField(required=False)


MOST_FIELDS = 20  # our form has three; more are not from our page
NEVER_A_TABLE = ("image/", "audio/", "video/", "font/", "multipart/", "message/")
NEVER_TABLES = frozenset(
    {"application/pdf", "application/json", "application/javascript", "text/html",
     "application/xhtml+xml", "application/x-msdownload", "application/x-sh"}
)  # fmt: skip


class UploadForm(forms.Form):
    """One file. Which columns it has and whether it can be read is for the service to say."""

    STATUSES = {"size": 413, "kind": 415}

    file = forms.FileField(
        label="Your file (CSV, Excel or CTF)",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xml"}),
        help_text="One row per pupil, or one per pupil and subject. At most 5 MB. Of a Common "
        "Transfer File (.xml, at most 10 MB) we keep who the pupils are and their results only.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first.", "invalid": "Choose a file first."},
    )
    is_cp1252 = forms.BooleanField(
        label="It is an older Windows text file (only if we said a letter could not be read)",
        required=False,
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Upload and check")
        self.helper.form_action = action

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        try:
            check_file_size(file.name, file.size)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code="size") from refusal
        kind = (file.content_type or "").lower()
        if kind in NEVER_TABLES or kind.startswith(NEVER_A_TABLE):
            raise forms.ValidationError(
                "Your browser says that this is another kind of file. We read CSV and Excel "
                "(.xlsx) files.",
                code="kind",
            )
        return file

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if len(self.files.getlist("file")) > 1 or len(self.files) > 1:
            raise forms.ValidationError("Send one file at a time.")
        if len(self.data) > MOST_FIELDS:
            raise forms.ValidationError("That did not come from this page. Choose the file again.")
        return told

    @property
    def sentence(self) -> str:
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def status(self) -> int:
        """What the answer says to a browser: 400, 413 (too large) or 415 (another kind)."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return next((self.STATUSES[str(code)] for code in codes if code in self.STATUSES), 400)


class MatchForm(forms.Form):
    """A choice of the file's columns for each of our fields. Each has the reason for the guess."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        subjects: Sequence[str],
        because: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not in this file"), *((name, name) for name in header)]
        for field in [*PERSON, *subjects, *LONG]:
            self.fields[field] = forms.ChoiceField(
                choices=choices,
                label=LABELS.get(field, field),
                required=False,
                help_text=because.get(field, ""),
                error_messages={"invalid_choice": "Choose a column of the file."},
            )
        self.helper = helper(button="Use these columns")

    @property
    def matched(self) -> dict[str, str]:
        return {field: name for field, name in self.cleaned_data.items() if name}


class CorrectForm(forms.Form):
    """One cure, for one row or for all alike. Blank `to` means that the cell is read as empty."""

    field = forms.CharField(max_length=30)
    value = forms.CharField(max_length=2000, required=False, strip=False)
    to = forms.CharField(max_length=30, required=False)
    row = forms.IntegerField(min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("to") and told.get("field") != "upn":
            raise forms.ValidationError("Choose what it should be first.")
        return told


class RowsForm(forms.Form):
    rows = forms.CharField(max_length=200_000)

    def clean_rows(self) -> list[int]:
        parts = self.cleaned_data["rows"].split(",")
        if not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
            raise forms.ValidationError("Rows are whole numbers.")
        return [int(part) for part in parts]


class ExplainForm(forms.Form):
    """A line for each difference the school is asked about."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        differences: Sequence[Mapping[str, str]],
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), prefix="explain")
        for difference in differences:
            self.fields[difference["code"]] = forms.CharField(
                label=difference["text"],
                required=False,
                max_length=LONGEST_EXPLANATION,
                widget=forms.TextInput(attrs={"placeholder": "e.g. a class moved to…"}),
            )


def _place(label: str, every: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])


class CellLineForm(forms.Form):
    """One reason by cell: a year group, a subject or both, and what should change there."""

    words = forms.CharField(
        label="What should change there",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"placeholder": "What should change there"}),
        error_messages={"max_length": f"At most {LONGEST_WORDS} characters for each cell."},
    )

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, YearGroup(year).label) for year in collection.year_groups]
        subjects = [(subject, LABELS.get(subject, subject)) for subject in collection.subjects]
        self.fields["year_group"] = _place("Year group", "Every year group", years)
        self.fields["subject"] = _place("Subject", "Every subject", subjects)
        for bound in self:
            bound.field.widget.attrs["aria-label"] = f"{bound.field.label}, line {self.line}"
            bound.field.widget.attrs["class"] = (
                "form-control" if bound.name == "words" else "form-select"
            )

    @property
    def line(self) -> int:
        return int(str(self.prefix).partition("-")[2]) + 1

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        place = told.get("year_group") or told.get("subject")
        if place and not told.get("words", "").strip():
            raise forms.ValidationError(f"Line {self.line}: say what should change there.")
        if not place and told.get("words", "").strip():
            raise forms.ValidationError(f"Line {self.line}: choose a year group or a subject.")
        return told

    @property
    def reason(self) -> CellReason | None:
        told = self.cleaned_data
        words = told["words"].strip()
        return CellReason(told["year_group"], told["subject"], words) if words else None


class ReturnForm(forms.Form):
    """Why data is handed back: in general, by cell, or both."""

    reason = forms.CharField(
        label="What should the school change?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, collection: Collection, action: str = ""
    ) -> None:
        super().__init__(data)
        self.helper = helper(button="Return to the school")
        self.helper.form_tag = False
        self.helper.inputs = []
        self.action = action
        self.many = _lines_of(data)
        self.lines = [
            CellLineForm(data, prefix=f"cell-{at}", collection=collection)
            for at in range(self.many)
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for line in self.lines:
            for error in [said for errors in line.errors.values() for said in errors]:
                self.add_error(None, error)
        if not self.errors and not told.get("reason", "").strip() and not self.cells:
            self.add_error("reason", "Say what the school should change.")
        return told

    @property
    def cells(self) -> list[CellReason]:
        return [line.reason for line in self.lines if line.is_valid() and line.reason]


def _lines_of(data: QueryDict | None) -> int:
    """Three lines to begin with; more when somebody asks for them, up to the most there may be."""
    asked = data.get("lines", "") if data else ""
    many = int(asked) if asked.isascii() and asked.isdigit() else FIRST_LINES
    more = FIRST_LINES if data and "more" in data else 0
    return min(max(many, 1) + more, MOST_CELLS)
