"""Actions of a school's list, as they are added and changed; and who reviews; and files."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from core.forms import helper
from support.forms.visits import DATE_INPUT
from support.models import Visit, VisitAction
from support.rules.files import ENDINGS, MOST_BYTES, check_file

DAY = {"required": "Say by when.", "invalid": "Write the date like 31/01/2027."}


class AddActionForm(forms.Form):
    what = forms.CharField(
        label="What", max_length=300, error_messages={"required": "Say what is to be done."}
    )
    owner = forms.CharField(
        label="Who, by post",
        max_length=120,
        error_messages={"required": "Say which post does it."},
    )
    due_on = forms.DateField(
        label="By",
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    came_from = forms.CharField(label="Where it is from (optional)", max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Add it to the list")


class WhyForm(forms.Form):
    """A reason, and nothing else."""

    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, data: Any, *, action: VisitAction, to: str, button: str) -> None:
        super().__init__(data, prefix=to)
        self.helper = helper(button=button)
        self.helper.form_action = reverse(f"support:action-{to}", args=[action.pk])
        self.helper.inputs[0].field_classes = "btn btn-outline"


class MoveForm(WhyForm):
    due_on = forms.DateField(
        label="By",
        widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    field_order = ("due_on", "why")


class ReviewersForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who reviews independently",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(self, *args: Any, visit: Visit, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["people"]).queryset = people
        self.helper = helper(button="Name them")
        self.helper.form_action = reverse("support:reviewer-name", args=[visit.pk])
        self.helper.inputs[0].field_classes = "btn btn-outline"


class FileForm(forms.Form):
    file = forms.FileField(
        label="Picture, PDF, Word or Excel file, at most 10 MB",
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,
        error_messages={"required": "Choose a file first.", "invalid": "Choose a file first."},
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Add the file")
        self.helper.form_action = action
        self.helper.inputs[0].field_classes = "btn btn-outline"

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        file.seek(0)
        try:
            check_file(file.name or "", content)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
