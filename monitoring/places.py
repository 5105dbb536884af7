"""What this room adds around other rooms' pages, where it depends on the reader."""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can


def targets_word(user: User) -> str:
    """The list is for who looks across schools; heads and governors have their school's tab."""
    return "Targets" if holds_anywhere(user, Can.VIEW_PROPOSALS) else ""


def own_samples(user: User) -> str:
    """Where a moderator works. Those who plan events find their samples on that page."""
    return "" if holds_anywhere(user, Can.PLAN_MODERATION) else "Moderation"
