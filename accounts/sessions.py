"""How long a session lasts, and how lately its owner proved who they are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN, SEEN = "signed_in_at", "seen_at"
NOTED_EVERY = 60  # seconds: a busy person's session is written once a minute, not at every click
PROOF_LASTS = 30 * 60  # for changing what others may do (security.md R17)


def _now() -> int:
    return int(timezone.now().timestamp())


def begin(request: HttpRequest) -> None:
    request.session[BEGAN] = request.session[SEEN] = _now()


def why_over(request: HttpRequest) -> str:
    """Why this session has ended, or an empty string while it lasts."""
    now = _now()
    if now - request.session.get(BEGAN, now) >= settings.SESSION_COOKIE_AGE:
        return "You were signed out because a session lasts 12 hours. Sign in to go on."
    if now - request.session.get(SEEN, now) >= settings.SESSION_IDLE_AGE:
        return "You were signed out after 30 minutes without activity. Sign in to go on."
    return ""


def note_activity(request: HttpRequest) -> None:
    if BEGAN not in request.session:
        begin(request)
    elif _now() - request.session.get(SEEN, 0) >= NOTED_EVERY:
        request.session[SEEN] = _now()


def seconds_since_proof(request: HttpRequest) -> float:
    """Since this person signed in or last typed a password or code again."""
    proofs = [record["at"] for record in get_authentication_records(request, request.user)]
    return _now() - max([request.session.get(BEGAN, 0), *proofs])


def proof_needed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password (or code) again when the last time is half an hour ago.

    allauth's middleware keeps what was posted and carries on with it afterwards.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if seconds_since_proof(request) > PROOF_LASTS:
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
