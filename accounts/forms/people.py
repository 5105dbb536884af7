from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import Invitation, User
from accounts.policies import roles_open_to
from accounts.roles import DESCRIPTIONS, Role
from accounts.selectors import schools_open_to
from accounts.words import role_name
from core.forms import WhosePassword, helper
from schools.models import Hub, School

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoleForm(forms.Form):
    """A role, where it is held and when. Whether it may be given is the service's to say."""

    button = "Give this role"

    role = forms.ChoiceField(
        error_messages={
            "required": "Choose a role.",
            "invalid_choice": "Choose one of the roles you may give.",
        }
    )
    schools = forms.ModelMultipleChoiceField(
        queryset=School.objects.none(),
        required=False,
        label="Schools (optional)",
        widget=forms.CheckboxSelectMultiple,
        help_text="None for the whole trust. Each school becomes a role of its own.",
        error_messages={"invalid_choice": "Choose schools from the list."},
    )
    hub = forms.ModelChoiceField(
        queryset=Hub.objects.all(),
        required=False,
        label="Hub (optional)",
        empty_label="No hub",
        help_text="Instead of schools: a role for a hub is held for all its schools.",
    )
    starts_on = forms.DateField(
        label="First day (optional)", required=False, widget=DATE, help_text="Today, if left empty."
    )
    ends_on = forms.DateField(
        label="Last day (optional)",
        required=False,
        widget=DATE,
        help_text="Open-ended, if left empty.",
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_open_to(actor)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a role"),
            *((role.value, f"{role_name(role, actor)}: {DESCRIPTIONS[role]}") for role in roles),
        ]
        self.fields["schools"].queryset = schools_open_to(actor)  # type: ignore[attr-defined]
        if Role.ADMIN not in roles:
            self._for_own_schools()
        self.helper = helper(button=self.button)

    def _for_own_schools(self) -> None:
        """A headteacher chooses among own schools: one is chosen already, a hub is out of reach."""
        del self.fields["hub"]
        schools = self.fields["schools"]
        own = schools.queryset  # type: ignore[attr-defined]
        schools.label, schools.required, schools.help_text = "School", True, ""
        schools.error_messages["required"] = "Choose the school."
        schools.initial = list(own) if len(own) == 1 else None


class InviteForm(RoleForm):
    button = "Send the invitation"

    name = forms.CharField(
        max_length=120, label="Name", error_messages={"required": "Type the person's name."}
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation goes to this address, and the person signs in with it.",
        error_messages={
            "required": "Type the person's e-mail address.",
            "invalid": "This is not an e-mail address. One looks like name@school.org.",
        },
    )
    field_order = ["name", "email", "role", "schools", "hub", "starts_on", "ends_on"]


class EndRoleForm(forms.Form):
    last_day = forms.DateField(
        label="Last day (optional)",
        required=False,
        widget=DATE,
        help_text="Leave empty to end it now: the person's next click is refused.",
        error_messages={"invalid": "This is not a date."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="End this role")


class AnswerForm(forms.Form):
    """The name people will see, and a password."""

    name = forms.CharField(
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Type your name."},
    )
    password = forms.CharField(
        strip=False,
        label="Choose a password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three random words make a good password.",
        error_messages={"required": "Choose a password."},
    )
    again = forms.CharField(
        strip=False,
        label="The password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Type the password a second time."},
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        super().__init__(data, initial={"name": invitation.name})
        self.invitation = invitation
        self.helper = helper(button="Start")
        self.helper.layout = Layout(WhosePassword(invitation.email), *self.fields)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, User(email=self.invitation.email, name=name))
        return password

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if {"password", "again"} <= typed.keys() and typed["password"] != typed["again"]:
            self.add_error("again", "The two passwords are different.")
        return typed
