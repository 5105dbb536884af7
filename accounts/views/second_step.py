"""allauth's pages that change the second step: we write it down and end the other sessions."""

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from accounts import verbs
from accounts.access import for_everyone_signed_in
from accounts.services import sign_in


def _record(request: HttpRequest, verb: str) -> None:
    person: Any = request.user
    sign_in.second_step_changed(actor=person, verb=verb)
    update_session_auth_hash(request, person)


class SetUp(ActivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _record(self.request, verbs.SECOND_STEP_SET_UP)
        return response


class Remove(DeactivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _record(self.request, verbs.SECOND_STEP_REMOVED)
        return response


class NewRecoveryCodes(GenerateRecoveryCodesView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        sign_in.recovery_codes_made(actor=self.request.user)
        return response


set_up = for_everyone_signed_in(SetUp.as_view())
remove = for_everyone_signed_in(Remove.as_view())
new_recovery_codes = for_everyone_signed_in(NewRecoveryCodes.as_view())
