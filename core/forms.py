from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


def helper(*, button: str, method: str = "post") -> FormHelper:
    """The one place that decides how a form is framed; layouts belong to the form itself."""
    built = FormHelper()
    built.form_method = method
    built.form_show_errors = True
    built.attrs = {"novalidate": ""}
    built.add_input(Submit("save", button))
    return built
