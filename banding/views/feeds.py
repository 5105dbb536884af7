"""A person's own calendar address, and the file that calendar programs read there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from accounts.subscribers import absolute
from banding import services
from banding.ics import calendar_of
from banding.selectors.feeds import live_feed_of, reader_of


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Can.VIEW_OBLIGATIONS)
def feed_detail(request: SignedInRequest) -> HttpResponse:
    """Posting makes a new address, which only this answer shows."""
    address = ""
    if request.method == "POST":
        token = services.make_feed(actor=request.user)
        address = absolute(reverse("banding:feed-read", args=[token]))
    context = {"feed": live_feed_of(request.user), "address": address}
    return TemplateResponse(request, "banding/feed_detail.html", context)


@require_POST
@needs(Can.VIEW_OBLIGATIONS)
def feed_revoke(request: SignedInRequest) -> HttpResponse:
    services.revoke_feed(actor=request.user)
    messages.success(request, "Your calendar address no longer works.")
    return redirect("banding:feed-detail")


@login_not_required
@cache_control(private=True, no_store=True)
@require_GET
def feed_read(request: HttpRequest, token: str) -> HttpResponse:
    """The address is the proof: calendar programs cannot sign in."""
    person = reader_of(token)
    if person is None:
        raise Http404
    file = calendar_of(person, timezone.localdate())
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
