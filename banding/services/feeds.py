"""A person's secret calendar address. Only its hash is kept, so it is shown once."""

from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import CalendarFeed
from banding.rules.feeds import hash_of
from core import journal


@transaction.atomic
def make_feed(*, actor: User) -> str:
    """The token of a new address; the one before stops working."""
    User.objects.select_for_update().get(pk=actor.pk)
    CalendarFeed.objects.filter(user=actor, revoked_at=None).update(revoked_at=timezone.now())
    token = token_urlsafe(32)
    feed = CalendarFeed(user=actor, token_hash=hash_of(token))
    feed.full_clean()
    feed.save()
    journal.record(actor=actor, verb=verbs.FEED_MADE, target=feed)
    return token


@transaction.atomic
def revoke_feed(*, actor: User) -> None:
    """Revoking what is revoked already changes nothing: it is the second click."""
    User.objects.select_for_update().get(pk=actor.pk)
    feed = CalendarFeed.objects.filter(user=actor, revoked_at=None).first()
    if feed is None:
        return
    feed.revoked_at = timezone.now()
    feed.full_clean()
    feed.save()
    journal.record(actor=actor, verb=verbs.FEED_REVOKED, target=feed)
