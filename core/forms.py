from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject, Submit
from django.utils.html import format_html


def helper(*, button: str, method: str = "post") -> FormHelper:
    """The one place that decides how a form is framed; layouts belong to the form itself."""
    built = FormHelper()
    built.form_method = method
    built.form_show_errors = True
    built.attrs = {"novalidate": ""}
    built.add_input(Submit("save", button))
    return built


class WhosePassword(LayoutObject):
    """Nothing to see: it tells password managers whose password a form is about."""

    def __init__(self, email: str) -> None:
        self.email = email

    def render(self, *args: Any, **kwargs: Any) -> str:
        field = '<input type="text" value="{}" autocomplete="username" hidden>'
        return format_html(field, self.email)
