"""allauth's forms with our words and our frame."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from crispy_forms.layout import Layout
from django.forms import Form

from core.forms import WhosePassword, helper

WORDS = {
    "login": ("E-mail address", "Type your e-mail address."),
    "email": ("E-mail address", "Type your e-mail address."),
    "password": ("Password", "Type your password."),
    "oldpassword": ("Present password", "Type the password you have now."),
    "password1": ("New password", "Choose a password."),
    "password2": ("New password again", "Type the new password a second time."),
    "code": ("Code", "Type the code."),
}
CHOICE_HELP = (
    "At least 12 characters, not one that many people use and not close to your name. "
    "Three random words make a good password."
)


class InOurWords(Form):
    """Labels say what to type, placeholders go (they vanish), the button says what it does."""

    button = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = WORDS[name]
            field.help_text = CHOICE_HELP if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)
        self.helper = helper(button=self.button)
        if "login" not in self.fields and (user := getattr(self, "user", None)):
            self.helper.layout = Layout(WhosePassword(user.email), *self.fields)


class SignInForm(InOurWords, account.LoginForm):
    button = "Sign in"


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    button = "Go on"


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    button = "Change password"


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    button = "Send me a link"


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    button = "Set this password"


class CodeForm(InOurWords, mfa.AuthenticateForm):
    button = "Sign in"


class ConfirmCodeForm(InOurWords, mfa.ReauthenticateForm):
    button = "Go on"


class SetUpSecondStepForm(InOurWords, totp.ActivateTOTPForm):
    button = "Turn on"


class RemoveSecondStepForm(InOurWords, totp.DeactivateTOTPForm):
    button = "Remove the second step"


class NewRecoveryCodesForm(InOurWords, recovery_codes.GenerateRecoveryCodesForm):
    button = "Make new codes"
