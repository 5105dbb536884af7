"""Where allauth asks our rules: nobody signs up, workers write letters, events are journalled."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import sessions
from accounts.models import User
from accounts.services import sign_in


class InvitationOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask an administrator to open it.",
        "email_password_mismatch": "The e-mail address and the password do not go together. "
        "Check both, or ask for a new password.",
        "enter_current_password": "This is not your present password.",
        "incorrect_code": "This code is not right. Codes change every 30 seconds and work once.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one.",
        "rate_limited": "That was too often. Wait a minute, then try again.",
        "too_many_login_attempts": "That was wrong too often. Wait 30 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request)
        sign_in.signed_in(actor=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in.sign_in_failed(email=credentials.get("email", ""))

    def set_password(self, user: User, password: str) -> None:
        sign_in.set_password(actor=user, password=password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account-detail")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Said only to whoever typed the right password."""
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not asked again of somebody who has only just signed in."""
        timeout = app_settings.REAUTHENTICATION_TIMEOUT
        return sessions.seconds_since_proof(self.request) > timeout

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second step proves it by code: a password alone may have been overheard."""
        methods = super().get_reauthentication_methods(user)
        codes = [method for method in methods if method["id"].startswith("mfa_")]
        return codes or methods

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        sign_in.send_mail(person=user, mail="account/email/password_reset_key")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        sign_in.send_mail(person=user, mail=template_prefix)


class SecondStep(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": InvitationOnly.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Set up a second step first.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.email
