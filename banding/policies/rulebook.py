"""Who may change the rulebook."""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can
from core.errors import NotAllowed


def check_can_keep_rulebook(actor: User | None) -> None:
    """A command acts without a person."""
    if actor is not None and not holds_anywhere(actor, Can.USE_ADMIN):
        raise NotAllowed("Only administrators change the rulebook.")
