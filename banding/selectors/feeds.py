from accounts.models import User
from banding.models import CalendarFeed
from banding.rules.feeds import hash_of


def live_feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def reader_of(token: str) -> User | None:
    """Whose address this is, unless it is revoked or the person may no longer sign in."""
    live = CalendarFeed.objects.filter(revoked_at=None, user__is_active=True)
    feed = live.filter(token_hash=hash_of(token)).select_related("user").first()
    return feed.user if feed else None
