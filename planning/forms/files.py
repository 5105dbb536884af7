from django import forms

from planning.models import FileKind


class FileForm(forms.Form):
    """Buttons of the page to print. The token makes a double click ask once."""

    kind = forms.ChoiceField(choices=FileKind)
    version = forms.CharField(required=False, max_length=5)
    token = forms.UUIDField()
