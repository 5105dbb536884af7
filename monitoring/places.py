"""What this room adds around other rooms' pages, where it depends on the reader."""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can


def own_samples(user: User) -> str:
    """Where a moderator works. Those who plan events find their samples on that page."""
    return "" if holds_anywhere(user, Can.PLAN_MODERATION) else "Moderation"
