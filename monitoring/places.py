"""What the bar calls the pages of evidence that only some readers have a use for."""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can


def targets_word(user: User) -> str:
    """The list is for who looks across schools; heads and governors have their school's tab."""
    return "Targets" if holds_anywhere(user, Can.VIEW_PROPOSALS) else ""
