from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts import sessions
from accounts.access import must_set_up_second_step
from accounts.http import go_to

GetResponse = Callable[[HttpRequest], HttpResponse]

WITHOUT_SECOND_STEP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
}


class SignedInPages:
    """What a signed-in person is shown stays out of caches, and no swap holds a sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.begin_request()
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        elif self._swaps_in_the_sign_in_page(request, response):
            return self._whole_page(request)
        return response

    def _swaps_in_the_sign_in_page(self, request: HttpRequest, response: HttpResponse) -> bool:
        goes_to = response.headers.get("Location", "").partition("?")[0]
        htmx = request.htmx  # type: ignore[attr-defined]
        return bool(htmx) and goes_to == resolve_url(settings.LOGIN_URL)

    def _whole_page(self, request: HttpRequest) -> HttpResponse:
        """Sign in and come back to the page the person was on, not to the part they asked for."""
        here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        sign_in = resolve_url(settings.LOGIN_URL)
        return go_to(request, f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: here})}")


class SessionLimits:
    """Twelve hours at most, half an hour without activity.

    A page that polls by itself is no activity: it says so with the header `X-Poll`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            over = sessions.why_over(request)
            if over:
                logout(request)
                messages.info(request, over)
            elif "X-Poll" not in request.headers:
                sessions.note_activity(request)
        return self.get_response(request)


class SecondStep:
    """People whose roles reach far see only the set-up of their second step until it is done."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not must_set_up_second_step(request.user):
            return None
        if request.resolver_match and request.resolver_match.view_name in WITHOUT_SECOND_STEP:
            return None
        return go_to(request, reverse("mfa_activate_totp"))
